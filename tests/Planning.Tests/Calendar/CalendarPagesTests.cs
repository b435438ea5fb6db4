using System.Net;
using Dialogue.Contracts.Planning;
using Dialogue.Kernel;
using Dialogue.Planning.Calendar;

namespace Dialogue.Planning.Tests.Calendar;

public sealed class CalendarPagesTests(Planning planning)
{
    [Theory]
    [InlineData("/tinh-han", "Hạn rơi vào ngày nào?")]
    [InlineData("/tinh-han?way=after&from=2026-10-13&days=7", "Thứ Năm, 22/10/2026")]
    [InlineData("/tinh-han?way=before&from=13/10/2026&days=15", "Thứ Hai, 21/9/2026")]
    [InlineData("/tinh-han?way=between&from=2026-01-01&to=2026-12-31", "249 ngày làm việc")]
    [InlineData("/tinh-han?way=roll&from=2026-04-27", "Thứ Ba, 28/4/2026")]
    [InlineData("/tinh-han?way=after&from=2026-12-28&days=7", "Tạm tính")]
    [InlineData("/lich-lam-viec", "Năm 2026 có 249 ngày làm việc")]
    [InlineData("/lich-lam-viec?nam=2027", "tạm tính")]
    public async Task Everybody_can_look(string address, string text)
    {
        var response = await planning.Client().GetAsync(address);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains(text, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/tinh-han?way=after&from=31/2/2026&days=7", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/tinh-han?way=after&from=2026-10-13&days=5000", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/tinh-han?way=after&from=&days=", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/tinh-han?way=after&from=2100-12-30&days=900", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/lich-lam-viec?nam=1990", HttpStatusCode.NotFound)]
    [InlineData("/lich-lam-viec?nam=x", HttpStatusCode.NotFound)]
    public async Task Nonsense_is_refused(string address, HttpStatusCode status) => Assert.Equal(status, (await planning.Client().GetAsync(address)).StatusCode);

    [Fact]
    public void The_proposal_for_2027_has_the_known_dates()
    {
        var year = CalendarSeed.Years(2027).Single(y => y.Year == 2027);

        Assert.False(year.Official);
        // Tết on a Saturday: its eve off, the first two days compensated; 1/5 on a Saturday: Monday 3/5.
        foreach (var day in new[] { "2027-01-01", "2027-02-05", "2027-02-08", "2027-02-09", "2027-02-10", "2027-02-11", "2027-04-16", "2027-04-30", "2027-05-03", "2027-09-02", "2027-11-24" })
            Assert.Contains(year.DaysOff, d => d.Date == DateOnly.Parse(day));
        Assert.DoesNotContain(year.DaysOff, d => d.Date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
    }

    [Fact]
    public void A_proposal_made_for_2026_meets_what_the_notices_decided_but_for_the_swaps()
    {
        var proposal = CalendarSeedProposal(2026, "2026-02-17", "2026-04-26");
        var official = CalendarSeed.Years(2026).Single(y => y.Year == 2026).DaysOff.Where(d => d.Kind != "swap-off").Select(d => d.Date);

        Assert.Equal(official, proposal.DaysOff.Select(d => d.Date));
    }

    [Fact]
    public async Task The_finance_department_swaps_a_day_and_everybody_is_told()
    {
        var finance = await planning.Organisation("department", "Sở Tài chính", null, Capability.ReceivesReports, Capability.SeesCity, Capability.HoldsDialogues);
        await using (var scope = planning.Scope(finance.Id))
        {
            var edit = (EditYear)scope.ServiceProvider.GetService(typeof(EditYear))!;
            var year = await edit.Handle(2024, 1, y => y.TakeOff(new(2024, 12, 23), "thử", "1/TB"), default);
            Assert.Equal(2, year!.Version);
            await Assert.ThrowsAsync<Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException>(() => edit.Handle(2024, 1, y => y.Remove(new(2024, 12, 23)), default));
            Assert.Equal("calendar-day-listed", (await Assert.ThrowsAsync<RuleBrokenException>(() => edit.Handle(2024, 2, y => y.TakeOff(new(2024, 12, 23), "thử", "1/TB"), default))).Code);
        }

        var told = Assert.Single(await planning.Published<CalendarYearPublished>(finance.Id), m => m.Message is { Year: 2024, Version: 2 });
        Assert.Contains(told.Message.DaysOff, d => d.Date == new DateOnly(2024, 12, 23));
        Assert.Equal(HttpStatusCode.OK, (await planning.Client(finance, Role.FinanceOfficer).GetAsync($"/{finance.Slug}/can-bo/lich/2026")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await planning.Client(finance, Role.Specialist).GetAsync($"/{finance.Slug}/can-bo/lich/2026")).StatusCode);
        var commune = await planning.Organisation();
        Assert.Equal(HttpStatusCode.NotFound, (await planning.Client(commune, Role.FinanceOfficer).GetAsync($"/{commune.Slug}/can-bo/lich/2026")).StatusCode);
    }

    private static Dialogue.Planning.Calendar.Model.WorkingYear CalendarSeedProposal(int year, string newYear, string hungKings) =>
        Dialogue.Planning.Calendar.Model.YearProposal.For(year, DateOnly.Parse(newYear), DateOnly.Parse(hungKings));
}
