using System.Xml.Linq;

namespace Dialogue.Solution.Tests;

/// <summary>What never depends on what (docs/adr/0001). Read from the project files.</summary>
public sealed class ReferencesTests
{
    internal static readonly string Root = FindRoot();

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Dialogue.Kernel"] = [], ["Dialogue.Contracts"] = [], ["Dialogue.Postgres"] = [], ["Dialogue.RabbitMq"] = [], ["Dialogue.Documents"] = [], ["Dialogue.Exchange"] = ["Dialogue.Kernel"],
        ["Dialogue.Data"] = ["Dialogue.Kernel"],
        ["Dialogue.Hosting"] = ["Dialogue.Data", "Dialogue.Contracts", "Dialogue.Documents", "Dialogue.Exchange"],
        ["Dialogue.Web"] = ["Dialogue.Hosting"],
        ["Dialogue.Gateway"] = ["Dialogue.Web"],
    };

    private static readonly string[] OfAService = ["Dialogue.Contracts", "Dialogue.Web"];

    [Fact]
    public void No_project_references_what_it_must_not() => Assert.Empty(Breaches(Projects()));

    [Fact]
    public void A_service_that_referenced_another_would_be_found() =>
        Assert.NotEmpty(Breaches([("Dialogue.Petitions", "services/petitions", ["Dialogue.Web", "Dialogue.Planning"])]));

    [Fact]
    public void The_kernel_and_the_contracts_use_no_package()
    {
        foreach (var file in new[] { "shared/Kernel/Dialogue.Kernel.csproj", "shared/Contracts/Dialogue.Contracts.csproj" })
            Assert.Empty(XDocument.Load(Path.Combine(Root, file)).Descendants("PackageReference"));
    }

    [Fact]
    public void A_model_knows_nothing_of_requests_messages_or_schedules()
    {
        var breaches = Directory.GetFiles(Path.Combine(Root, "services"), "*.cs", SearchOption.AllDirectories)
            .Where(f => f.Contains($"{Path.DirectorySeparatorChar}Model{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(f => File.ReadLines(f).Where(l => l.StartsWith("using Microsoft.AspNetCore.Http", StringComparison.Ordinal) || l.StartsWith("using MassTransit", StringComparison.Ordinal)
                || l.StartsWith("using Quartz", StringComparison.Ordinal) || l.StartsWith("using Microsoft.AspNetCore.Mvc", StringComparison.Ordinal)).Select(l => $"{Path.GetRelativePath(Root, f)}: {l}"));
        Assert.Empty(breaches);
    }

    private static List<string> Breaches(IEnumerable<(string Name, string Folder, string[] References)> projects) =>
        [.. from project in projects
            where !project.Folder.StartsWith("tests", StringComparison.Ordinal) && project.Name != "Dialogue.Host"
            let allowed = Allowed.GetValueOrDefault(project.Name, OfAService)
            from reference in project.References
            where !allowed.Contains(reference)
            select $"{project.Name} -> {reference}"];

    private static IEnumerable<(string Name, string Folder, string[] References)> Projects() =>
        Directory.GetFiles(Root, "*.csproj", SearchOption.AllDirectories).Where(f => !f.Contains("/artifacts/", StringComparison.Ordinal)).Select(file => (
            Path.GetFileNameWithoutExtension(file), Path.GetRelativePath(Root, Path.GetDirectoryName(file)!),
            XDocument.Load(file).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/'))).ToArray()));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Dialogue.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside of the project.");
    }
}
