using System.ComponentModel.DataAnnotations;
using Dialogue.Kernel;
using Dialogue.Planning.Businesses.Model;
using Dialogue.Web;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dialogue.Planning.Businesses;

/// <summary>Adds, changes or takes out one business of the directory.</summary>
internal sealed class EditBusiness(PlanningDb db)
{
    public sealed class Request
    {
        /// <summary>The row version that the form showed.</summary>
        public uint? Version { get; set; }

        [Required(ErrorMessage = "Hãy chọn loại hình.")]
        public UnitKind? Kind { get; set; }

        [Required, StringLength(300)]
        public string Name { get; set; } = "";

        [TaxCode, StringLength(20)]
        public string? TaxCode { get; set; }

        [Required, StringLength(300)]
        public string Address { get; set; } = "";

        [StringLength(200)]
        public string? Sector { get; set; }

        [StringLength(200)]
        public string? Representative { get; set; }

        [StringLength(200)]
        public string? Title { get; set; }

        [VietnamPhone]
        public string? Phone { get; set; }

        [EmailAddress, StringLength(200)]
        public string? Email { get; set; }

        public BusinessFacts Facts() => new(
            Kind!.Value, Name.Trim(), TaxCodeAttribute.Normalise(TaxCode) is { Length: > 0 } code ? code : null, Address.Trim(), Sector?.Trim() ?? "", Representative?.Trim() ?? "", Title?.Trim() ?? "",
            string.IsNullOrWhiteSpace(Phone) ? "" : VietnamPhoneAttribute.Normalise(Phone)!, string.IsNullOrWhiteSpace(Email) ? null : Email.Trim());

        public static Request Of(Business b) => new()
        {
            Version = b.RowVersion, Kind = b.Kind, Name = b.Name, TaxCode = b.TaxCode, Address = b.Address, Sector = b.Sector, Representative = b.Representative, Title = b.RepresentativeTitle,
            Phone = b.Phone, Email = b.Email,
        };
    }

    /// <exception cref="RuleBrokenException">The tax code is missing or another one's.</exception>
    public async Task<Business> Add(Request request, CancellationToken cancellationToken)
    {
        var business = new Business(request.Facts());
        db.Businesses.Add(business);
        await Save(business, cancellationToken);
        return business;
    }

    /// <returns>Null when the directory has none with that id.</returns>
    /// <exception cref="RuleBrokenException">The tax code is missing or another one's.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Somebody has changed it since the form was shown.</exception>
    public async Task<Business?> Change(Guid id, Request request, CancellationToken cancellationToken)
    {
        if (await db.Businesses.FindAsync([id], cancellationToken) is not { } business) return null;
        if (request.Version is { } version) db.Entry(business).Property(b => b.RowVersion).OriginalValue = version;
        business.Change(request.Facts());
        await Save(business, cancellationToken);
        return business;
    }

    /// <summary>Takes it out. Registrations and invitations have their own copies and stay as they are.</summary>
    public async Task<bool> Remove(Guid id, CancellationToken cancellationToken)
    {
        if (await db.Businesses.FindAsync([id], cancellationToken) is not { } business) return false;
        db.Businesses.Remove(business);
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    private async Task Save(Business business, CancellationToken cancellationToken)
    {
        var other = business.TaxCode is { } code ? await db.Businesses.AsNoTracking().Where(b => b.TaxCode == code && b.Id != business.Id).Select(b => b.Name).FirstOrDefaultAsync(cancellationToken) : null;
        if (other is not null) throw BusinessRules.Known(other);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw BusinessRules.Known("vừa được người khác thêm"); // at the same moment
        }
    }
}
