using Dialogue.Contracts.Escalations;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions;

/// <summary>Keeps the city's petition fields as escalations publishes them; a field that is gone is no longer offered, but keeps its name.</summary>
internal sealed class KeepFields(PetitionsDb db, IntakeFactsCache facts) : IConsumer<FieldsPublished>
{
    public async Task Consume(ConsumeContext<FieldsPublished> context)
    {
        var message = context.Message;
        var known = await db.Fields.ToDictionaryAsync(f => f.Code, context.CancellationToken);
        if (known.Values.Any(f => f.Version > message.Version)) return;
        foreach (var gone in known.Values.Where(f => message.Fields.All(n => n.Code != f.Code))) gone.Active = false;
        foreach (var (field, position) in message.Fields.Select((f, i) => (f, i)))
        {
            if (!known.TryGetValue(field.Code, out var copy)) db.Fields.Add(copy = new() { Code = field.Code });
            (copy.Name, copy.DepartmentId, copy.Active, copy.Position, copy.Version) = (field.Name, field.DepartmentId, field.Active, position, message.Version);
        }
        await db.SaveChangesAsync(context.CancellationToken);
        facts.Forget();
    }
}
