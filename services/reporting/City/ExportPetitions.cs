using System.Runtime.CompilerServices;
using Dialogue.Exchange;
using Dialogue.Hosting.Tenancy;
using Dialogue.Hosting.Works;
using Dialogue.Kernel;
using Dialogue.Reporting.Facts;
using Dialogue.Reporting.Model;

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
        var units = (await organisations.All(cancellationToken)).ToDictionary(o => o.Id, o => o.Name);
        var today = clock.Today;
        var sheet = new Sheet<PetitionLine>($"Kiến nghị {request.Year}")
            .Text("Đơn vị", l => units.GetValueOrDefault(l.Tenant), 24).Text("Mã kiến nghị", l => l.Code, 16).Text("Nội dung (khi đã công khai)", l => l.Title, 50)
            .Text("Lĩnh vực", l => l.Field, 24).Date("Ngày nhận", l => l.ReceivedOn).Text("Thẩm quyền", l => ReportDraft.Authority(l.Authority), 18)
            .Text("Tình trạng", l => PetitionStages.Words(l.Stage, l.Due, l.OnTime, today).Text, 24).Date("Hạn", l => l.Due).Date("Ngày trả lời", l => l.AnsweredOn)
            .Flag("Đúng hạn", l => l.OnTime).Text("Sở, ngành", l => l.Department, 24);
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
