using Dialogue.Data.Reference;
using Dialogue.Exchange;
using Dialogue.Kernel;
using Dialogue.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions;

/// <summary>The list as a file, with the filters of the page: one without personal data, and an internal one with names, texts and contacts, which is noted.</summary>
internal sealed class ExportPetitions(PetitionsDb db, PetitionDesk desk, CurrentTenant here, CurrentUser user, LegalClock clock, CalendarSource<PetitionsDb> calendars)
{
    public async Task<ListFile<Petition>> Handle(HttpContext http, WantedFile wanted, PetitionFilter filter, CancellationToken cancellationToken)
    {
        var inside = wanted.Internal;
        var fields = await db.Fields.AsNoTracking().ToDictionaryAsync(f => f.Code, f => f.Name, cancellationToken);
        var offices = (await desk.Offices(cancellationToken)).ToDictionary(o => o.Id, o => o.Name);
        var soon = (await calendars.Get(cancellationToken)).Add(clock.Today, 3);
        if (inside) await db.NoteExport(http, nameof(Petition), here.Id.Value, "danh sách kiến nghị", cancellationToken);
        var sheet = new Sheet<Petition>("Kiến nghị")
            .Text("Mã", p => p.Code, 16).Date("Ngày nhận", p => p.ReceivedOn).Text("Hình thức", p => p.Channel.Text(), 14).Text("Lĩnh vực", p => fields.GetValueOrDefault(p.FieldCode, p.FieldCode), 24)
            .Text("Loại hình", p => p.BusinessKind.Text(), 16).Text("Đơn vị", p => inside ? p.BusinessName : p.PublicName(), 36)
            .When(inside, more => more.Text("Mã số thuế", p => p.TaxCode, 16).Text("Địa chỉ", p => p.BusinessAddress, 36).Text("Người đại diện", p => p.RepresentativeName, 24).Text("Điện thoại", p => p.Phone, 14).Text("Thư điện tử", p => p.Email, 26))
            .Text("Tiêu đề", p => inside ? p.Title : p.PublicTitle(), 40).Text("Nội dung", p => inside ? p.Text : p.PublicText(), 60)
            .Text("Thẩm quyền", p => p.Authority?.Text(), 20).Text("Phòng, ban", p => p.OfficeId is { } office ? offices.GetValueOrDefault(office) : null, 24).Text("Phối hợp", p => string.Join("; ", p.CoOffices().Select(o => offices.GetValueOrDefault(o, "")).Where(n => n.Length > 0)), 24).Text("Tình trạng", p => p.Status.Text(), 18)
            .Date("Hạn", p => p.Due).Date("Ngày trả lời", p => p.AnsweredOn).Text("Hình thức trả lời", p => p.AnsweredHow?.Text(), 18).Text("Văn bản", p => p.AnswerNumber, 18)
            .Text("Đúng hạn", p => p.OnTime switch { true => "Đúng hạn", false => "Trễ hạn", _ => null }, 10).Text("Nguyên nhân chậm", p => inside ? p.DelayCause : p.Cleared(p.DelayCause ?? ""), 30).Text("Mức độ đồng tình", p => p.Agreement?.Text(), 18);
        return wanted.Of(http, "kien-nghi", sheet, filter.Of(db.Petitions.AsNoTracking(), clock.Today, soon, user.OfficeIn(here.Id))
            .OrderByDescending(p => p.ReceivedOn).ThenByDescending(p => p.Id).AsAsyncEnumerable());
    }
}
