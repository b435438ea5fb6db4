using System.Text.Json.Serialization;
using Dialogue.Data;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Planning.Businesses.Model;

/// <summary>
/// An enterprise, cooperative or household business of the place, as the organisation's own directory has it. A household is a natural person, and every
/// representative is one: nothing of it is public, and phones are shown on request only.
/// </summary>
internal sealed class Business : IAggregate
{
    private Business()
    {
    }

    public Business(BusinessFacts facts) => Change(facts);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public TenantId TenantId { get; private set; }
    public UnitKind Kind { get; private set; }

    [NotInHistory]
    public string Name { get; private set; } = "";

    /// <summary>One of a kind in the directory; a household may have none.</summary>
    [NotInHistory]
    public string? TaxCode { get; private set; }

    [NotInHistory]
    public string Address { get; private set; } = "";
    public string Sector { get; private set; } = "";

    [NotInHistory]
    public string Representative { get; private set; } = "";

    [NotInHistory]
    public string RepresentativeTitle { get; private set; } = "";

    [NotInHistory]
    public string Phone { get; private set; } = "";

    [NotInHistory]
    public string? Email { get; private set; }

    /// <summary>The name folded: the order of the list.</summary>
    [NotInHistory]
    public string NameKey { get; private set; } = "";

    /// <summary>Name, tax code and address folded: what a search looks in.</summary>
    [NotInHistory]
    public string Search { get; private set; } = "";

    /// <summary>xmin.</summary>
    public uint RowVersion { get; private set; }

    public BusinessFacts Facts => new(Kind, Name, TaxCode, Address, Sector, Representative, RepresentativeTitle, Phone, Email);

    public void Change(BusinessFacts facts)
    {
        if (facts.TaxCode is null && facts.Kind != UnitKind.Household) throw BusinessRules.TaxCodeNeeded();
        (Kind, Name, TaxCode, Address, Sector, Representative, RepresentativeTitle, Phone, Email) =
            (facts.Kind, facts.Name, facts.TaxCode, facts.Address, facts.Sector, facts.Representative, facts.Title, facts.Phone, facts.Email);
        NameKey = Folded.Of(Name);
        Search = $"{NameKey} {TaxCode} {Folded.Of(Address)}";
    }
}

/// <summary>What the directory knows of one business, cleaned.</summary>
internal sealed record BusinessFacts(
    UnitKind Kind, string Name, string? TaxCode, string Address, string Sector, string Representative, string Title, string Phone, string? Email)
{
    /// <summary>Tells one business from another: the tax code, or, where there is none, name and address.</summary>
    [JsonIgnore]
    public string Key => TaxCode ?? PlaceKey;

    /// <summary>By name and address, however they are written.</summary>
    [JsonIgnore]
    public string PlaceKey => $"{Kind}|{Folded.Of(Name)}|{Folded.Of(Address)}";
}

internal sealed class BusinessConfiguration : IEntityTypeConfiguration<Business>
{
    public void Configure(EntityTypeBuilder<Business> business)
    {
        business.ToTable("businesses");
        business.Property(b => b.Id).ValueGeneratedNever();
        business.Property(b => b.RowVersion).IsRowVersion();
        business.Property(b => b.Kind).HasConversion<string>().HasMaxLength(20);
        business.Property(b => b.Name).HasMaxLength(300);
        business.Property(b => b.TaxCode).HasMaxLength(14);
        business.Property(b => b.Address).HasMaxLength(300);
        business.Property(b => b.Sector).HasMaxLength(200);
        business.Property(b => b.Representative).HasMaxLength(200);
        business.Property(b => b.RepresentativeTitle).HasMaxLength(200);
        business.Property(b => b.Phone).HasMaxLength(20);
        business.Property(b => b.Email).HasMaxLength(200);
        business.Property(b => b.NameKey).HasMaxLength(300).UseCollation("C"); // compared as it is ordered
        business.Property(b => b.Search).HasMaxLength(700);
        business.Ignore(b => b.Facts);
        business.HasIndex(b => new { b.TenantId, b.TaxCode }).IsUnique();
        business.HasIndex(b => new { b.TenantId, b.NameKey, b.Id });
    }
}

/// <summary>Every "no" of the directory.</summary>
internal static class BusinessRules
{
    public static RuleBrokenException TaxCodeNeeded() => new("business-tax-code-needed", "Hãy nhập mã số thuế. Chỉ hộ kinh doanh được để trống.", "TaxCode");

    public static RuleBrokenException Known(string name) => new("business-known", $"Mã số thuế này đã có trong danh bạ: {name}. Hãy sửa đơn vị đó thay vì thêm mới.", "TaxCode");

    public static RuleBrokenException NoHead() => new(
        "business-file-head", "Không tìm thấy dòng tiêu đề cột trong 10 dòng đầu. Cần ít nhất cột “Tên đơn vị” và một cột khác của mẫu; hãy tải mẫu trống rồi chép dữ liệu vào.", "File");

    public static RuleBrokenException NoRows() => new("business-file-empty", "Dưới dòng tiêu đề không có dòng dữ liệu nào. Hãy kiểm tra lại tệp đã chọn.", "File");
}
