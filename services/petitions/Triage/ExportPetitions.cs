using System.Text;
using Dialogue.Data.Reference;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions;

/// <summary>The list as CSV for a spreadsheet, with the filters of the page: an internal variant, and one without personal data. Never a phone.</summary>
internal static class ExportPetitions
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/{tenant}/can-bo/kien-nghi/xuat",
        [RequireRole(Role.Specialist, Role.OfficeHead, Role.Clerk, Role.Leader, Role.DepartmentOfficer, Role.DepartmentLeader), RequireCapability(Capability.HoldsDialogues)]
        async (HttpContext http, string? loai, [AsParameters] PetitionFilterQuery query, PetitionsDb db, PetitionDesk desk, CurrentTenant here, CurrentUser user, LegalClock clock,
            CalendarSource<PetitionsDb> calendars, CancellationToken cancellationToken) =>
        {
            var open = loai == "cong-khai";
            var calendar = await calendars.Get(cancellationToken);
            var fields = await db.Fields.AsNoTracking().ToDictionaryAsync(f => f.Code, f => f.Name, cancellationToken);
            var offices = (await desk.Offices(cancellationToken)).ToDictionary(o => o.Id, o => o.Name);
            http.Response.ContentType = "text/csv; charset=utf-8";
            http.Response.Headers.ContentDisposition = $"attachment; filename=kien-nghi-{here.Slug}-{(open ? "cong-khai" : "noi-bo")}.csv";
            await using var writer = new StreamWriter(http.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)); // Excel needs the mark
            await writer.WriteLineAsync(Line("Mã", "Ngày nhận", "Hình thức", "Lĩnh vực", "Loại hình", "Đơn vị", "Tiêu đề", "Nội dung", "Thẩm quyền", "Phòng, ban", "Tình trạng", "Hạn",
                "Ngày trả lời", "Hình thức trả lời", "Văn bản", "Đúng hạn", "Nguyên nhân chậm"));
            var petitions = query.ToFilter().Of(db.Petitions.AsNoTracking(), clock.Today, calendar.Add(clock.Today, 3), user.OfficeIn(here.Id))
                .OrderByDescending(p => p.ReceivedOn).ThenByDescending(p => p.Id);
            await foreach (var p in petitions.AsAsyncEnumerable().WithCancellation(cancellationToken))
                await writer.WriteLineAsync(Line(p.Code, Vn.Date(p.ReceivedOn), p.Channel.Text(), fields.GetValueOrDefault(p.FieldCode, p.FieldCode), p.BusinessKind.Text(),
                    open ? p.PublicName() : p.BusinessName, open ? p.PublicTitle() : p.Title, open ? p.PublicText() : p.Text, p.Authority?.Text() ?? "",
                    p.OfficeId is { } office ? offices.GetValueOrDefault(office, "") : "", p.Status.Text(), Vn.Date(p.Due), Vn.Date(p.AnsweredOn), p.AnsweredHow?.Text() ?? "",
                    p.AnswerNumber, p.OnTime switch { true => "Đúng hạn", false => "Trễ hạn", _ => "" }, p.DelayCause ?? ""));
        }).ExcludeFromDescription();

    /// <summary>Quoted; a cell that a spreadsheet would take for a formula gets an apostrophe in front.</summary>
    internal static string Line(params IEnumerable<string> cells) => string.Join(';', cells.Select(cell =>
    {
        if (cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r') cell = "'" + cell;
        return $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }));

    /// <summary>The page's filters as an endpoint reads them.</summary>
    internal sealed record PetitionFilterQuery(string? TrangThai, string? LinhVuc, string? Phong, string? Han, string? HoiNghi, bool? CuaToi)
    {
        public PetitionFilter ToFilter() => new()
        {
            TrangThai = TrangThai, LinhVuc = LinhVuc, Phong = Guid.TryParse(Phong, out var office) ? office : null, Han = Han,
            HoiNghi = Guid.TryParse(HoiNghi, out var conference) ? conference : null, CuaToi = CuaToi ?? false,
        };
    }
}
