using System.Text.RegularExpressions;
using Dialogue.Contracts.Planning;
using Dialogue.Data;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Planning.Plans.Model;

/// <summary>The plan of one organisation for one year's dialogues. Once issued it is frozen; a correction is a further plan that names it.</summary>
public sealed partial class AnnualPlan : IAggregate
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public TenantId TenantId { get; private set; }

    /// <summary>Made when the form was: the same form sent twice makes one plan.</summary>
    public Guid Key { get; init; }
    public int Year { get; init; }

    /// <summary>Grows with each change; guards against two people who edit at once.</summary>
    public long Version { get; private set; } = 1;
    public PlanStatus Status { get; private set; }
    public string Title { get; private set; } = "";
    public PlanBody Body { get; private set; } = new();

    /// <summary>The days on which conferences are planned; may be none while only months are known.</summary>
    public List<DateOnly> Days { get; private set; } = [];

    /// <summary>The issued plan that this one corrects.</summary>
    public Guid? Corrects { get; init; }

    /// <summary>Why the leader gave it back; empty otherwise.</summary>
    public string ReturnReason { get; private set; } = "";
    public string Signer { get; private set; } = "";
    public string SignerTitle { get; private set; } = "";
    public DateOnly? SignedOn { get; private set; }
    public string Number { get; private set; } = "";
    public DateOnly? IssuedOn { get; private set; }
    public DateOnly? SentOn { get; private set; }

    /// <summary>Last timely day for sending it, as it was when it was sent; null without a term.</summary>
    public Deadline? SubmitBy { get; private set; }

    /// <summary>Frozen when sent.</summary>
    public bool? InTime { get; private set; }

    public bool IsFrozen => Status is PlanStatus.Issued or PlanStatus.Sent;

    public static AnnualPlan Draft(Guid id, Guid key, int year, string title, PlanBody body, IEnumerable<DateOnly> days, Guid? corrects = null)
    {
        var plan = new AnnualPlan { Id = id, Key = key, Year = year, Corrects = corrects };
        plan.Write(title, body, days);
        return plan;
    }

    public void Write(string title, PlanBody body, IEnumerable<DateOnly> days)
    {
        if (Status != PlanStatus.Draft) throw PlanRules.Frozen();
        var sorted = days.Distinct().Order().ToList();
        foreach (var day in sorted) if (day.Year != Year) throw PlanRules.DayOfOtherYear(day, Year);
        (Title, Body, Days) = (title.Trim(), body, sorted);
        Version++;
    }

    public void Submit()
    {
        if (Body.Missing().ToList() is { Count: > 0 } missing) throw PlanRules.Incomplete(missing);
        Become(PlanStatus.AwaitingSignature);
        ReturnReason = "";
    }

    /// <summary>The leader gives it back to be mended.</summary>
    public void Return(string reason)
    {
        Become(PlanStatus.Draft);
        (ReturnReason, Signer, SignerTitle, SignedOn) = (reason.Trim(), "", "", null);
    }

    public void Sign(string signer, string title, DateOnly today)
    {
        if (Status != PlanStatus.AwaitingSignature) throw PlanRules.CannotBecome(PlanStatus.Issued, Status);
        (Signer, SignerTitle, SignedOn) = (signer.Trim(), title.Trim(), today);
        Version++;
    }

    public void Issue(string number, DateOnly issuedOn, DateOnly today)
    {
        if (Status == PlanStatus.AwaitingSignature && SignedOn is null) throw PlanRules.NotSigned();
        CheckNumber(number.Trim());
        if (issuedOn > today) throw PlanRules.IssuedInFuture(today);
        Become(PlanStatus.Issued);
        (Number, IssuedOn) = (number.Trim(), issuedOn);
    }

    /// <exception cref="RuleBrokenException">It has not the form "05/KH-UBND".</exception>
    public static void CheckNumber(string number)
    {
        if (!NumberForm().IsMatch(number)) throw PlanRules.BadNumber(number);
    }

    /// <param name="submitBy">The last timely day by the rule set of the year; null without a term: never late.</param>
    public void Send(DateOnly sentOn, Deadline? submitBy, DateOnly today)
    {
        if (sentOn > today) throw PlanRules.SentInFuture(today);
        if (IssuedOn is { } issued && sentOn < issued) throw PlanRules.SentBeforeIssued(issued);
        Become(PlanStatus.Sent);
        (SentOn, SubmitBy, InTime) = (sentOn, submitBy, submitBy?.IsLate(sentOn) != true);
    }

    public PlanSent Snapshot(string sender, IEnumerable<Guid> recipients) => new(
        Id, Version, TenantId.Value, sender, Year, Number, IssuedOn!.Value, SentOn!.Value, SubmitBy?.Due, InTime == true, Math.Max(Days.Count, 1), Title, [.. Body.Sections()], [.. recipients]);

    private void Become(PlanStatus next)
    {
        Status = Status.CanBecome(next) ? next : throw PlanRules.CannotBecome(next, Status);
        Version++;
    }

    [GeneratedRegex(@"^\d{2,5}[a-z]?/[A-ZĐ]{1,6}(-[A-ZĐ&\d]{1,12})*$")]
    private static partial Regex NumberForm();
}

internal sealed class AnnualPlanConfiguration : IEntityTypeConfiguration<AnnualPlan>
{
    public void Configure(EntityTypeBuilder<AnnualPlan> plan)
    {
        plan.ToTable("plans");
        plan.Property(p => p.Id).ValueGeneratedNever();
        plan.Property(p => p.Version).IsConcurrencyToken();
        plan.Property(p => p.Title).HasMaxLength(300);
        plan.Property(p => p.ReturnReason).HasMaxLength(1000);
        plan.Property(p => p.Signer).HasMaxLength(120);
        plan.Property(p => p.SignerTitle).HasMaxLength(120);
        plan.Property(p => p.Number).HasMaxLength(40);
        plan.Property(p => p.Body).HasColumnType("jsonb").HasConversion(new JsonConverter<PlanBody>(), ValueComparer.CreateDefault<PlanBody>(false));
        plan.HasIndex(p => new { p.TenantId, p.Key }).IsUnique();
        plan.HasIndex(p => new { p.TenantId, p.Year });
    }
}
