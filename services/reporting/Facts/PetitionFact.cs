using Dialogue.Contracts.Petitions;
using Dialogue.Data;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Reporting.Facts;

/// <summary>
/// What is counted of one petition: nothing that a person wrote, until it is published. The city may read it. Its words are in
/// <see cref="PetitionText"/>, which stays with the organisation.
/// </summary>
public sealed class PetitionFact : ITenantOwned
{
    public Guid Id { get; init; }
    public TenantId TenantId { get; private set; }
    public long Version { get; private set; }
    public string Code { get; private set; } = "";
    public Guid? ConferenceId { get; private set; }
    public int Year { get; private set; }
    public string FieldCode { get; private set; } = "";
    public string BusinessKind { get; private set; } = "";
    public string Channel { get; private set; } = "";
    public DateOnly ReceivedOn { get; private set; }
    public bool CountsForConditions { get; private set; }

    /// <summary>As in <see cref="PetitionChanged"/>.</summary>
    public string State { get; private set; } = "";
    public string? Authority { get; private set; }

    /// <summary>Last timely day; null before triage where it depends on it, or without a term.</summary>
    public DateOnly? Due { get; private set; }
    public string? AnsweredHow { get; private set; }
    public DateOnly? AnsweredOn { get; private set; }
    public bool? OnTime { get; private set; }
    public DateOnly? ReportedOn { get; private set; }
    public string DepartmentName { get; private set; } = "";
    public bool Published { get; private set; }

    /// <summary>The title, once the officers have published it; empty until then.</summary>
    public string PublishedTitle { get; private set; } = "";

    public PetitionStage Stage => PetitionStages.Of(State, AnsweredHow);

    /// <summary>True while the organisation itself still owes something: only then can it be overdue.</summary>
    public bool IsOpen => Stage is PetitionStage.Waiting or PetitionStage.InProgress;

    /// <summary>Takes the snapshot over.</summary>
    public void Become(PetitionChanged m)
    {
        (Version, Code, ConferenceId, Year, FieldCode, BusinessKind, Channel) = (m.Version, m.Code, m.ConferenceId, m.Year, m.FieldCode, m.BusinessKind, m.Channel);
        (ReceivedOn, CountsForConditions, State, Authority, Due) = (m.ReceivedOn, m.CountsForConditions, m.State, m.Authority, m.Due);
        (AnsweredHow, AnsweredOn, OnTime, ReportedOn, DepartmentName) = (m.AnsweredHow, m.AnsweredOn, m.OnTime, m.ReportedOn, m.DepartmentName ?? "");
        (Published, PublishedTitle) = (m.Published, m.Published ? m.Title : "");
    }
}

/// <summary>The words of a petition, for the organisation's own report and pages. Never open to the city.</summary>
public sealed class PetitionText : ITenantOwned
{
    public Guid Id { get; init; }
    public TenantId TenantId { get; private set; }
    public string Title { get; private set; } = "";
    public string Text { get; private set; } = "";

    /// <summary>Who asks, as it may be shown.</summary>
    public string PublicName { get; private set; } = "";
    public Guid? OfficeId { get; private set; }
    public string? DelayCause { get; private set; }
    public string AnswerNumber { get; private set; } = "";
    public string? Answer { get; private set; }
    public string ReportedNumber { get; private set; } = "";

    /// <summary>As it may be shown; of a household always empty.</summary>
    public string PublicAddress { get; private set; } = "";
    public List<Guid> CoOfficeIds { get; private set; } = [];

    /// <summary>agrees, partly, disagrees; null while the business has said nothing.</summary>
    public string? Agreement { get; private set; }

    public void Become(PetitionChanged m)
    {
        (Title, Text, PublicName, OfficeId, DelayCause, AnswerNumber, Answer, ReportedNumber) =
            (m.Title, m.Text, m.PublicName, m.OfficeId, m.DelayCause, m.AnswerNumber ?? "", m.Answer, m.ReportedNumber ?? "");
        (PublicAddress, CoOfficeIds, Agreement) = (m.PublicAddress ?? "", [.. m.CoOfficeIds ?? []], m.Agreement);
    }
}

/// <summary>Where a petition stands, as figures tell it. Every petition is in exactly one.</summary>
public enum PetitionStage
{
    Waiting,
    InProgress,
    Escalated,
    Answered,
    Redirected,
    Closed,
}

public static class PetitionStages
{
    public static PetitionStage Of(string state, string? answeredHow) => state switch
    {
        "Received" => PetitionStage.Waiting,
        "Triaged" or "Drafting" or "AwaitingApproval" => PetitionStage.InProgress,
        "Escalated" => PetitionStage.Escalated,
        "Redirected" => PetitionStage.Redirected,
        "Answered" => PetitionStage.Answered,
        _ => answeredHow switch { null => PetitionStage.Closed, "redirected" => PetitionStage.Redirected, _ => PetitionStage.Answered },
    };

    /// <summary>Words and colour of a stage; an open petition past its day says so.</summary>
    public static (string Kind, string Text) Words(PetitionStage stage, DateOnly? due, bool? onTime, DateOnly today) => stage switch
    {
        PetitionStage.Waiting or PetitionStage.InProgress when due < today => ("bad", "Quá hạn"),
        PetitionStage.Waiting => ("calm", "Mới tiếp nhận"),
        PetitionStage.InProgress => ("calm", "Đang giải quyết"),
        PetitionStage.Escalated => ("warn", "Đã báo cáo thành phố"),
        PetitionStage.Redirected => ("calm", "Đã hướng dẫn gửi đúng cơ quan"),
        PetitionStage.Answered when onTime == false => ("warn", "Trả lời trễ hạn"),
        PetitionStage.Answered => ("ok", onTime == true ? "Trả lời đúng hạn" : "Đã trả lời"),
        _ => ("plain", "Đã đóng"),
    };
}

internal sealed class PetitionFactConfiguration : IEntityTypeConfiguration<PetitionFact>
{
    public void Configure(EntityTypeBuilder<PetitionFact> fact)
    {
        fact.ToTable("petition_facts");
        fact.Property(f => f.Id).ValueGeneratedNever();
        fact.Property(f => f.Code).HasMaxLength(40);
        fact.Property(f => f.FieldCode).HasMaxLength(80);
        fact.Property(f => f.State).HasMaxLength(40);
        fact.Property(f => f.PublishedTitle).HasMaxLength(500);
        fact.Ignore(f => f.Stage);
        fact.Ignore(f => f.IsOpen);
        fact.HasIndex(f => new { f.TenantId, f.ConferenceId });
        // The lists behind a number of the board, newest first; and the answers on the public pages.
        fact.HasIndex(f => new { f.Year, f.ReceivedOn, f.Id });
        fact.HasIndex(f => new { f.TenantId, f.Year, f.ReceivedOn, f.Id });
        fact.HasIndex(f => new { f.AnsweredOn, f.Id }).HasFilter("published");
        fact.HasIndex(f => new { f.TenantId, f.AnsweredOn, f.Id }).HasFilter("published").HasDatabaseName("ix_petition_facts_tenant_published");
    }
}

internal sealed class PetitionTextConfiguration : IEntityTypeConfiguration<PetitionText>
{
    public void Configure(EntityTypeBuilder<PetitionText> text)
    {
        text.ToTable("petition_texts");
        text.Property(t => t.Id).ValueGeneratedNever();
        text.Property(t => t.PublicAddress).HasMaxLength(300).HasDefaultValue("");
        text.Property(t => t.CoOfficeIds).HasDefaultValueSql("'{}'");
        text.Property(t => t.Agreement).HasMaxLength(20);
    }
}
