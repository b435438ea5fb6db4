using System.Runtime.CompilerServices;
using Dialogue.Exchange;
using Dialogue.Hosting.Tenancy;
using Dialogue.Hosting.Works;
using Dialogue.Kernel;

namespace Dialogue.Reporting.City;

/// <summary>All petitions of the city of one year as a file: tens of thousands of rows, so it is a long work. The same lines as the list shows, without texts and names.</summary>
internal sealed class ExportPetitions(PetitionLines lines, OrganisationDirectory organisations, LegalClock clock) : ILongWork
{
    private const int Page = 1000;

    public static string Kind => "city-petitions";

    public sealed record Request(int Year, string? Field, string? Filter, SheetFormat Format);

    public static string Title(Request request) => $"Kiến nghị toàn thành phố năm {request.Year} ({(request.Format == SheetFormat.Xlsx ? "Excel" : "CSV")})"
        + (PetitionLines.Filters.FirstOrDefault(f => f.Key == request.Filter) is { Key.Length: > 0, Text: var text } ? $", {text.ToLowerInvariant()}" : "");

    public async Task Run(WorkContext work, CancellationToken cancellationToken)
    {
        var request = work.Arguments<Request>();
        var units = (await organisations.All(cancellationToken)).ToDictionary(o => o.Id);
        var sheet = PetitionLines.Sheet(clock.Today, units);
        await request.Format.Write(work.Result($"kien-nghi-toan-thanh-pho-{request.Year}.{request.Format.Extension()}"), sheet, Rows(request, work, cancellationToken), cancellationToken);
    }

    private async IAsyncEnumerable<PetitionLine> Rows(Request request, WorkContext work, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var total = await lines.Count(request.Year, request.Field, request.Filter, cancellationToken);
        var done = 0;
        string? after = null;
        do
        {
            (var page, after) = await lines.Of(request.Year, null, request.Field, request.Filter, after, cancellationToken, Page);
            foreach (var line in page) yield return line;
            done += page.Count;
            work.Report(done, Math.Max(total, done)); // some may have been filed meanwhile
        }
        while (after is not null);
    }
}
