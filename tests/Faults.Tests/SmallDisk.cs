using System.Diagnostics;

namespace Dialogue.Faults.Tests;

/// <summary>A file system of its own for the database, and another for the broker below it, so that the first can be full.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const string Size = "900m";

    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    private string Broker => Path.Combine(Folder, "rabbitmq");

    /// <returns>Null where it may not be mounted.</returns>
    public static async Task<SmallDisk?> Mount(string folder)
    {
        if (!Environment.IsPrivilegedProcess) return null;
        var disk = new SmallDisk(Directory.CreateDirectory(folder).FullName);
        if (!await Run("mount", "-t", "tmpfs", "-o", $"size={Size},mode=755", "dialogue-faults", folder)) return null;
        Directory.CreateDirectory(disk.Broker);
        await Run("mount", "-t", "tmpfs", "-o", $"size={Size},mode=700", "dialogue-faults", disk.Broker);
        return disk;
    }

    /// <summary>Takes all that is free, until it is disposed.</summary>
    public IDisposable Fill()
    {
        var ballast = new FileStream(Path.Combine(Folder, "ballast"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        foreach (var size in new[] { 1 << 20, 4096 })
            try
            {
                for (var block = new byte[size]; ;) ballast.Write(block);
            }
            catch (IOException) { /* full */ }
        return ballast;
    }

    public async ValueTask DisposeAsync()
    {
        await Run("umount", "-l", Broker);
        await Run("umount", "-l", Folder);
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<bool> Run(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
