using System.Text;
using System.Text.Json;

namespace Dialogue.K8s.Tests;

/// <summary>
/// Kinds, required fields, unknown fields and types, by TypeScript's compiler: an object written as a literal of its type may have no field that
/// the type does not know. The types are npm's kubernetes-models and, for CloudNativePG, @kubernetes-models/cloudnative-pg; those of the RabbitMQ
/// Cluster Operator are in <c>types/</c>.
/// </summary>
internal static class Types
{
    private static readonly Dictionary<string, string> Modules = new()
    {
        ["v1"] = "kubernetes-models/v1", ["apps/v1"] = "kubernetes-models/apps/v1", ["batch/v1"] = "kubernetes-models/batch/v1", ["autoscaling/v2"] = "kubernetes-models/autoscaling/v2",
        ["policy/v1"] = "kubernetes-models/policy/v1", ["networking.k8s.io/v1"] = "kubernetes-models/networking.k8s.io/v1",
        ["postgresql.cnpg.io/v1"] = "@kubernetes-models/cloudnative-pg/postgresql.cnpg.io/v1", ["rabbitmq.com/v1beta1"] = "./rabbitmq",
    };

    public static async Task<IReadOnlyList<string>> Check(Manifests manifests)
    {
        Assert.SkipWhen(Tools.Compiler is null, "npm's typescript and kubernetes-models are not here");
        var folder = Directory.CreateTempSubdirectory("dialogue-types-");
        try
        {
            Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "node_modules"), Tools.Packages);
            File.Copy(Path.Combine(Tools.Root, "tests", "K8s.Tests", "types", "rabbitmq.d.ts"), Path.Combine(folder.FullName, "rabbitmq.d.ts"));
            var (text, says, complaints) = (new StringBuilder(), new List<string>(), new List<string>());
            foreach (var o in manifests.All)
            {
                if (!Modules.TryGetValue((string?)o["apiVersion"] ?? "", out var module)) { complaints.Add($"{o.Says()}: nothing is known of {o["apiVersion"]}."); continue; }
                says.Add(o.Says());
                text.Append($"export const o{says.Count}: import(\"{module}\").I{o.Kind()} = {o.ToJsonString(new JsonSerializerOptions { WriteIndented = false })};\n");
            }
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "objects.ts"), text.ToString());
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "tsconfig.json"), """
                { "files": ["objects.ts"], "compilerOptions": { "noEmit": true, "strict": true, "skipLibCheck": true, "target": "es2022", "module": "commonjs", "types": [] } }
                """);
            var (code, output, _) = await Tools.Run("node", [Tools.Compiler!, "--pretty", "false", "-p", "."], folder.FullName);
            foreach (var line in output.Split('\n').Where(l => l.StartsWith("objects.ts(", StringComparison.Ordinal)))
                complaints.Add($"{says[int.Parse(line["objects.ts(".Length..line.IndexOf(',', StringComparison.Ordinal)]) - 1]}: {line[(line.IndexOf("): ", StringComparison.Ordinal) + 3)..]}");
            if (code != 0 && complaints.Count == 0) complaints.Add(output);
            return complaints;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
