using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Dialogue.Data;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Planning.Registering;

/// <summary>Who comes to a conference. Associations are invited and speak; they do not count toward the conditions.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UnitKind>))]
internal enum UnitKind
{
    Enterprise,
    Cooperative,
    Household,
    Association,
}

/// <summary>How a registration came in.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RegistrationChannel>))]
internal enum RegistrationChannel
{
    Online,
    Paper,
    Phone,
}

/// <summary>One unit registers to attend one conference. Name and contacts are personal data of its representative, and of a household business as such.</summary>
internal sealed class Registration : IAggregate
{
    private Registration()
    {
    }

    /// <param name="key">Made with the form, and the registration's id.</param>
    public Registration(Guid key, Guid conferenceId, RegistrationChannel channel, DateOnly registeredOn, RegistrationFacts facts)
    {
        (Id, ConferenceId, Channel, RegisteredOn) = (key, conferenceId, channel, registeredOn);
        // Read to and from paper: no letters that are taken for others.
        Code = "DK-" + RandomNumberGenerator.GetString("23456789ABCDEFGHJKMNPQRSTUVWXYZ", 6);
        Secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18)).Replace('+', '-').Replace('/', '_');
        Take(facts);
    }

    /// <summary>Made with the form: a second submission of the same form leads here, and makes nothing new.</summary>
    public Guid Id { get; private set; }
    public TenantId TenantId { get; private set; }
    public Guid ConferenceId { get; private set; }

    /// <summary>What the unit quotes.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Part of the private link with which the unit changes or cancels; whoever has it may.</summary>
    [NotInHistory]
    public string Secret { get; private set; } = "";
    public RegistrationChannel Channel { get; private set; }
    public DateOnly RegisteredOn { get; private set; }
    public DateOnly? CancelledOn { get; private set; }

    public UnitKind Kind { get; private set; }

    [NotInHistory]
    public string Name { get; private set; } = "";

    [NotInHistory]
    public string? TaxCode { get; private set; }

    /// <summary>Tells one unit from another: the tax code, or the registration itself where none was given.</summary>
    [NotInHistory]
    public string UnitKey { get; private set; } = "";

    [NotInHistory]
    public string Address { get; private set; } = "";
    public string Sector { get; private set; } = "";
    public int Participants { get; private set; }

    [NotInHistory]
    public string Representative { get; private set; } = "";

    [NotInHistory]
    public string RepresentativeTitle { get; private set; } = "";

    [NotInHistory]
    public string Phone { get; private set; } = "";

    [NotInHistory]
    public string? Email { get; private set; }
    public bool WantsToSpeak { get; private set; }

    /// <summary>The unit's name may be shown publicly. Asked for by itself, and never presumed.</summary>
    public bool MayBeNamed { get; private set; }

    public bool IsCancelled => CancelledOn is not null;

    public string PublicName => MayBeNamed ? Name : Kind.Unnamed();

    public void Change(RegistrationFacts facts)
    {
        if (IsCancelled) throw RegistrationRules.Cancelled();
        Take(facts);
    }

    public void Cancel(DateOnly on) => CancelledOn ??= on;

    private void Take(RegistrationFacts f)
    {
        (Kind, Name, TaxCode, Address, Sector, Participants) = (f.Kind, f.Name, f.TaxCode, f.Address, f.Sector, f.Participants);
        (Representative, RepresentativeTitle, Phone, Email, WantsToSpeak, MayBeNamed) = (f.Representative, f.Title, f.Phone, f.Email, f.WantsToSpeak, f.MayBeNamed);
        UnitKey = f.TaxCode ?? Id.ToString();
    }
}

/// <summary>What a unit tells of itself, cleaned.</summary>
internal sealed record RegistrationFacts(
    UnitKind Kind, string Name, string? TaxCode, string Address, string Sector, int Participants, string Representative, string Title, string Phone, string? Email,
    bool WantsToSpeak, bool MayBeNamed);

internal sealed class RegistrationConfiguration : IEntityTypeConfiguration<Registration>
{
    public void Configure(EntityTypeBuilder<Registration> registration)
    {
        registration.ToTable("registrations");
        registration.Property(r => r.Id).ValueGeneratedNever();
        registration.Property<uint>("RowVersion").IsRowVersion();
        registration.Property(r => r.Code).HasMaxLength(20);
        registration.Property(r => r.Secret).HasMaxLength(40);
        registration.Property(r => r.Name).HasMaxLength(300);
        registration.Property(r => r.TaxCode).HasMaxLength(20);
        registration.Property(r => r.UnitKey).HasMaxLength(40);
        registration.Property(r => r.Address).HasMaxLength(300);
        registration.Property(r => r.Sector).HasMaxLength(200);
        registration.Property(r => r.Representative).HasMaxLength(200);
        registration.Property(r => r.RepresentativeTitle).HasMaxLength(200);
        registration.Property(r => r.Phone).HasMaxLength(20);
        registration.Property(r => r.Email).HasMaxLength(200);
        registration.HasIndex(r => new { r.TenantId, r.Secret }).IsUnique();
        registration.HasIndex(r => new { r.TenantId, r.ConferenceId, r.Id });
    }
}
