using Dialogue.Contracts.Planning;
using Dialogue.Data;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Reporting.Facts;

/// <summary>A conference as planning tells it, with what became of its result report. The city may read it.</summary>
public sealed class ConferenceFact : ITenantOwned
{
    public Guid Id { get; init; }
    public TenantId TenantId { get; private set; }
    public long Version { get; private set; }
    public int Year { get; private set; }
    public int Ordinal { get; private set; }
    public string Title { get; private set; } = "";

    /// <summary>As in <see cref="ConferenceChanged"/>.</summary>
    public string State { get; private set; } = "";
    public DateOnly Day { get; private set; }
    public string StartsAt { get; private set; } = "";
    public string Place { get; private set; } = "";

    /// <summary>The office that chairs, such as "Chủ tịch UBND xã".</summary>
    public string Chair { get; private set; } = "";
    public DateOnly? AnnouncedOn { get; private set; }
    public DateOnly? CutOff { get; private set; }
    public string? Decision { get; private set; }
    public DateOnly? DecidedOn { get; private set; }
    public DateOnly? TermStart { get; private set; }
    public bool? Held { get; private set; }
    public int RegisteredEnterprises { get; private set; }
    public int RegisteredCooperatives { get; private set; }
    public int RegisteredHouseholds { get; private set; }
    public int AttendedEnterprises { get; private set; }
    public int AttendedCooperatives { get; private set; }
    public int AttendedHouseholds { get; private set; }
    public int PetitionsInTime { get; private set; }
    public List<string> PostedChannels { get; private set; } = [];
    public string PlanNumber { get; private set; } = "";
    public DateOnly? PlanIssuedOn { get; private set; }
    public string ConclusionNumber { get; private set; } = "";
    public DateOnly? ConclusionOn { get; private set; }

    /// <summary>Last timely day of the result report; null without a term, or while nothing is decided.</summary>
    public DateOnly? ReportDue { get; private set; }

    /// <summary>The first report; a supplementary one changes nothing here.</summary>
    public DateOnly? ReportSentOn { get; private set; }
    public string ReportNumber { get; private set; } = "";
    public bool? ReportInTime { get; private set; }

    public UnitCounts Registered => new(RegisteredEnterprises, RegisteredCooperatives, RegisteredHouseholds);
    public UnitCounts Attended => new(AttendedEnterprises, AttendedCooperatives, AttendedHouseholds);

    /// <summary>A result report is owed: it was held, or it was decided that it is not held.</summary>
    public bool OwesReport => Held is not null && TermStart is not null && State is not ("Postponed" or "Postponing");

    public bool ReportIsOverdue(DateOnly today) => OwesReport && ReportSentOn is null && ReportDue < today;

    public void Become(ConferenceChanged m)
    {
        (Version, Year, Ordinal, Title, State, Day, StartsAt, Place, Chair) = (m.Version, m.Year, m.Ordinal, m.Title, m.State, m.Day, m.StartsAt ?? "", m.Place ?? "", m.Chair ?? "");
        (AnnouncedOn, CutOff, Decision, DecidedOn, TermStart, Held) = (m.AnnouncedOn, m.CutOff, m.Decision, m.DecidedOn, m.TermStart, m.Held);
        (RegisteredEnterprises, RegisteredCooperatives, RegisteredHouseholds) = (m.Registered.Enterprises, m.Registered.Cooperatives, m.Registered.Households);
        (AttendedEnterprises, AttendedCooperatives, AttendedHouseholds) = (m.Attended.Enterprises, m.Attended.Cooperatives, m.Attended.Households);
        (PetitionsInTime, PostedChannels, PlanNumber, PlanIssuedOn) = (m.PetitionsInTime, [.. m.PostedChannels ?? []], m.PlanNumber ?? "", m.PlanIssuedOn);
        (ConclusionNumber, ConclusionOn) = (m.ConclusionNumber ?? "", m.ConclusionOn);
        if (ReportSentOn is null) ReportDue = m.ReportDue;
    }

    public void ReportIsDue(DateOnly? due) => ReportDue = due;

    public void ReportWasSent(string number, DateOnly on, bool? inTime) => (ReportNumber, ReportSentOn, ReportInTime) = (number, on, inTime);

    internal sealed class Configuration : IEntityTypeConfiguration<ConferenceFact>
    {
        public void Configure(EntityTypeBuilder<ConferenceFact> conference)
        {
            conference.ToTable("conference_facts");
            conference.Property(c => c.Id).ValueGeneratedNever();
            conference.Ignore(c => c.Registered);
            conference.Ignore(c => c.Attended);
            conference.Ignore(c => c.OwesReport);
            conference.HasIndex(c => new { c.TenantId, c.Year });
            conference.HasIndex(c => c.Year);
            conference.HasIndex(c => c.Day);
        }
    }
}

/// <summary>What is said of a conference, in few words.</summary>
public static class ConferenceWords
{
    public static (string Kind, string Text) State(string state) => state switch
    {
        "Planned" => ("plain", "Trong kế hoạch"),
        "Announced" => ("calm", "Đã thông báo"),
        "Confirmed" => ("calm", "Sẽ tổ chức"),
        "Postponing" => ("warn", "Đang xin hoãn"),
        "Postponed" => ("warn", "Đã hoãn"),
        "Held" => ("ok", "Đã tổ chức"),
        "Concluded" => ("ok", "Đã có kết luận"),
        "AnsweredInWriting" => ("calm", "Trả lời bằng văn bản"),
        "NotHeld" => ("warn", "Không tổ chức"),
        _ => ("plain", state),
    };

    public static string Decision(string? decision) => decision switch
    {
        "hold" => "Đủ điều kiện, tổ chức",
        "hold-as-is" => "Tổ chức theo thực tế",
        "answer-in-writing" => "Không tổ chức, trả lời bằng văn bản",
        "postpone" => "Xin hoãn",
        "not-held" => "Không tổ chức",
        _ => "Chưa quyết định",
    };

    public static string Channel(string channel) => channel switch
    {
        "hcc" => "Trung tâm Phục vụ hành chính công",
        "office" => "trụ sở UBND",
        "village" => "thôn, tổ dân phố",
        "portal" => "cổng thông tin điện tử",
        "loudspeaker" => "loa truyền thanh",
        "media" => "báo, đài",
        _ => channel,
    };
}
