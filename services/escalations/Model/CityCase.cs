using Dialogue.Contracts.Escalations;
using Dialogue.Contracts.Petitions;
using Dialogue.Data;
using Dialogue.Kernel;

namespace Dialogue.Escalations.Model;

/// <summary>A petition reported to the city office: the office's own row, directed by it to departments until one has answered.</summary>
public sealed class CityCase : IAggregate
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public TenantId TenantId { get; private set; }
    public long Version { get; private set; }
    public CityCaseState State { get; private set; }

    public Guid PetitionId { get; private init; }

    /// <summary>Version of the petition's report that opened it; a later report of the same petition opens it again.</summary>
    public long PetitionVersion { get; private set; }
    public string Code { get; private init; } = "";
    public Guid SenderId { get; private init; }
    public string SenderName { get; private init; } = "";
    public string FieldCode { get; private set; } = "";
    public string Title { get; private set; } = "";
    public string Text { get; private set; } = "";
    public string BusinessKind { get; private set; } = "";
    public string BusinessName { get; private set; } = "";
    public string BusinessAddress { get; private set; } = "";
    public DateOnly ReceivedOn { get; private set; }
    public string Why { get; private set; } = "";
    public string Opinion { get; private set; } = "";
    public string ReportNumber { get; private set; } = "";
    public DateOnly ReportedOn { get; private set; }

    /// <summary>By the field's routing when it was opened; null: to be decided by hand.</summary>
    public Guid? ProposedDepartmentId { get; private set; }

    /// <summary>Where it is, or was when it was answered.</summary>
    public Guid? DepartmentId { get; private set; }
    public string DepartmentName { get; private set; } = "";
    public string Instruction { get; private set; } = "";
    public DateOnly? DirectedOn { get; private set; }

    /// <summary>Version at which it was last directed: what a department replies to.</summary>
    public long Direction { get; private set; }

    /// <summary>Proposed last day of the department's answer.</summary>
    public Deadline? Deadline { get; private set; }

    /// <summary>The same as a date, for lists.</summary>
    public DateOnly? Due { get; private set; }

    /// <summary>Why a department gave it back, or why it went back to the commune.</summary>
    public string Reason { get; private set; } = "";
    public string ReasonBy { get; private set; } = "";
    public DateOnly? ClosedOn { get; private set; }
    public bool? OnTime { get; private set; }
    public string AnswerNumber { get; private set; } = "";
    public string Answer { get; private set; } = "";

    public static CityCase Open(PetitionEscalated report, Guid? proposed)
    {
        var opened = new CityCase { PetitionId = report.PetitionId, Code = report.Code, SenderId = report.SenderId, SenderName = report.SenderName };
        opened.Take(report, proposed);
        return opened;
    }

    /// <summary>A petition that was sent back is reported again.</summary>
    public void Reopen(PetitionEscalated report, Guid? proposed)
    {
        if (State != CityCaseState.Returned || report.Version <= PetitionVersion) return;
        Take(report, proposed);
        (ClosedOn, Reason, ReasonBy) = (null, "", "");
    }

    /// <summary>Directs it to a department, or from one to another.</summary>
    /// <returns>The department from which it is withdrawn by this, if any.</returns>
    public Guid? Direct(Guid departmentId, string departmentName, string instruction, DateOnly today, Deadline deadline)
    {
        if (State == CityCaseState.Directed && DepartmentId == departmentId) throw EscalationRules.SameDepartment(departmentName);
        var from = State == CityCaseState.Directed ? DepartmentId : null;
        Become(CityCaseState.Directed);
        (DepartmentId, DepartmentName, Instruction, DirectedOn, Deadline, Direction) = (departmentId, departmentName, instruction.Trim(), today, deadline, Version);
        Due = deadline.Due;
        return from;
    }

    /// <summary>Sends it back to the commune that reported it: wrongly sent.</summary>
    /// <returns>The department from which it is withdrawn by this, if any.</returns>
    public Guid? SendBack(string reason, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(reason)) throw EscalationRules.ReasonMissing();
        var from = State == CityCaseState.Directed ? DepartmentId : null;
        Become(CityCaseState.Returned);
        (Reason, ReasonBy, ClosedOn) = (reason.Trim(), "UBND thành phố", today);
        Leave();
        return from;
    }

    /// <summary>What the department says to the last direction. A reply to an earlier one has been overtaken and changes nothing.</summary>
    /// <returns>True when it changed the case.</returns>
    public bool Hear(CaseReplied reply)
    {
        if (State != CityCaseState.Directed || reply.DepartmentId != DepartmentId || reply.Version != Direction) return false;
        if (reply.Returned)
        {
            Become(CityCaseState.Received);
            (Reason, ReasonBy) = (reply.Reason ?? "", reply.DepartmentName);
            Leave();
            return true;
        }
        Become(CityCaseState.Answered);
        (Answer, AnswerNumber, ClosedOn, OnTime) = (reply.Answer ?? "", reply.AnswerNumber, reply.On, reply.OnTime);
        (Reason, ReasonBy) = ("", "");
        return true;
    }

    public CaseDirected ToDirection() => new(
        Id, Version, TenantId.Value, PetitionId, Code, SenderId, SenderName, FieldCode, Title, Text, BusinessKind, BusinessName, BusinessAddress, Why, Opinion,
        ReportedOn, DirectedOn!.Value, Instruction);

    public CaseChanged Snapshot() => new(
        Id, Version, PetitionId, SenderId, State.ToString(), DepartmentId, DepartmentName, DirectedOn, Due, State == CityCaseState.Answered ? ClosedOn : null,
        OnTime, AnswerNumber, Answer.Length == 0 ? null : Answer, Reason.Length == 0 ? null : Reason, FieldCode);

    private void Take(PetitionEscalated report, Guid? proposed)
    {
        (PetitionVersion, FieldCode, Title, Text) = (report.Version, report.FieldCode, report.Title, report.Text);
        (BusinessKind, BusinessName, BusinessAddress, ReceivedOn) = (report.BusinessKind, report.BusinessName, report.BusinessAddress, report.ReceivedOn);
        (Why, Opinion, ReportNumber, ReportedOn, ProposedDepartmentId) = (report.Why, report.Opinion, report.ReportNumber, report.ReportedOn, proposed);
        State = CityCaseState.Received;
        Version++;
    }

    private void Leave() => (DepartmentId, DepartmentName, DirectedOn, Deadline, Due, Instruction) = (null, "", null, null, null, "");

    private void Become(CityCaseState next)
    {
        State = State.CanBecome(next) ? next : throw EscalationRules.CannotBecome(next, Code, State);
        Version++;
    }
}
