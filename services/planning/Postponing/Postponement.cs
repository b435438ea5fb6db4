using System.Text.Json.Serialization;
using Dialogue.Data;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Planning.Postponing;

[JsonConverter(typeof(JsonStringEnumConverter<PostponementState>))]
internal enum PostponementState
{
    Asked,
    Granted,
    Refused,
}

/// <summary>A request for postponement, as the organisation that asks keeps it.</summary>
internal sealed class PostponementRequest : IAggregate
{
    private PostponementRequest()
    {
    }

    public PostponementRequest(Guid conferenceId, int year, int slot, DateOnly newDay, string reason, DateOnly requestedOn)
    {
        (Id, ConferenceId, Year, Slot, NewDay, Reason, RequestedOn) = (Guid.CreateVersion7(), conferenceId, year, slot, newDay, reason, requestedOn);
    }

    public Guid Id { get; private set; }
    public TenantId TenantId { get; private set; }
    public Guid ConferenceId { get; private set; }
    public int Year { get; private set; }

    /// <summary>
    /// Which of the year's postponements it takes up, from 1; null once it is refused. Unique per tenant and year: of two requests at the same
    /// moment only one finds its place free, whatever each of them counted before.
    /// </summary>
    public int? Slot { get; private set; }
    public DateOnly NewDay { get; private set; }
    public string Reason { get; private set; } = "";
    public DateOnly RequestedOn { get; private set; }
    public PostponementState State { get; private set; }
    public DateOnly? DecidedOn { get; private set; }
    public string DecisionReason { get; private set; } = "";

    public void Decide(bool granted, string reason, DateOnly on)
    {
        (State, DecisionReason, DecidedOn) = (granted ? PostponementState.Granted : PostponementState.Refused, reason, on);
        if (!granted) Slot = null;
    }
}

/// <summary>The same request as the organisation that decides keeps it: a row of its own.</summary>
internal sealed class ReceivedPostponement : IAggregate
{
    /// <summary>Id of the request.</summary>
    public Guid Id { get; init; }
    public TenantId TenantId { get; private set; }
    public long Version { get; private set; } = 1;
    public Guid SenderId { get; init; }
    public string SenderName { get; init; } = "";
    public Guid ConferenceId { get; init; }
    public string ConferenceTitle { get; init; } = "";
    public int Year { get; init; }
    public DateOnly Day { get; init; }
    public DateOnly NewDay { get; init; }
    public string Reason { get; init; } = "";
    public DateOnly RequestedOn { get; init; }
    public int UsedThisYear { get; init; }
    public int? MaxPerYear { get; init; }
    public PostponementState State { get; private set; }
    public DateOnly? DecidedOn { get; private set; }
    public string DecidedBy { get; private set; } = "";
    public string DecisionReason { get; private set; } = "";

    public void Decide(bool granted, string reason, DateOnly on, string by)
    {
        if (State != PostponementState.Asked) throw PostponementRules.AlreadyDecided(this);
        if (!granted && string.IsNullOrWhiteSpace(reason)) throw PostponementRules.RefusalNeedsReason();
        (State, DecisionReason, DecidedOn, DecidedBy) = (granted ? PostponementState.Granted : PostponementState.Refused, reason, on, by);
        Version++;
    }
}

internal sealed class PostponementConfiguration : IEntityTypeConfiguration<PostponementRequest>, IEntityTypeConfiguration<ReceivedPostponement>
{
    public void Configure(EntityTypeBuilder<PostponementRequest> request)
    {
        request.ToTable("postponement_requests");
        request.Property(r => r.Id).ValueGeneratedNever();
        request.Property(r => r.Reason).HasMaxLength(2000);
        request.Property(r => r.DecisionReason).HasMaxLength(2000);
        request.HasIndex(r => new { r.TenantId, r.Year, r.Slot }).IsUnique();
        request.HasIndex(r => new { r.TenantId, r.ConferenceId });
    }

    public void Configure(EntityTypeBuilder<ReceivedPostponement> received)
    {
        received.ToTable("received_postponements");
        received.Property(r => r.Id).ValueGeneratedNever();
        received.Property<uint>("RowVersion").IsRowVersion();
        received.Property(r => r.SenderName).HasMaxLength(200);
        received.Property(r => r.ConferenceTitle).HasMaxLength(300);
        received.Property(r => r.Reason).HasMaxLength(2000);
        received.Property(r => r.DecidedBy).HasMaxLength(200);
        received.Property(r => r.DecisionReason).HasMaxLength(2000);
        received.HasIndex(r => new { r.TenantId, r.State, r.RequestedOn });
    }
}

/// <summary>Every "no" about postponements.</summary>
internal static class PostponementRules
{
    public static RuleBrokenException AlreadyDecided(ReceivedPostponement p) => new(
        "postponement-decided", $"Đề nghị này đã được {(p.State == PostponementState.Granted ? "đồng ý" : "từ chối")} ngày {Vn.Date(p.DecidedOn)}.");

    public static RuleBrokenException RefusalNeedsReason() => new("postponement-reason", "Hãy ghi lý do không đồng ý để đơn vị biết.", "Reason");

    public static RuleBrokenException NewDayNotLater(DateOnly day) => new(
        "postponement-day", $"Ngày mới phải sau hôm nay và sau ngày hội nghị hiện tại {Vn.Date(day)}, trong cùng năm.", "NewDay");

    public static RuleBrokenException NobodyToAsk() => new(
        "postponement-no-receiver", "Chưa có cơ quan nhận báo cáo (Sở Tài chính) trong hệ thống nên chưa gửi được đề nghị. Hãy báo quản trị hệ thống.");

    public static RuleBrokenException JustTaken(int most) => new(
        "postpone-quota", $"Mỗi năm được hoãn tối đa {most} lần và năm nay đã dùng hết. Hãy chọn “Không tổ chức” và nêu trong báo cáo.");
}
