using Dialogue.Contracts.Escalations;
using Dialogue.Contracts.Planning;
using Dialogue.Kernel;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Reporting.Facts;

/// <summary>Keeps the sender's plan. The copies addressed to its recipients are planning's affair.</summary>
internal sealed class KeepPlan(ReportingDb db) : IConsumer<PlanSent>
{
    public async Task Consume(ConsumeContext<PlanSent> context)
    {
        var m = context.Message;
        if (m.SenderId != db.Tenant.Value) return;
        var plan = await db.Plans.FirstOrDefaultAsync(p => p.Id == m.PlanId, context.CancellationToken);
        if (plan is not null && plan.Version >= m.Version) return;
        if (plan is null) db.Plans.Add(plan = new() { Id = m.PlanId });
        (plan.Version, plan.Year, plan.Title, plan.Number, plan.IssuedOn, plan.SentOn) = (m.Version, m.Year, m.Title, m.Number, m.IssuedOn, m.SentOn);
        (plan.Due, plan.InTime, plan.ConferencesPlanned) = (m.Due, m.InTime, m.ConferencesPlanned);
        await db.SaveChangesAsync(context.CancellationToken);
    }
}

/// <summary>Keeps what the board measures by, beside the whole copy of the rule set.</summary>
internal sealed class KeepRuleFacts(ReportingDb db) : IConsumer<RuleSetPublished>
{
    public async Task Consume(ConsumeContext<RuleSetPublished> context)
    {
        var m = context.Message;
        var facts = await db.RuleFacts.FirstOrDefaultAsync(r => r.Year == m.Year, context.CancellationToken);
        if (facts is not null && facts.Version >= m.Version) return;
        if (facts is null) db.RuleFacts.Add(facts = new() { Year = m.Year });
        var rules = new RuleSet(m.Year, m.Version, m.Rules.Select(r => new Rule(r.Key, r.Value, r.Text, r.Source, r.Inferred)));
        // "trước ngày 15/4": what is sent on the named day is late.
        (facts.Version, facts.FrequencyMin, facts.PlanDue) = (m.Version, rules[RuleKeys.FrequencyMin].Number, rules[RuleKeys.PlanSubmitBefore].Date?.AddDays(-1));
        await db.SaveChangesAsync(context.CancellationToken);
    }
}

/// <summary>Keeps a case under the organisation whose petition it is; the city office hears the same message and needs no second row.</summary>
internal sealed class KeepCase(ReportingDb db) : IConsumer<CaseChanged>
{
    public async Task Consume(ConsumeContext<CaseChanged> context)
    {
        var m = context.Message;
        if (m.SenderId != db.Tenant.Value) return;
        var fact = await db.Cases.FirstOrDefaultAsync(c => c.Id == m.CaseId, context.CancellationToken);
        if (fact is not null && fact.Version >= m.Version) return;
        if (fact is null) db.Cases.Add(fact = new() { Id = m.CaseId });
        (fact.Version, fact.PetitionId, fact.State, fact.DepartmentName, fact.FieldCode) = (m.Version, m.PetitionId, m.State, m.DepartmentName ?? "", m.FieldCode);
        (fact.DirectedOn, fact.Due, fact.AnsweredOn, fact.OnTime, fact.AnswerNumber) = (m.DirectedOn, m.Due, m.AnsweredOn, m.OnTime, m.AnswerNumber ?? "");
        await db.SaveChangesAsync(context.CancellationToken);
    }
}

internal sealed class KeepFields(ReportingDb db) : IConsumer<FieldsPublished>
{
    public async Task Consume(ConsumeContext<FieldsPublished> context)
    {
        var m = context.Message;
        var known = await db.Fields.ToDictionaryAsync(f => f.Code, context.CancellationToken);
        foreach (var (field, ordinal) in m.Fields.Select((f, i) => (f, i)))
        {
            if (!known.TryGetValue(field.Code, out var row)) db.Fields.Add(row = new() { Code = field.Code });
            else if (row.Version >= m.Version) continue;
            (row.Version, row.Name, row.Ordinal) = (m.Version, field.Name, ordinal);
        }
        await db.SaveChangesAsync(context.CancellationToken);
    }
}
