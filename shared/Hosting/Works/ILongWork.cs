using System.Text.Json;
using Dialogue.Data.Messaging;

namespace Dialogue.Hosting.Works;

/// <summary>
/// Work that takes longer than a person waits for a page: all invitations of a conference, a large export. Runs in a scope of its own under the
/// tenant and in the name of who asked, at least once: when its process dies another begins it anew, so it must be repeatable.
/// </summary>
/// <remarks>
/// Register with <c>services.AddLongWork&lt;T&gt;(service)</c>; ask for it with <see cref="WorkDesk.Queue{TWork}"/> and send the browser to
/// <see cref="WorkDesk.PageOf"/>.
/// </remarks>
public interface ILongWork
{
    /// <summary>Stable, kebab-case, unique in its service, at most 60 letters: <c>make-invitations</c>.</summary>
    static abstract string Kind { get; }

    /// <param name="work">What is asked for, how far it is, and where the result goes.</param>
    /// <param name="cancellationToken">Cancelled within a second of the owner's word, when the process stops, and when another process has taken the work over.</param>
    /// <exception cref="Dialogue.Kernel.RuleBrokenException">It cannot be done; its owner reads the sentence.</exception>
    Task Run(WorkContext work, CancellationToken cancellationToken);
}

/// <summary>One run of a long work, as the work sees it.</summary>
public sealed class WorkContext : IAsyncDisposable
{
    private readonly JsonElement arguments;
    private FileStream? writing, reading;
    private long progress;

    internal WorkContext(Guid id, string title, JsonElement arguments) => (Id, Title, this.arguments) = (id, title, arguments);

    public Guid Id { get; }
    public string Title { get; }

    internal string? ResultName { get; private set; }

    /// <summary>How far it is, as last reported.</summary>
    internal (int Done, int Total) Progress
    {
        get
        {
            var both = Interlocked.Read(ref progress);
            return ((int)(both >> 32), (int)both);
        }
    }

    /// <summary>What was asked for, as it was given to <see cref="WorkDesk.Queue{TWork}"/>.</summary>
    public T Arguments<T>() => arguments.Deserialize<T>(MessageDirectory.Json) ?? throw new InvalidOperationException($"Work {Id} has no arguments.");

    /// <summary>Says how far it is. Cheap: call it for every item; people see it at most four times a second.</summary>
    /// <param name="total">0 while it is not known.</param>
    public void Report(int done, int total = 0) => Interlocked.Exchange(ref progress, ((long)done << 32) | (uint)total);

    /// <summary>
    /// The file that the owner gets: DOCX, XLSX, CSV, PDF or ZIP, at most 200 MB. Can be read and sought too; closing it is not needed. It lies
    /// outside of memory and is gone with the process; it is kept when the work has ended well.
    /// </summary>
    /// <param name="name">As the browser saves it: <c>giay-moi-13-10-2026.docx</c>.</param>
    /// <exception cref="InvalidOperationException">There is a result already.</exception>
    public Stream Result(string name)
    {
        if (writing is not null) throw new InvalidOperationException($"Work {Id} has a result already.");
        if (Data.Files.FileTypes.OfResult(name) is null) throw new ArgumentException($"{name} is no kind of result.", nameof(name));
        var path = Path.Combine(Path.GetTempPath(), $"dialogue-work-{Guid.CreateVersion7():N}");
        const FileShare all = FileShare.ReadWrite | FileShare.Delete;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = all, BufferSize = 64 * 1024 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        reading = new FileStream(path, options);
        writing = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, all, 64 * 1024);
        File.Delete(path); // without a name it cannot outlive the process
        ResultName = name;
        return writing;
    }

    /// <summary>The result from its beginning; null when there is none.</summary>
    internal async Task<Stream?> Written()
    {
        if (writing is null) return null;
        await writing.DisposeAsync(); // harmless when its writer has closed it
        reading!.Position = 0;
        return reading;
    }

    public async ValueTask DisposeAsync()
    {
        if (writing is not null) await writing.DisposeAsync();
        if (reading is not null) await reading.DisposeAsync();
    }
}
