using Dialogue.Contracts.Notifications;
using Dialogue.Kernel;

namespace Dialogue.Petitions.Tests.Model;

/// <summary>Whoever has petitioned hears of what becomes of it.</summary>
public sealed class PetitionerNewsTests(PetitionService service)
{
    [Fact]
    public async Task A_petitioner_hears_of_receipt_answer_and_publication_at_the_address_that_was_typed_and_nothing_else_carries_it()
    {
        service.Clock.SetDay(PetitionService.Today);
        var commune = await service.Commune();
        var body = PetitionService.Body();
        body["email"] = "ba.tu@firm.example";
        var code = await service.Filed(commune, body);
        var officer = service.Client(commune, Role.Specialist, Role.Leader, Role.PortalEditor);
        await PetitionService.Do(officer, commune, code, "triage", new { field = "dat-dai", authority = "own", title = "Cấp đổi giấy chứng nhận", office = commune.Offices[1].Id });
        await PetitionService.Do(officer, commune, code, "draft", new { text = "Xã trả lời như sau." });
        await PetitionService.Do(officer, commune, code, "submit");
        await PetitionService.Do(officer, commune, code, "approve", new { number = "15/UBND-KT", date = "2026-10-01" });
        await PetitionService.Do(officer, commune, code, "publish", new { published = true });

        var told = (await service.Published<MessageToPerson>(commune.Id)).Where(m => m.For == commune.Id).Select(m => m.Message).ToList();
        Assert.Equal(["petition-received", "petition-answered", "petition-published"], told.Select(m => m.Event));
        Assert.All(told, m => Assert.Equal(("ba.tu@firm.example", "0912345218", code), (m.Email, m.Phone, m.Values["ma"])));
        Assert.Equal(("15/UBND-KT", "1/10/2026"), (told[1].Values["so_van_ban"], told[1].Values["ngay"]));
        await using var others = service.Superuser.CreateCommand("select count(*) from petitions.outbox where tenant_id = $1 and type <> 'Notifications.MessageToPerson' and (payload like '%ba.tu@%' or payload like '%0912345218%')");
        others.Parameters.Add(new() { Value = commune.Id.Value });
        Assert.Equal(0L, await others.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Several_requests_sent_together_have_one_receipt_and_the_same_form_twice_has_no_second()
    {
        var commune = await service.Commune();
        var body = PetitionService.Body();
        body["key"] = Guid.CreateVersion7().ToString();
        await service.Filed(commune, body);
        await service.Filed(commune, body);

        Assert.Single(await service.Published<MessageToPerson>(commune.Id));
    }

    [Fact]
    public async Task A_petition_that_is_reported_to_the_city_is_told_to_its_petitioner()
    {
        service.Clock.SetDay(PetitionService.Today);
        await service.Organisation("city-office");
        var commune = await service.Commune();
        var code = await service.Filed(commune);
        var officer = service.Client(commune, Role.Specialist);
        await PetitionService.Do(officer, commune, code, "triage", new { field = "dat-dai", authority = "beyond", title = "Việc" });
        await PetitionService.Do(officer, commune, code, "report", new { number = "31/BC-UBND", date = "2026-10-01", why = "Thuộc thẩm quyền thành phố" });

        var told = (await service.Published<MessageToPerson>(commune.Id))[^1].Message;
        Assert.Equal(("petition-reported", "31/BC-UBND", (string?)null), (told.Event, told.Values["so_van_ban"], told.Email));
    }
}
