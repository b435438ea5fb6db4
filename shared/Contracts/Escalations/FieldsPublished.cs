namespace Dialogue.Contracts.Escalations;

/// <summary>The city's petition fields as they now are. Published under the city office.</summary>
public sealed record FieldsPublished(int Version, FieldFacts[] Fields);

/// <param name="DepartmentId">Default routing of a petition beyond authority; null: the city office decides by hand.</param>
public sealed record FieldFacts(string Code, string Name, Guid? DepartmentId, bool Active);
