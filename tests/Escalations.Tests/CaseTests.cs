using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dialogue.Contracts.Escalations;
using Dialogue.Contracts.Notifications;
using Dialogue.Escalations.Model;
using Dialogue.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Escalations.Tests;

public sealed class CaseTests(City city)
{
    private static readonly object Answer = new { text = "Được cấp đổi theo Luật Đất đai 2024.", number = "125/SNNMT-QLDD", date = "2026-10-01" };

    [Fact]
    public async Task The_field_proposes_the_department()
    {
        var (_, departments) = await city.Parts();
        var (_, _, routed) = await city.Reported("dat-dai");
        var (_, _, byHand) = await city.Reported("thu-tuc-hanh-chinh");

        Assert.Equal(departments["so-nong-nghiep-va-moi-truong"].Id.Value, (await city.CaseOf(routed)).ProposedDepartmentId);
        Assert.Null((await city.CaseOf(byHand)).ProposedDepartmentId);
    }

    [Fact]
    public async Task The_report_delivered_twice_opens_one_case()
    {
        var message = Guid.CreateVersion7();
        var (_, report, id) = await city.Reported(messageId: message);
        var (office, _) = await city.Parts();

        await city.Deliver(office.Id, report, message);
        await city.Deliver(office.Id, report); // even under another message id

        Assert.Equal(1, (await city.CaseOf(id)).Version);
    }

    [Fact]
    public async Task The_answer_flows_back_to_the_commune_exactly_once()
    {
        var (office, departments) = await city.Parts();
        var department = departments["so-nong-nghiep-va-moi-truong"];
        var (commune, report, id) = await city.Reported();
        await city.Direct(id, department, "Trả lời trước ngày 20.");
        var own = (await city.CaseOf(department, id))!;
        Assert.Equal("Trả lời trước ngày 20.", own.Instruction);

        var response = await city.Leader(department).PostAsJsonAsync($"/api/{department.Slug}/cases/{own.Id}/answer", Answer);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        var reply = Assert.Single(await city.Published<CaseReplied>(department.Id), r => r.Message.CaseId == id);
        Assert.Equal(office.Id, reply.For);
        await city.Deliver(office.Id, reply.Message, own.Id);
        await city.Deliver(office.Id, reply.Message, own.Id);
        await city.Deliver(office.Id, reply.Message);

        var answered = Assert.Single(await city.NewsFor(commune), n => n.State == "Answered");
        Assert.Equal((report.PetitionId, "125/SNNMT-QLDD", true), (answered.PetitionId, answered.AnswerNumber, answered.OnTime));
        Assert.Equal("Được cấp đổi theo Luật Đất đai 2024.", answered.Answer);
        Assert.Equal(CityCaseState.Answered, (await city.CaseOf(id)).State);
    }

    [Fact]
    public async Task Directing_elsewhere_takes_it_from_the_first_and_gives_it_to_the_second()
    {
        var (_, departments) = await city.Parts();
        var (first, second) = (departments["so-xay-dung"], departments["so-cong-thuong"]);
        var (_, _, id) = await city.Reported();

        await city.Direct(id, first);
        await city.Direct(id, second);

        Assert.Equal(DepartmentCaseState.Withdrawn, (await city.CaseOf(first, id))!.State);
        Assert.Equal(DepartmentCaseState.Open, (await city.CaseOf(second, id))!.State);

        // And back again: the first opens it anew.
        await city.Direct(id, first);
        Assert.Equal(DepartmentCaseState.Open, (await city.CaseOf(first, id))!.State);
        Assert.Equal(DepartmentCaseState.Withdrawn, (await city.CaseOf(second, id))!.State);
    }

    [Fact]
    public async Task A_department_gives_it_back_with_a_reason_and_it_waits_to_be_directed_again()
    {
        var (office, departments) = await city.Parts();
        var department = departments["so-noi-vu"];
        var (_, _, id) = await city.Reported();
        await city.Direct(id, department);
        var own = (await city.CaseOf(department, id))!;

        var without = await city.Leader(department).PostAsJsonAsync($"/api/{department.Slug}/cases/{own.Id}/return", new { reason = "" });
        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode is HttpStatusCode.UnprocessableEntity ? HttpStatusCode.BadRequest : without.StatusCode);
        var response = await city.Leader(department).PostAsJsonAsync($"/api/{department.Slug}/cases/{own.Id}/return", new { reason = "Thuộc lĩnh vực đất đai." });
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        await city.RelayOwn(department.Id);

        var c = await city.CaseOf(id);
        Assert.Equal((CityCaseState.Received, "Thuộc lĩnh vực đất đai.", department.Name), (c.State, c.Reason, c.ReasonBy));
        var duty = (await city.Published<DutyChanged>(office.Id)).Where(d => d.Message.Link.EndsWith(id.ToString(), StringComparison.Ordinal)).MaxBy(d => d.Message.Version).Message;
        Assert.False(duty.Done);
    }

    [Fact]
    public async Task The_city_office_sends_it_back_to_the_commune_and_no_department_keeps_it()
    {
        var (office, departments) = await city.Parts();
        var department = departments["so-noi-vu"];
        var (commune, report, id) = await city.Reported();
        await city.Direct(id, department);

        var response = await city.Coordinator(office).PostAsJsonAsync($"/api/{office.Slug}/cases/{id}/send-back", new { reason = "Thuộc thẩm quyền cấp xã." });
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);

        var returned = Assert.Single(await city.NewsFor(commune), n => n.State == "Returned");
        Assert.Equal("Thuộc thẩm quyền cấp xã.", returned.Reason);
        await city.RelayOwn(office.Id);
        Assert.Equal(DepartmentCaseState.Withdrawn, (await city.CaseOf(department, id))!.State);

        // Reported again, it opens again.
        await city.Deliver(office.Id, report with { Version = report.Version + 4, Why = "Đã bổ sung căn cứ." });
        Assert.Equal(CityCaseState.Received, (await city.CaseOf(id)).State);
    }

    [Fact]
    public async Task A_reply_to_an_earlier_direction_has_been_overtaken()
    {
        var (office, departments) = await city.Parts();
        var (first, second) = (departments["so-xay-dung"], departments["so-cong-thuong"]);
        var (commune, _, id) = await city.Reported();
        await city.Direct(id, first);
        var own = (await city.CaseOf(first, id))!;
        await city.Leader(first).PostAsJsonAsync($"/api/{first.Slug}/cases/{own.Id}/answer", Answer);
        await city.Direct(id, second);

        await city.RelayOwn(first.Id); // the answer arrives late

        var c = await city.CaseOf(id);
        Assert.Equal((CityCaseState.Directed, second.Id.Value), (c.State, c.DepartmentId));
        Assert.DoesNotContain(await city.NewsFor(commune), n => n.State == "Answered");
    }

    [Fact]
    public async Task A_withdrawal_that_overtakes_its_case_is_tried_again()
    {
        var (office, departments) = await city.Parts();
        var department = departments["thue-thanh-pho"];

        var withdrawn = new CaseWithdrawn(Guid.CreateVersion7(), 4, "Chuyển đơn vị khác.", new(2026, 10, 1));
        await Assert.ThrowsAsync<InvalidOperationException>(() => city.Deliver(department.Id, withdrawn));
    }

    [Fact]
    public async Task Department_A_never_sees_the_case_of_department_B()
    {
        var (_, departments) = await city.Parts();
        var (a, b) = (departments["so-xay-dung"], departments["so-cong-thuong"]);
        var (_, _, id) = await city.Reported();
        await city.Direct(id, b);
        var own = (await city.CaseOf(b, id))!;

        Assert.Null(await city.CaseOf(a, id));
        Assert.Equal(HttpStatusCode.NotFound, (await city.Leader(a).GetAsync($"/api/{a.Slug}/cases/{own.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await city.Leader(a).GetAsync($"/api/{b.Slug}/cases/{own.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await city.Leader(a).PostAsJsonAsync($"/api/{a.Slug}/cases/{own.Id}/answer", Answer)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await city.Leader(a).GetAsync($"/{a.Slug}/can-bo/vu-viec/{own.Id}")).StatusCode);
        // With the filter off, the database itself hides it; with the owner of the row it is there.
        await using (var scope = city.Scope(a.Id))
            Assert.False(await scope.ServiceProvider.GetRequiredService<EscalationsDb>().DepartmentCases.IgnoreQueryFilters().AnyAsync(c => c.CaseId == id));
        Assert.Equal(HttpStatusCode.OK, (await city.Leader(b).GetAsync($"/api/{b.Slug}/cases/{own.Id}")).StatusCode);
    }

    [Fact]
    public async Task The_deadline_is_a_proposal_of_15_working_days_from_the_day_it_is_directed()
    {
        var (_, departments) = await city.Parts();
        var department = departments["so-xay-dung"];
        var (_, _, id) = await city.Reported();
        await city.Direct(id, department);

        var deadline = (await city.CaseOf(department, id))!.Deadline;

        Assert.Equal(new DateOnly(2026, 10, 1), deadline.Start);
        Assert.Equal(new DateOnly(2026, 10, 22), deadline.Due);
        Assert.True(deadline.Inferred);
        Assert.Contains("đề xuất", deadline.Title, StringComparison.Ordinal);
        Assert.Contains("55/2019", deadline.RuleText, StringComparison.Ordinal);
        Assert.Equal(deadline.Due, (await city.CaseOf(id)).Due);
    }

    [Fact]
    public void Late_needs_a_cause_and_is_frozen()
    {
        var directed = new CaseDirected(Guid.CreateVersion7(), 2, Guid.Empty, Guid.Empty, "KN-1", Guid.Empty, "Xã A", "dat-dai", "T", "T", "Household", "B", "", "", "", new(2026, 9, 1), new(2026, 9, 7), "");
        var c = DepartmentCase.Open(directed, CaseTerm.Of(TestCalendar.Working, CaseTerm.Proposal, directed.DirectedOn));
        var due = c.Due;

        var broken = Assert.Throws<Dialogue.Kernel.RuleBrokenException>(() => c.Issue("Trả lời", "1/SXD-VP", due.AddDays(1), " ", due.AddDays(1)));
        Assert.Equal("delay-cause-missing", broken.Code);
        c.Issue("Trả lời", "1/SXD-VP", due.AddDays(1), "Chờ xác minh.", due.AddDays(1));

        Assert.False(c.OnTime);
        Assert.Equal("case-state", Assert.Throws<Dialogue.Kernel.RuleBrokenException>(() => c.WriteDraft("Sửa", "A")).Code);
    }

    [Theory]
    [InlineData("125/SXD-QLN", true), InlineData("7/UBND", true), InlineData("125", false), InlineData("SXD/125", false), InlineData("125/sxd", false)]
    public void A_documents_number_has_its_form(string number, bool good) => Assert.Equal(good, EscalationRules.IsNumber(number));

    [Fact]
    public async Task One_document_answers_several_cases_of_one_field_and_each_sender_is_told()
    {
        var (office, departments) = await city.Parts();
        var department = departments["ngan-hang-nha-nuoc-khu-vuc-6"];
        var reports = new[] { await city.Reported("von-tin-dung"), await city.Reported("von-tin-dung"), await city.Reported("von-tin-dung") };
        var other = await city.Reported("khac");
        foreach (var r in reports.Append(other)) await city.Direct(r.Case, department);
        var ids = new List<Guid>();
        foreach (var r in reports) ids.Add((await city.CaseOf(department, r.Case))!.Id);
        var ofOther = (await city.CaseOf(department, other.Case))!.Id;
        var leader = city.Leader(department);
        object Body(params IEnumerable<Guid> cases) => new { cases, text = "Gói vay ưu đãi đã mở.", number = "88/NHNN-TH", date = "2026-10-01" };

        var mixed = await leader.PostAsJsonAsync($"/api/{department.Slug}/cases/answer-together", Body([.. ids, ofOther]));
        Assert.Equal(HttpStatusCode.Conflict, mixed.StatusCode);
        var response = await leader.PostAsJsonAsync($"/api/{department.Slug}/cases/answer-together", Body([.. ids]));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await city.RelayOwn(department.Id);

        foreach (var r in reports) Assert.Equal("88/NHNN-TH", Assert.Single(await city.NewsFor(r.Commune), n => n.State == "Answered").AnswerNumber);
        Assert.DoesNotContain(await city.NewsFor(other.Commune), n => n.State == "Answered");
    }

    [Fact]
    public async Task An_officer_submits_and_only_a_leader_issues()
    {
        var (_, departments) = await city.Parts();
        var department = departments["so-xay-dung"];
        var (_, _, id) = await city.Reported();
        await city.Direct(id, department);
        var own = (await city.CaseOf(department, id))!;
        var officer = city.Client(department, Dialogue.Kernel.Role.DepartmentOfficer);

        Assert.Equal(HttpStatusCode.NoContent, (await officer.PostAsJsonAsync($"/api/{department.Slug}/cases/{own.Id}/submit", new { text = "Dự thảo" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.PostAsJsonAsync($"/api/{department.Slug}/cases/{own.Id}/answer", Answer)).StatusCode);

        var duties = (await city.Published<DutyChanged>(department.Id)).Select(d => d.Message).Where(d => d.Link.EndsWith(own.Id.ToString(), StringComparison.Ordinal)).GroupBy(d => d.Kind)
            .ToDictionary(g => g.Key, g => g.MaxBy(d => d.Version)!);
        Assert.True(duties["answer-case"].Done);
        Assert.False(duties["approve-case"].Done);
        Assert.Equal(own.Due, duties["approve-case"].Due);
    }

    [Fact]
    public async Task A_stale_edit_is_refused()
    {
        var (office, departments) = await city.Parts();
        var (_, _, id) = await city.Reported();
        await city.Direct(id, departments["so-xay-dung"]);

        var response = await city.Coordinator(office).PostAsJsonAsync($"/api/{office.Slug}/cases/{id}/direct", new { department = departments["so-noi-vu"].Id.Value, version = 1 });

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("urn:dialogue:changed-meanwhile", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
    }
}
