using System.Diagnostics;

namespace Dialogue.Documents;

/// <summary>How a conversion ended.</summary>
public enum PdfOutcome
{
    Made,

    /// <summary>There is no LibreOffice on this machine: the printable page takes its place.</summary>
    NoLibreOffice,

    /// <summary>It took longer than it may.</summary>
    TimedOut,

    /// <summary>LibreOffice made no PDF of it.</summary>
    Failed,
}

/// <param name="Content">Null unless <see cref="PdfOutcome.Made"/>.</param>
public sealed record PdfResult(PdfOutcome Outcome, byte[]? Content);

/// <summary>
/// Word files as PDF by LibreOffice, when it is installed: each run in a folder and with a profile of its own, which are gone afterwards; a few at a time, since each
/// takes some 200 MB. One for the whole process.
/// </summary>
public sealed class Pdf : IDisposable
{
    private readonly string? soffice;
    private readonly TimeSpan limit;
    private readonly SemaphoreSlim atOnce;

    /// <param name="atOnce">Conversions at the same time; others wait.</param>
    /// <param name="limit">Longest run; 60 s when null. Waiting for the others does not count.</param>
    /// <param name="soffice">LibreOffice's program; found by itself when null, "" for none.</param>
    public Pdf(int atOnce = 1, TimeSpan? limit = null, string? soffice = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(atOnce);
        this.soffice = soffice is null ? Find() : File.Exists(soffice) ? soffice : null;
        this.limit = limit ?? TimeSpan.FromSeconds(60);
        this.atOnce = new(atOnce);
    }

    /// <summary>True when LibreOffice is installed.</summary>
    public bool Available => soffice is not null;

    /// <summary>LibreOffice's program: as <c>DIALOGUE_SOFFICE</c> names it, on the PATH, or where it is usually installed; null when it is nowhere.</summary>
    public static string? Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(["/usr/bin", "/usr/lib/libreoffice/program", "/opt/libreoffice/program"]);
        return folders.SelectMany(f => new[] { Path.Combine(f, "soffice"), Path.Combine(f, "libreoffice") })
            .Prepend(Environment.GetEnvironmentVariable("DIALOGUE_SOFFICE") ?? "").FirstOrDefault(File.Exists);
    }

    /// <exception cref="PaperFileException">It is not a Word document that is taken.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up; LibreOffice was ended.</exception>
    public async Task<PdfResult> Convert(byte[] docx, CancellationToken cancellationToken = default)
    {
        if (soffice is null) return new(PdfOutcome.NoLibreOffice, null);
        SafeDocx.Open(docx); // nothing in it is fetched from elsewhere
        await atOnce.WaitAsync(cancellationToken);
        var folder = Directory.CreateTempSubdirectory("dialogue-pdf-").FullName;
        try
        {
            return await Run(folder, docx, cancellationToken);
        }
        finally
        {
            atOnce.Release();
            try { Directory.Delete(folder, recursive: true); }
            catch (IOException) { } // a process that is just ending may still write; the system clears its folder of temporary files
        }
    }

    public void Dispose() => atOnce.Dispose();

    private async Task<PdfResult> Run(string folder, byte[] docx, CancellationToken cancellationToken)
    {
        var source = Path.Combine(folder, "paper.docx");
        await File.WriteAllBytesAsync(source, docx, cancellationToken);
        var start = new ProcessStartInfo(soffice!)
        {
            ArgumentList =
            {
                $"-env:UserInstallation=file://{folder}/profile", "--headless", "--invisible", "--nodefault", "--nolockcheck", "--nologo", "--norestore", "--nofirststartwizard",
                "--convert-to", "pdf:writer_pdf_Export", "--outdir", folder, source,
            },
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false,
        };
        start.Environment["HOME"] = folder;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(limit);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            return new(PdfOutcome.TimedOut, null);
        }
        await output;
        var made = Path.Combine(folder, "paper.pdf");
        return process.ExitCode == 0 && File.Exists(made) ? new(PdfOutcome.Made, await File.ReadAllBytesAsync(made, cancellationToken)) : new(PdfOutcome.Failed, null);
    }
}
