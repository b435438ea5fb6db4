using System.Text.RegularExpressions;
using Dialogue.Contracts.Escalations;
using Dialogue.Data;
using Dialogue.Kernel;

namespace Dialogue.Escalations.Model;

/// <summary>One field that petitions are about.</summary>
/// <param name="Code">Stable, lower case with hyphens; figures of the whole city are added up by it.</param>
/// <param name="DepartmentId">Proposed answerer of a petition beyond authority; null: the city office decides by hand.</param>
/// <param name="FromPlans">Named in the plans; false: proposed from earlier conferences, or added here.</param>
public sealed record CityField(string Code, string Name, Guid? DepartmentId, bool Active, bool FromPlans = false);

/// <summary>The city's petition fields with their routing: one list of the city office, so that two edits never pass each other unseen.</summary>
public sealed partial class FieldList : IAggregate
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public TenantId TenantId { get; private set; }
    public int Version { get; private set; }
    public List<CityField> Fields { get; private set; } = [];
    public List<string> RedirectTargets { get; private set; } = [];

    public static FieldList Planted(IEnumerable<CityField> fields, IEnumerable<string> redirectTargets) =>
        new() { Version = 1, Fields = [.. fields], RedirectTargets = [.. redirectTargets] };

    public CityField? Find(string code) => Fields.FirstOrDefault(f => f.Code == code);

    /// <exception cref="RuleBrokenException"><c>field-unknown</c> or <c>field-name-taken</c>.</exception>
    public void Change(string code, string name, Guid? departmentId, bool active)
    {
        var at = Fields.FindIndex(f => f.Code == code);
        if (at < 0) throw EscalationRules.FieldUnknown();
        RefuseName(name, except: code);
        List<CityField> changed = [.. Fields];
        changed[at] = changed[at] with { Name = name.Trim(), DepartmentId = departmentId, Active = active };
        Become(changed);
    }

    /// <exception cref="RuleBrokenException"><c>field-code</c>, <c>field-code-taken</c> or <c>field-name-taken</c>.</exception>
    public void Add(string code, string name, Guid? departmentId)
    {
        if (!CodeForm().IsMatch(code)) throw EscalationRules.FieldCode();
        if (Find(code) is not null) throw EscalationRules.FieldCodeTaken(code);
        RefuseName(name, except: null);
        Become([.. Fields, new CityField(code, name.Trim(), departmentId, Active: true)]);
    }

    public FieldsPublished Snapshot() => new(Version, [.. Fields.Select(f => new FieldFacts(f.Code, f.Name, f.DepartmentId, f.Active))]);

    private void RefuseName(string name, string? except)
    {
        if (Fields.Any(f => f.Code != except && f.Name.Equals(name.Trim(), StringComparison.CurrentCultureIgnoreCase))) throw EscalationRules.FieldNameTaken(name.Trim());
    }

    private void Become(List<CityField> fields)
    {
        Fields = fields;
        Version++;
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex CodeForm();
}
