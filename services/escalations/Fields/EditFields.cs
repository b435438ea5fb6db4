using System.ComponentModel.DataAnnotations;
using Dialogue.Data.Reference;
using Dialogue.Escalations.Model;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Escalations.Fields;

/// <summary>The coordinator renames, routes, switches off and adds fields; whoever keeps a copy is told.</summary>
internal sealed class EditFields(EscalationsDb db)
{
    /// <summary>What may be changed of a field.</summary>
    public sealed class Change
    {
        [Required] public string Code { get; set; } = "";
        [Required, StringLength(120), Display(Name = "tên lĩnh vực")] public string Name { get; set; } = "";
        public Guid? Department { get; set; }
        public bool Active { get; set; }
        public uint Version { get; set; }
    }

    public sealed class Addition
    {
        [Required, StringLength(60), Display(Name = "mã lĩnh vực")] public string Code { get; set; } = "";
        [Required, StringLength(120), Display(Name = "tên lĩnh vực")] public string Name { get; set; } = "";
        public Guid? Department { get; set; }
    }

    public async Task<(FieldList List, uint RowVersion)?> Load(CancellationToken cancellationToken) =>
        await db.FieldLists.FirstOrDefaultAsync(cancellationToken) is { } list ? (list, db.Entry(list).Property<uint>("RowVersion").CurrentValue) : null;

    /// <exception cref="RuleBrokenException">See <see cref="FieldList.Change"/>; or the department does not answer cases.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else changed the list since the form was made.</exception>
    public async Task<bool> Handle(Change change, CancellationToken cancellationToken)
    {
        if (await db.FieldLists.FirstOrDefaultAsync(cancellationToken) is not { } list) return false;
        db.Entry(list).Property<uint>("RowVersion").OriginalValue = change.Version;
        await CheckDepartment(change.Department, cancellationToken);
        list.Change(change.Code, change.Name, change.Department, change.Active);
        db.Publish(list.Snapshot());
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <exception cref="RuleBrokenException">See <see cref="FieldList.Add"/>; or the department does not answer cases.</exception>
    public async Task<bool> Handle(Addition addition, CancellationToken cancellationToken)
    {
        if (await db.FieldLists.FirstOrDefaultAsync(cancellationToken) is not { } list) return false;
        await CheckDepartment(addition.Department, cancellationToken);
        list.Add(addition.Code.Trim(), addition.Name, addition.Department);
        db.Publish(list.Snapshot());
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    private async Task CheckDepartment(Guid? department, CancellationToken cancellationToken)
    {
        if (department is { } id && await db.Answerer(id, cancellationToken) is null) throw EscalationRules.NoDepartment();
    }
}

internal static class Answerers
{
    /// <summary>Organisations to which a case can be directed: active ones that answer cases, except the one that routes them.</summary>
    public static async Task<List<OrganisationCopy>> Answering(this EscalationsDb db, CancellationToken cancellationToken) =>
        await db.Organisations.AsNoTracking()
            .Where(o => o.Active && o.Capabilities.Contains(Capability.AnswersCases) && !o.Capabilities.Contains(Capability.RoutesCases))
            .OrderBy(o => o.Kind).ThenBy(o => o.Name).ToListAsync(cancellationToken);

    public static async Task<OrganisationCopy?> Answerer(this EscalationsDb db, Guid id, CancellationToken cancellationToken) =>
        await db.Organisations.AsNoTracking().FirstOrDefaultAsync(
            o => o.Id == id && o.Active && o.Capabilities.Contains(Capability.AnswersCases) && !o.Capabilities.Contains(Capability.RoutesCases), cancellationToken);
}
