using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions;

/// <summary>The officers' filters as they stand in the address.</summary>
internal sealed class PetitionFilter
{
    /// <summary>mo (open), moi, soan, ky, cap-tren, xong; anything else: all.</summary>
    public string? TrangThai { get; set; }
    public string? LinhVuc { get; set; }
    public Guid? Phong { get; set; }

    /// <summary>qua-han, hom-nay, sap (within 3 working days).</summary>
    public string? Han { get; set; }
    public Guid? HoiNghi { get; set; }

    /// <summary>Only those of the person's own office.</summary>
    public bool CuaToi { get; set; }

    public bool IsEmpty => TrangThai is null && LinhVuc is null && Phong is null && Han is null && HoiNghi is null && !CuaToi;

    /// <param name="soon">The last day that counts as soon.</param>
    /// <param name="myOffice">Of the person; null: those given to no office yet.</param>
    public IQueryable<Petition> Of(IQueryable<Petition> petitions, DateOnly today, DateOnly soon, Guid? myOffice)
    {
        petitions = TrangThai switch
        {
            "mo" => petitions.Where(p => p.Status != PetitionStatus.Answered && p.Status != PetitionStatus.Redirected),
            "moi" => petitions.Where(p => p.Status == PetitionStatus.Received),
            "soan" => petitions.Where(p => p.Status == PetitionStatus.Triaged || p.Status == PetitionStatus.Drafting),
            "ky" => petitions.Where(p => p.Status == PetitionStatus.AwaitingApproval),
            "cap-tren" => petitions.Where(p => p.Status == PetitionStatus.Escalated),
            "xong" => petitions.Where(p => p.Status == PetitionStatus.Answered || p.Status == PetitionStatus.Redirected),
            "chua-cong-khai" => petitions.Where(p => (p.Status == PetitionStatus.Answered || p.Status == PetitionStatus.Redirected) && p.PublishedOn == null),
            _ => petitions,
        };
        if (!string.IsNullOrEmpty(LinhVuc)) petitions = petitions.Where(p => p.FieldCode == LinhVuc);
        if (Phong is { } office) petitions = petitions.Where(p => p.OfficeId == office);
        if (HoiNghi is { } conference) petitions = petitions.Where(p => p.ConferenceId == conference);
        if (CuaToi) petitions = petitions.Where(p => p.OfficeId == myOffice);
        return Han switch
        {
            "qua-han" => petitions.Owed().Where(p => p.Due < today),
            "hom-nay" => petitions.Owed().Where(p => p.Due == today),
            "sap" => petitions.Owed().Where(p => p.Due >= today && p.Due <= soon),
            _ => petitions,
        };
    }
}
