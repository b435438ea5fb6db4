using Dialogue.Contracts.Planning;
using Dialogue.Data;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Petitions;

/// <summary>What petitions must know of a conference, fed by planning's ConferenceChanged.</summary>
public sealed class ConferenceCopy : ITenantOwned
{
    public Guid Id { get; init; }
    public TenantId TenantId { get; private set; }
    public long Version { get; private set; }
    public int Year { get; private set; }
    public string Title { get; private set; } = "";
    public string State { get; private set; } = "";
    public DateOnly Day { get; private set; }
    public string Place { get; private set; } = "";
    public string Chair { get; private set; } = "";
    public DateOnly? AnnouncedOn { get; private set; }

    /// <summary>Last day on which a petition counts toward the conditions; null without a term.</summary>
    public DateOnly? CutOff { get; private set; }

    /// <summary>The day on which terms of answers start: the conference day when it is held, the day of the decision when not. Null until then.</summary>
    public DateOnly? TermStart { get; private set; }
    public bool? Held { get; private set; }

    /// <summary>Announced, not yet held nor decided against, and today or later: petitions filed now are for it.</summary>
    public bool TakesPetitions(DateOnly today) => AnnouncedOn is not null && Day >= today && TermStart is null && State is not ("NotHeld" or "AnsweredInWriting" or "Concluded");

    /// <summary>A petition counts toward p when it was received by the cut-off, or without one before the conference day, and not spoken there.</summary>
    public bool Counts(DateOnly receivedOn, Channel channel) =>
        channel != Channel.Spoken && (CutOff is { } last ? receivedOn <= last : receivedOn < Day);

    /// <returns>False when the message is not newer than what is known.</returns>
    public bool Take(ConferenceChanged m)
    {
        if (Version >= m.Version) return false;
        (Version, Year, Title, State, Day, Place, Chair) = (m.Version, m.Year, m.Title, m.State, m.Day, m.Place, m.Chair);
        (AnnouncedOn, CutOff, TermStart, Held) = (m.AnnouncedOn, m.CutOff, m.TermStart, m.Held);
        return true;
    }
}

internal sealed class ConferenceCopyConfiguration : IEntityTypeConfiguration<ConferenceCopy>
{
    public void Configure(EntityTypeBuilder<ConferenceCopy> conference)
    {
        conference.ToTable("conference_copies");
        conference.Property(c => c.Id).ValueGeneratedNever();
        conference.HasIndex(c => new { c.TenantId, c.Day });
    }
}

/// <summary>A petition field of the city, fed by escalations' FieldsPublished.</summary>
public sealed class FieldCopy
{
    public string Code { get; init; } = "";
    public string Name { get; set; } = "";
    public Guid? DepartmentId { get; set; }
    public bool Active { get; set; }
    public int Position { get; set; }
    public int Version { get; set; }
}

internal sealed class FieldCopyConfiguration : IEntityTypeConfiguration<FieldCopy>
{
    public void Configure(EntityTypeBuilder<FieldCopy> field)
    {
        field.ToTable("fields");
        field.HasKey(f => f.Code);
        field.Property(f => f.Code).HasMaxLength(60);
        field.Property(f => f.Name).HasMaxLength(200);
    }
}
