using Dialogue.Data;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Planning.Announcing;

/// <summary>The notice by which a conference is called: when and where, how to register, how to petition, until when. Issued once; a moved conference gets another.</summary>
internal sealed class Announcement : IAggregate
{
    private Announcement()
    {
    }

    public Announcement(Guid conferenceId, AnnouncementText text)
    {
        (Id, ConferenceId) = (Guid.CreateVersion7(), conferenceId);
        Write(text);
    }

    public Guid Id { get; private set; }
    public TenantId TenantId { get; private set; }
    public Guid ConferenceId { get; private set; }

    [NotInHistory]
    public string Body { get; private set; } = "";

    /// <summary>How to register.</summary>
    [NotInHistory]
    public string Guide { get; private set; } = "";

    /// <summary>Where the petition form is, on paper and online.</summary>
    [NotInHistory]
    public string PetitionForm { get; private set; } = "";

    /// <summary>Until when petitions are received, and why.</summary>
    [NotInHistory]
    public string CutOffText { get; private set; } = "";

    /// <summary>Empty while it is a draft.</summary>
    public string Number { get; private set; } = "";
    public DateOnly? IssuedOn { get; private set; }

    /// <summary>Name of who signed; of announcements of before names were asked for, only the title.</summary>
    public string Signer { get; private set; } = "";
    public string SignerTitle { get; private set; } = "";
    public string LateReason { get; private set; } = "";

    /// <summary>The conference was moved since; another announcement stands in its place.</summary>
    public bool Superseded { get; private set; }

    public bool IsIssued => IssuedOn is not null;

    public void Write(AnnouncementText text)
    {
        if (IsIssued) throw AnnouncementRules.AlreadyIssued(Number);
        (Body, Guide, PetitionForm, CutOffText) = (text.Body.Trim(), text.Guide.Trim(), text.PetitionForm.Trim(), text.CutOffText.Trim());
    }

    /// <exception cref="RuleBrokenException">The guide, the form or the cut-off is missing, or it is late without a reason.</exception>
    public void Issue(Conference conference, string number, DateOnly on, string signer, string signerTitle, string lateReason)
    {
        if (IsIssued) throw AnnouncementRules.AlreadyIssued(Number);
        if (Guide.Length == 0) throw AnnouncementRules.NoGuide();
        if (PetitionForm.Length == 0) throw AnnouncementRules.NoForm();
        if (conference.CutOff is { } cutOff && !Names(CutOffText, cutOff.Due)) throw AnnouncementRules.NoCutOff(cutOff.Due);
        if (on > conference.Day) throw AnnouncementRules.AfterConference(conference.Day);
        if (conference.AnnounceBy is { } by && by.IsLate(on) && string.IsNullOrWhiteSpace(lateReason)) throw AnnouncementRules.LateNeedsReason(by.Due);
        (Number, IssuedOn, Signer, SignerTitle, LateReason) = (number, on, signer, signerTitle, lateReason);
    }

    public void Supersede() => Superseded = true;

    /// <summary>True when the text names the date, as 22/9/2026 or 22/09/2026.</summary>
    private static bool Names(string text, DateOnly date) =>
        text.Contains(Vn.Date(date), StringComparison.Ordinal) || text.Contains(date.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
}

/// <summary>The four parts that people write.</summary>
internal sealed record AnnouncementText(string Body, string Guide, string PetitionForm, string CutOffText);

/// <summary>One posting of the announcement on one channel.</summary>
internal sealed class Posting : IAggregate
{
    private Posting()
    {
    }

    public Posting(Guid conferenceId, string channel, DateOnly postedOn, string place, string by, string? link)
    {
        (Id, ConferenceId, Channel, PostedOn, Place, By, Link) = (Guid.CreateVersion7(), conferenceId, channel, postedOn, place, by, link);
    }

    public Guid Id { get; private set; }
    public TenantId TenantId { get; private set; }
    public Guid ConferenceId { get; private set; }

    /// <summary>A word of the rule <c>notice.channels</c>.</summary>
    public string Channel { get; private set; } = "";
    public DateOnly PostedOn { get; private set; }
    public string Place { get; private set; } = "";
    public string By { get; private set; } = "";
    public string? Link { get; private set; }

    /// <summary>A photograph or a PDF that shows it.</summary>
    public Guid? EvidenceId { get; private set; }

    /// <summary>It was a posting of an announcement that another has replaced.</summary>
    public bool Superseded { get; private set; }

    public void ProveBy(Guid file) => EvidenceId = file;

    public void Supersede() => Superseded = true;
}

internal sealed class AnnouncementConfiguration : IEntityTypeConfiguration<Announcement>, IEntityTypeConfiguration<Posting>
{
    public void Configure(EntityTypeBuilder<Announcement> announcement)
    {
        announcement.ToTable("announcements");
        announcement.Property(a => a.Id).ValueGeneratedNever();
        announcement.Property<uint>("RowVersion").IsRowVersion();
        announcement.Property(a => a.Number).HasMaxLength(40);
        announcement.Property(a => a.Signer).HasMaxLength(200);
        announcement.Property(a => a.SignerTitle).HasMaxLength(200);
        announcement.Property(a => a.LateReason).HasMaxLength(1000);
        announcement.HasIndex(a => new { a.TenantId, a.ConferenceId, a.Id });
    }

    public void Configure(EntityTypeBuilder<Posting> posting)
    {
        posting.ToTable("postings");
        posting.Property(p => p.Id).ValueGeneratedNever();
        posting.Property(p => p.Channel).HasMaxLength(20);
        posting.Property(p => p.Place).HasMaxLength(300);
        posting.Property(p => p.By).HasMaxLength(200);
        posting.Property(p => p.Link).HasMaxLength(500);
        posting.HasIndex(p => new { p.TenantId, p.ConferenceId, p.PostedOn });
    }
}

/// <summary>Every "no" about announcements and postings.</summary>
internal static class AnnouncementRules
{
    public static RuleBrokenException AlreadyIssued(string number) => new(
        "announcement-issued", $"Thông báo {number} đã ban hành nên không sửa được. Nếu đổi ngày hội nghị, hãy ban hành thông báo mới.");

    public static RuleBrokenException NoGuide() => new(
        "announcement-no-guide", "Thông báo phải có hướng dẫn đăng ký tham dự. Hãy viết mục này trước khi ban hành.", "Guide");

    public static RuleBrokenException NoForm() => new(
        "announcement-no-form", "Thông báo phải có mẫu phiếu kiến nghị (bằng giấy và trực tuyến). Hãy viết mục này trước khi ban hành.", "PetitionForm");

    public static RuleBrokenException NoCutOff(DateOnly due) => new(
        "announcement-no-cut-off", $"Thông báo phải nêu thời hạn tiếp nhận kiến nghị là ngày {Vn.Date(due)}. Hãy viết rõ ngày này trước khi ban hành.", "CutOffText");

    public static RuleBrokenException AfterConference(DateOnly day) => new(
        "announcement-after-conference", $"Thông báo không thể có ngày sau ngày hội nghị {Vn.Date(day)}.", "IssuedOn");

    public static RuleBrokenException LateNeedsReason(DateOnly due) => new(
        "announcement-late", $"Hạn ban hành thông báo là {Vn.Date(due)}, đã qua. Hãy ghi lý do ban hành muộn.", "LateReason");

    public static RuleBrokenException NotIssued() => new(
        "announcement-not-issued", "Hội nghị chưa có thông báo đã ban hành nên chưa có gì để niêm yết, đăng tải.");

    public static RuleBrokenException UnknownChannel() => new(
        "posting-channel", "Hãy chọn kênh niêm yết, đăng tải trong danh sách.", "Channel");

    public static RuleBrokenException PostedBeforeIssued(DateOnly issued) => new(
        "posting-date", $"Ngày niêm yết, đăng tải không thể trước ngày ban hành thông báo {Vn.Date(issued)} hoặc sau hôm nay.", "PostedOn");
}
