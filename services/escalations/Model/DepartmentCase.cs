using Dialogue.Contracts.Escalations;
using Dialogue.Data;
using Dialogue.Kernel;

namespace Dialogue.Escalations.Model;

/// <summary>A case that the city office directed here: the department's own row, with its own clock.</summary>
public sealed class DepartmentCase : IAggregate
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public TenantId TenantId { get; private set; }
    public long Version { get; private set; }
    public DepartmentCaseState State { get; private set; }

    /// <summary>The city office's id of the case, and the version of its last word on it.</summary>
    public Guid CaseId { get; private init; }
    public long Direction { get; private set; }
    public Guid CityOfficeId { get; private init; }
    public Guid PetitionId { get; private init; }
    public string Code { get; private init; } = "";
    public string SenderName { get; private init; } = "";
    public string FieldCode { get; private set; } = "";
    public string Title { get; private set; } = "";
    public string Text { get; private set; } = "";
    public string BusinessKind { get; private set; } = "";
    public string BusinessName { get; private set; } = "";
    public string BusinessAddress { get; private set; } = "";
    public string Why { get; private set; } = "";
    public string Opinion { get; private set; } = "";
    public string Instruction { get; private set; } = "";
    public DateOnly DirectedOn { get; private set; }
    public Deadline Deadline { get; private set; } = null!;

    /// <summary>For the list by due date.</summary>
    public DateOnly Due { get; private set; }

    public string Draft { get; private set; } = "";
    public string DraftedBy { get; private set; } = "";
    public string Answer { get; private set; } = "";
    public string AnswerNumber { get; private set; } = "";
    public DateOnly? ClosedOn { get; private set; }

    /// <summary>Frozen when it is answered.</summary>
    public bool? OnTime { get; private set; }
    public string DelayCause { get; private set; } = "";

    /// <summary>Why it was given back, or why the city office took it back.</summary>
    public string Reason { get; private set; } = "";

    public static DepartmentCase Open(CaseDirected directed, Deadline deadline)
    {
        var opened = new DepartmentCase
        {
            CaseId = directed.CaseId, CityOfficeId = directed.CityOfficeId, PetitionId = directed.PetitionId, Code = directed.Code, SenderName = directed.SenderName,
        };
        opened.Take(directed, deadline);
        return opened;
    }

    /// <summary>The city office directs it here again. Older words than the last one heard change nothing.</summary>
    public void DirectAgain(CaseDirected directed, Deadline deadline)
    {
        if (directed.Version <= Direction) return;
        Become(DepartmentCaseState.Open);
        Take(directed, deadline);
        (Reason, ClosedOn) = ("", null);
    }

    /// <summary>The city office takes it back. What has been answered meanwhile stays answered here.</summary>
    public void Withdraw(CaseWithdrawn withdrawn)
    {
        if (withdrawn.Version <= Direction) return;
        Direction = withdrawn.Version;
        if (!State.IsOpen()) return;
        Become(DepartmentCaseState.Withdrawn);
        (Reason, ClosedOn) = (withdrawn.Reason, withdrawn.On);
    }

    public void WriteDraft(string text, string by)
    {
        if (string.IsNullOrWhiteSpace(text)) throw EscalationRules.AnswerIsEmpty();
        Become(DepartmentCaseState.Open);
        (Draft, DraftedBy) = (text.Trim(), by);
    }

    /// <summary>The leader wants it written otherwise.</summary>
    public void SendDraftBack() => Become(State == DepartmentCaseState.AwaitingApproval ? DepartmentCaseState.Open : throw EscalationRules.CannotBecome(DepartmentCaseState.Open, Code, State));

    /// <summary>The draft goes to a leader.</summary>
    public void Submit(string text, string by)
    {
        if (string.IsNullOrWhiteSpace(text)) throw EscalationRules.AnswerIsEmpty();
        Become(DepartmentCaseState.AwaitingApproval);
        (Draft, DraftedBy) = (text.Trim(), by);
    }

    /// <summary>A leader issues the answer: numbered, dated, sent. Whether it is in time is frozen here.</summary>
    /// <param name="signed">Date of the document: from the day it was directed here to <paramref name="today"/>.</param>
    public void Issue(string text, string number, DateOnly signed, string? delayCause, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(text)) throw EscalationRules.AnswerIsEmpty();
        if (!EscalationRules.IsNumber(number.Trim())) throw EscalationRules.NumberForm();
        if (signed > today) throw EscalationRules.SignedInFuture();
        if (signed < DirectedOn) throw EscalationRules.SignedBeforeDirected();
        var late = Deadline.IsLate(signed);
        if (late && string.IsNullOrWhiteSpace(delayCause)) throw EscalationRules.CauseMissing();
        Become(DepartmentCaseState.Answered);
        (Answer, AnswerNumber, ClosedOn, OnTime) = (text.Trim(), number.Trim(), signed, !late);
        DelayCause = late ? delayCause!.Trim() : "";
    }

    /// <summary>Gives it back to the city office: not this department's authority.</summary>
    public void GiveBack(string reason, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(reason)) throw EscalationRules.ReasonMissing();
        Become(DepartmentCaseState.Returned);
        (Reason, ClosedOn) = (reason.Trim(), today);
    }

    public CaseReplied Reply(Guid departmentId, string departmentName) => new(
        CaseId, Direction, departmentId, departmentName, State == DepartmentCaseState.Returned, State == DepartmentCaseState.Returned ? Reason : null,
        State == DepartmentCaseState.Answered ? Answer : null, AnswerNumber, ClosedOn!.Value, Deadline.Due, OnTime);

    private void Take(CaseDirected directed, Deadline deadline)
    {
        (Direction, FieldCode, Title, Text) = (directed.Version, directed.FieldCode, directed.Title, directed.Text);
        (BusinessKind, BusinessName, BusinessAddress) = (directed.BusinessKind, directed.BusinessName, directed.BusinessAddress);
        (Why, Opinion, Instruction, DirectedOn) = (directed.Why, directed.Opinion, directed.Instruction, directed.DirectedOn);
        (Deadline, Due) = (deadline, deadline.Due);
        Version++;
    }

    private void Become(DepartmentCaseState next)
    {
        State = State.CanBecome(next) ? next : throw EscalationRules.CannotBecome(next, Code, State);
        Version++;
    }
}
