using Dialogue.Kernel;

namespace Dialogue.Petitions.Tests;

public sealed class PetitionTests
{
    private static readonly DateOnly Today = new(2026, 10, 8);

    [Fact]
    public void A_petition_goes_from_receipt_to_publication()
    {
        var petition = new APetition { Triaged = Authority.Own, Submitted = true }.Made();
        petition.Issue("15/UBND-KT", Today, null, Today);
        petition.Publish(Today);

        Assert.Equal(PetitionStatus.Answered, petition.Status);
        Assert.Equal(AnswerHow.InWriting, petition.AnsweredHow);
        Assert.True(petition.OnTime);
        Assert.Equal(Today, petition.PublishedOn);
    }

    [Fact]
    public void Every_move_that_the_table_does_not_have_is_refused_with_a_sentence()
    {
        var fresh = new APetition().Made();
        Assert.Equal("petition-not-triaged", Assert.Throws<RuleBrokenException>(() => fresh.SaveDraft("x")).Code);
        Assert.Equal("draft-empty", Assert.Throws<RuleBrokenException>(fresh.Submit).Code);
        Assert.Equal("petition-wrong-state", Assert.Throws<RuleBrokenException>(() => fresh.Issue("15/UBND-KT", Today, null, Today)).Code);
        Assert.Equal("nothing-to-publish", Assert.Throws<RuleBrokenException>(() => fresh.Publish(Today)).Code);
        Assert.Equal("petition-within-authority", Assert.Throws<RuleBrokenException>(() => fresh.Report("1/BC-UBND", Today, "x", "", null, Today)).Code);

        var answered = new APetition { Triaged = Authority.Own, Submitted = true }.Made();
        answered.Issue("15/UBND-KT", Today, null, Today);
        Assert.Equal("petition-wrong-state", Assert.Throws<RuleBrokenException>(() => answered.SaveDraft("khác")).Code);
    }

    [Fact]
    public void An_answer_is_late_only_with_a_cause_and_stays_late()
    {
        var petition = new APetition { Triaged = Authority.Own, Submitted = true }.Made(); // due 12/10
        var late = new DateOnly(2026, 10, 13);

        Assert.Equal("delay-cause-missing", Assert.Throws<RuleBrokenException>(() => petition.Issue("15/UBND-KT", late, " ", late)).Code);
        petition.Issue("15/UBND-KT", late, "Chờ xác minh thực địa", late);

        Assert.False(petition.OnTime);
        Assert.Equal("Chờ xác minh thực địa", petition.DelayCause);
        Assert.False(petition.Recount(new APetition { Conference = APetition.AConference(new(2026, 12, 1)) }.Terms)); // closed: never counted again
        Assert.False(petition.OnTime);
    }

    [Fact]
    public void The_day_due_is_still_in_time()
    {
        var petition = new APetition { Triaged = Authority.Own, Submitted = true }.Made();
        petition.Issue("15/UBND-KT", petition.Due!.Value, null, petition.Due.Value);
        Assert.True(petition.OnTime);
    }

    [Theory, InlineData("15"), InlineData("UBND-KT"), InlineData("15/"), InlineData("<b>1/A</b>"), InlineData("")]
    public void A_number_has_the_form_of_a_document(string number) =>
        Assert.Equal("number-malformed", Assert.Throws<RuleBrokenException>(() => new APetition { Triaged = Authority.Own, Submitted = true }.Made().Issue(number, Today, null, Today)).Code);

    [Fact]
    public void Dates_of_documents_are_neither_ahead_nor_before_the_receipt()
    {
        var petition = new APetition { Triaged = Authority.Own, Submitted = true }.Made();
        Assert.Equal("date-ahead", Assert.Throws<RuleBrokenException>(() => petition.Issue("15/UBND-KT", Today.AddDays(1), null, Today)).Code);
        Assert.Equal("date-before-receipt", Assert.Throws<RuleBrokenException>(() => petition.Issue("15/UBND-KT", new(2026, 9, 30), null, Today)).Code);
    }

    [Fact]
    public void A_leader_sends_a_draft_back()
    {
        var petition = new APetition { Triaged = Authority.Coordinated, Submitted = true }.Made();
        petition.SendBack("bổ sung căn cứ");
        Assert.Equal(PetitionStatus.Drafting, petition.Status);
        petition.Submit();
        Assert.Equal(PetitionStatus.AwaitingApproval, petition.Status);
    }

    [Fact]
    public void Redirecting_needs_the_route_of_the_rule_set()
    {
        var plan = new APetition { Triaged = Authority.Beyond }.Made();
        Assert.Equal("redirect-not-allowed", Assert.Throws<RuleBrokenException>(() => plan.Redirect("Công ty Điện lực", "Gửi điện lực", "3/UBND-VP", Today, null, Today, PlanRules.A)).Code);
        plan.Redirect("Công ty Điện lực", "Gửi điện lực", "3/UBND-VP", Today, null, Today, PlanRules.B);
        Assert.Equal(PetitionStatus.Redirected, plan.Status);
        Assert.True(plan.OnTime);
    }

    [Fact]
    public void A_spoken_answer_counts_from_the_conference_once_the_chair_has_confirmed_it()
    {
        var day = new DateOnly(2026, 10, 13);
        var conference = APetition.AConference(day);
        var petition = new APetition { Conference = conference }.Made();

        Assert.Equal("conference-ahead", Assert.Throws<RuleBrokenException>(() => petition.AnswerAtConference("Được.", "Phòng Kinh tế", false, true, conference, day.AddDays(-1))).Code);
        Assert.Equal("answer-not-confirmed", Assert.Throws<RuleBrokenException>(() => petition.AnswerAtConference("Được.", "Phòng Kinh tế", false, false, conference, day)).Code);
        petition.AnswerAtConference("Được.", "Phòng Kinh tế", false, true, conference, day);

        Assert.Equal((PetitionStatus.Answered, AnswerHow.AtConference, (DateOnly?)day, (bool?)true), (petition.Status, petition.AnsweredHow!.Value, petition.AnsweredOn, petition.OnTime));
    }

    [Fact]
    public void Only_what_is_received_by_the_cut_off_and_not_spoken_counts_toward_the_conditions()
    {
        var conference = APetition.AConference(new(2026, 10, 13), cutOff: new(2026, 9, 22));
        Assert.True(conference.Counts(new(2026, 9, 22), Channel.Paper));
        Assert.False(conference.Counts(new(2026, 9, 23), Channel.Online));
        Assert.False(conference.Counts(new(2026, 9, 1), Channel.Spoken));

        var without = APetition.AConference(new(2026, 10, 13));
        Assert.True(without.Counts(new(2026, 10, 12), Channel.Online));
        Assert.False(without.Counts(new(2026, 10, 13), Channel.Online));
    }

    [Fact]
    public void A_case_is_followed_until_the_department_answers()
    {
        var petition = new APetition { Triaged = Authority.Beyond }.Made();
        petition.Report("31/BC-UBND", Today, "Thuộc thẩm quyền thành phố", "", null, Today);
        var (id, terms) = (Guid.CreateVersion7(), new APetition().Terms);
        Contracts.Escalations.CaseChanged Case(long version, string state) => new(id, version, petition.Id, Guid.CreateVersion7(), state, Guid.CreateVersion7(), "Sở Xây dựng",
            Today, new(2026, 10, 29), state == "Answered" ? new(2026, 10, 20) : null, true, "99/SXD", "Sở trả lời.", null, "dat-dai");

        Assert.True(petition.Follow(Case(2, "Directed"), Today, _ => terms));
        Assert.False(petition.Follow(Case(1, "Received"), Today, _ => terms)); // older
        Assert.Equal("Sở Xây dựng", petition.DepartmentName);
        Assert.True(petition.Follow(Case(3, "Answered"), Today, _ => terms));

        Assert.Equal((PetitionStatus.Answered, AnswerHow.ByDepartment), (petition.Status, petition.AnsweredHow!.Value));
        Assert.True(petition.OnTime); // the commune's own duty ended with its report
        Assert.Equal("Sở trả lời.", petition.Answer);
    }

    [Fact]
    public void A_returned_case_reopens_with_its_reason_and_a_term_from_that_day()
    {
        var petition = new APetition { Triaged = Authority.Beyond }.Made();
        petition.Report("31/BC-UBND", Today, "Thuộc thẩm quyền thành phố", "", null, Today);
        petition.Follow(new(Guid.CreateVersion7(), 2, petition.Id, Guid.CreateVersion7(), "Returned", null, "", null, null, null, null, "", null, "Thuộc thẩm quyền xã", "dat-dai"),
            new(2026, 10, 20), _ => new APetition().Terms);

        Assert.Equal(PetitionStatus.Triaged, petition.Status);
        Assert.Equal("Thuộc thẩm quyền xã", petition.ReturnReason);
        Assert.Equal(new DateOnly(2026, 10, 29), petition.Due);
        petition.Triage("dat-dai", Authority.Own, null, "", petition.Title, new APetition().Terms);
        Assert.Equal(new DateOnly(2026, 10, 29), petition.Due);
    }

    [Fact]
    public void What_others_are_told_has_no_personal_data()
    {
        var petition = new APetition
        {
            Text = "Tôi là Trần Thị Tư, chủ Hộ kinh doanh Bà Tư ở Thôn Đông, mã số 031085001234, gọi 0912.345.218 hoặc tu@example.vn hay 0987 654 321.", Triaged = Authority.Own, Submitted = true,
        }.Made();
        petition.Issue("15/UBND-KT", Today, null, Today);
        petition.Publish(Today);
        var told = System.Text.Json.JsonSerializer.Serialize(Announcements.Snapshot(petition), Data.Messaging.MessageDirectory.Json);

        foreach (var secret in new[] { "Trần Thị Tư", "Bà Tư", "Thôn Đông", "031085001234", "345", "tu@example.vn", "654 321" }) Assert.DoesNotContain(secret, told);
        Assert.Contains("Một hộ kinh doanh", told);
        Assert.Equal("Hộ kinh doanh Bà Tư", Announcements.Snapshot(new APetition { PublishName = true }.Made()).PublicName);
    }

    [Theory, InlineData("Xã Đại Sơn", "DS"), InlineData("Phường Lê Thanh Nghị", "LTN"), InlineData("Đặc khu Cát Hải", "CH")]
    public void A_tracking_code_carries_the_initials_of_the_organisation(string name, string initials) =>
        Assert.Matches($"^KN-{initials}-[0-9A-HJKMNP-TV-Z]{{6}}$", TrackingCode.New(name));

    [Theory, InlineData("kn-ds-7k3m9q"), InlineData(" KN DS 7K3M9Q "), InlineData("KNDS7K3M9Q")]
    public void A_code_is_understood_as_people_type_it(string typed) => Assert.Equal("KN-DS-7K3M9Q", TrackingCode.Parse(typed));

    [Theory, InlineData(null), InlineData(""), InlineData("7K3M9Q"), InlineData("XX-DS-7K3M9Q"), InlineData("KN-DS-7K3M9Ử")]
    public void What_cannot_be_a_code_is_none(string? typed) => Assert.Null(TrackingCode.Parse(typed));
}
