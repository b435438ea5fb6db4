using Dialogue.Contracts.Notifications;
using Dialogue.Contracts.Reporting;
using Dialogue.Data;
using Dialogue.Kernel;
using Dialogue.Reporting.Facts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Reporting.Model;

/// <summary>
/// The result report of one conference (Phụ lục II). Until it is sent its figures are read from the facts each time, and only what people
/// add is stored here; when it is sent all of it is frozen in <see cref="Content"/>.
/// </summary>
public sealed class ResultReport : IAggregate
{
    private ResultReport() { }

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public TenantId TenantId { get; private set; }
    public Guid ConferenceId { get; private init; }
    public int Year { get; private init; }

    /// <summary>Tells only what was answered after an earlier report; no term runs for it.</summary>
    public bool Supplementary { get; private init; }

    /// <summary>Version of the snapshots that are published.</summary>
    public long Version { get; private set; }
    public Deadline? Deadline { get; private set; }

    /// <summary>What people wrote beside the data.</summary>
    [NotInHistory] public ReportCorrections Corrections { get; private set; } = new();

    public string Number { get; private set; } = "";
    public DateOnly? SignedOn { get; private set; }
    public DateOnly? SentOn { get; private set; }

    /// <summary>Frozen when sent; null without a term.</summary>
    public bool? InTime { get; private set; }

    /// <summary>JSON of a <see cref="ReportContent"/> as it was sent; null until then.</summary>
    [NotInHistory] public string? Content { get; private set; }

    public bool IsSent => SentOn is not null;

    public static ResultReport For(ConferenceFact conference) => new() { ConferenceId = conference.Id, Year = conference.Year };

    public static ResultReport Supplement(ConferenceFact conference) => new() { ConferenceId = conference.Id, Year = conference.Year, Supplementary = true };

    /// <summary>The last day of a report: so many working days after the conference, or after the decision not to hold it.</summary>
    /// <returns>Null when the rule set has no such term (never late) or nothing is decided yet.</returns>
    public static Deadline? DeadlineOf(ConferenceFact conference, RuleSet? rules, WorkingCalendar calendar)
    {
        if (conference.TermStart is not { } start) return null;
        var title = "Gửi báo cáo kết quả (Phụ lục II)";
        if (rules is not null) return rules.After(calendar, RuleKeys.ReportWd, title, conference.Held == true ? "Ngày hội nghị" : "Ngày quyết định không tổ chức", start);
        // The rule set has not arrived yet; planning has said which day it is.
        return conference.ReportDue is { } due ? Deadline.Fixed(calendar, title, Rule.None with { Text = "Theo bộ quy định của đơn vị" }, due) : null;
    }

    /// <summary>Takes the term over.</summary>
    /// <returns>True when it is new or has changed, and others should know.</returns>
    public bool IsDue(Deadline? deadline)
    {
        if (Version > 0 && deadline?.Due == Deadline?.Due) return false;
        (Deadline, Version) = (deadline, Version + 1);
        return true;
    }

    public void Correct(ReportCorrections corrections)
    {
        if (IsSent) throw ReportRules.AlreadySent(Number);
        (Corrections, Version) = (corrections, Version + 1);
    }

    /// <summary>Signs and sends it: from here on nothing in it changes.</summary>
    /// <exception cref="RuleBrokenException">Sent before; the number or date is impossible; or a late petition lacks its cause.</exception>
    public void Send(ReportContent content, string number, DateOnly signedOn, DateOnly today)
    {
        if (IsSent) throw ReportRules.AlreadySent(Number);
        number = number.Trim();
        if (!ReportRules.IsNumber(number)) throw ReportRules.NumberForm();
        if (signedOn > today) throw ReportRules.SignedInFuture(today);
        if (content.Outcome.Day is { } day && content.Outcome.Held && signedOn < day) throw ReportRules.SignedBeforeConference(day);
        var silent = content.Petitions.Where(p => p.IsLate && string.IsNullOrWhiteSpace(p.DelayCause)).Select(p => p.Code).ToList();
        if (silent.Count > 0) throw ReportRules.DelayCauseMissing(silent);

        (Number, SignedOn, SentOn, InTime, Version) = (number, signedOn, today, Deadline is { } term ? !term.IsLate(today) : null, Version + 1);
        Content = (content with { Number = number, SignedOn = signedOn }).ToJson();
    }

    public ResultReportSent Snapshot(string senderName, string title) => new(
        Id, Version, TenantId.Value, senderName, ConferenceId, Year, title, Number, SentOn!.Value, Deadline?.Due, InTime, Supplementary, Content!);

    public DutyChanged Duty(string conference, string slug) => new(
        Id, Version, Supplementary ? "send-supplement" : "send-report", $"{(Supplementary ? "Gửi báo cáo bổ sung" : "Gửi báo cáo kết quả")}: {conference}", $"/{slug}/can-bo/bao-cao/{Id}", Deadline?.Due,
        [Role.Specialist, Role.OfficeHead, Role.Leader], null, null, IsSent, Web.DeadlineWords.WhyInLines(Deadline));

    internal sealed class Configuration : IEntityTypeConfiguration<ResultReport>
    {
        public void Configure(EntityTypeBuilder<ResultReport> report)
        {
            report.ToTable("result_reports");
            report.Property(r => r.Id).ValueGeneratedNever();
            report.Property(r => r.Number).HasMaxLength(40);
            report.Property(r => r.Corrections).HasColumnType("jsonb").HasConversion(new JsonConverter<ReportCorrections>());
            report.Property(r => r.Content).HasColumnType("jsonb");
            report.Ignore(r => r.IsSent);
            report.Property<uint>("RowVersion").IsRowVersion();
            report.HasIndex(r => new { r.TenantId, r.ConferenceId, r.Supplementary }).IsUnique().HasFilter("not supplementary");
            report.HasIndex(r => new { r.TenantId, r.Year });
            report.HasIndex(r => new { r.TenantId, r.Number, r.Year }).IsUnique().HasFilter("number <> ''");
        }
    }
}

/// <summary>What people add to a report; its figures come from the data and stay as they are.</summary>
/// <param name="Departments">Departments of the city that took part.</param>
/// <param name="Budget">Estimate and settlement, as text.</param>
/// <param name="PublicLink">Where the result was published.</param>
/// <param name="Rows">Remarks and causes of delay, by petition.</param>
public sealed record ReportCorrections(
    string Departments = "", string Budget = "", string PublicLink = "", string Difficulties = "", string Proposals = "", IReadOnlyList<RowCorrection>? Rows = null)
{
    public RowCorrection? For(Guid petition) => Rows?.FirstOrDefault(r => r.PetitionId == petition);
}

public sealed record RowCorrection(Guid PetitionId, string DelayCause, string Note);

/// <summary>A report that another organisation has sent here: this tenant's own copy.</summary>
public sealed class ReceivedReport : ITenantOwned
{
    public Guid Id { get; init; }
    public TenantId TenantId { get; private set; }
    public long Version { get; set; }
    public Guid SenderId { get; set; }
    public string SenderName { get; set; } = "";
    public Guid ConferenceId { get; set; }
    public int Year { get; set; }
    public string Title { get; set; } = "";
    public string Number { get; set; } = "";
    public DateOnly SentOn { get; set; }
    public DateOnly? Due { get; set; }
    public bool? InTime { get; set; }
    public bool Supplementary { get; set; }
    public string Content { get; set; } = "{}";

    internal sealed class Configuration : IEntityTypeConfiguration<ReceivedReport>
    {
        public void Configure(EntityTypeBuilder<ReceivedReport> report)
        {
            report.ToTable("received_reports");
            // Two recipients keep the same report, each under its own wall.
            report.HasKey(r => new { r.TenantId, r.Id });
            report.Property(r => r.Content).HasColumnType("jsonb");
            report.HasIndex(r => new { r.TenantId, r.Year, r.SentOn, r.Id });
        }
    }
}
