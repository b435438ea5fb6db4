using System.Text.Json;
using Dialogue.Data;
using Dialogue.Data.Reference;
using Dialogue.Documents;
using Dialogue.Hosting.Demo;
using Dialogue.Hosting.Papers;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions.Demo;

/// <summary>Petitions' slice of the demo: filed, triaged, answered, reported and published by the verbs of the model, saved once per organisation.
/// The model communes issue their letters as in life: numbered from the book in order of their dates, frozen, entered into the register.</summary>
internal static class DemoPetitions
{
    public static async Task Seed(IServiceProvider services, DemoScript script, CancellationToken cancellationToken)
    {
        var calendar = await services.GetRequiredService<CalendarSource<PetitionsDb>>().Get(cancellationToken);
        var conferences = script.Conferences.Where(c => c.Petitions.Count > 0).ToLookup(c => c.Commune.Id);
        await services.GetRequiredService<EachTenant>().Run<PetitionsDb>(async (db, provider, token) =>
        {
            var tenant = provider.GetRequiredService<CurrentTenant>();
            if (!conferences[tenant.Id.Value].Any() || await db.Petitions.AnyAsync(token)) return;
            var known = await db.Conferences.AsNoTracking().ToDictionaryAsync(c => c.Id, token);
            var rules = (await db.RuleSetCopies.AsNoTracking().ToListAsync(token)).ToDictionary(r => r.Year, r => r.ToRuleSet());
            var organisations = await db.Organisations.AsNoTracking().Where(o => o.Id == tenant.Id.Value || o.Capabilities.Contains(Capability.RoutesCases)).ToListAsync(token);
            var offices = organisations.FirstOrDefault(o => o.Id == tenant.Id.Value)?.Offices ?? [];
            var city = organisations.FirstOrDefault(o => o.Capabilities.Contains(Capability.RoutesCases));

            var stories = new List<Story>();
            foreach (var conference in conferences[tenant.Id.Value])
            {
                if (!known.TryGetValue(conference.Id, out var copy)) continue;
                var terms = new AnswerTerms(rules.GetValueOrDefault(copy.Year) ?? new RuleSet(copy.Year, 0, []), calendar, copy);
                stories.AddRange(conference.Petitions.Select(told => new Story(told, terms, offices, script.Today, tenant.Name)));
            }
            var commune = conferences[tenant.Id.Value].First().Commune;
            var contexts = provider.GetRequiredService<PaperContexts>();
            var issue = provider.GetRequiredService<IssuePaper>();
            var escalated = stories.Select(s => s.Done.Year).Distinct().ToDictionary(year => year, _ => 0);
            await using var transaction = commune.IsModel ? await db.Database.BeginTransactionAsync(token) : null;
            foreach (var story in commune.IsModel ? stories.OrderBy(s => s.Done).ToList() : stories)
            {
                Petition petition;
                if (commune.IsModel && story.Paper is { } kind) petition = await Issue(story, kind);
                else petition = story.Tell();
                db.Petitions.Add(petition);
                db.History.AddRange(story.Before);
                if (petition.Status == PetitionStatus.Escalated && city is not null) db.PublishTo(city.Tenant, ReportPetition.Message(petition, tenant, petition.Due));
                db.Announce(petition, tenant.Slug);
            }
            await db.SaveChangesAsync(token);
            if (transaction is not null) await transaction.CommitAsync(token);

            // Reports to the city and the result reports of the reporting service, which is seeded later, are of one series: its numbers are left free by their dates.
            string? ReportNumber(DateOnly on) =>
                $"{++escalated[on.Year] + conferences[tenant.Id.Value].Count(c => c.Reported is { } reported && reported.Year == on.Year && reported < on):00}/BC-UBND";

            async Task<Petition> Issue(Story story, PaperKind kind)
            {
                var signer = new Signer(commune.Leader, "Chủ tịch");
                var symbol = kind == PaperKinds.Escalation ? "BC-UBND" : PaperText.Symbol(story.Office) is { Length: > 0 } office ? $"UBND-{office}" : "UBND";
                var number = await provider.GetRequiredService<MatterPapers>().Number(db, kind, symbol, kind == PaperKinds.Escalation ? ReportNumber(story.Done) : null, story.Id, story.Done, token);
                var petition = story.Tell(number.Text);
                var context = await contexts.Of(petition, signer, token);
                var paper = kind == PaperKinds.Answer ? AnswerLetter.Of([petition], context)
                    : kind == PaperKinds.Redirect ? RedirectLetter.Of(petition, petition.AnsweredBy, petition.Answer!, context) : EscalationPaper.Of(petition, petition.Why, petition.Opinion, context);
                await issue.Freeze(paper, number, story.Done, signer, [petition], token, kind == PaperKinds.Escalation && city is not null ? [city.Id] : []);
                return petition;
            }
        }, Capability.HoldsDialogues, cancellationToken);
    }

    /// <summary>One petition of the script, lived through day by day.</summary>
    private sealed class Story(DemoPetition told, AnswerTerms terms, List<OfficeCopy> offices, DateOnly today, string organisation)
    {
        private const string Clerk = "Cán bộ (dữ liệu mẫu)";

        /// <summary>What the history would say of each day but the last act's, which the context notes itself.</summary>
        public List<HistoryEntry> Before { get; } = [];

        public Guid Id => told.Id;

        public DateOnly Done => told.DoneOn ?? today;

        public OfficeCopy? Office => offices.Count == 0 ? null : offices[told.Id.ToByteArray()[15] % Math.Min(offices.Count, 3)];

        private bool AtConference => told.End == DemoEnd.AtConference && terms.Conference is { Held: not false } conference && conference.Day <= today;

        private bool Redirects => told is { End: DemoEnd.Redirected, Authority: "beyond" } && terms.Rules[RuleKeys.EscalationRoutes].Words.Contains("redirect");

        /// <summary>The document with which the story ends; null: it ends without one.</summary>
        public PaperKind? Paper => told.End switch
        {
            DemoEnd.Reported or DemoEnd.Redirected when told.Authority == "beyond" => Redirects ? PaperKinds.Redirect : PaperKinds.Escalation,
            DemoEnd.InWriting or DemoEnd.AtConference when told.Authority != "beyond" && !AtConference => PaperKinds.Answer,
            _ => null,
        };

        /// <param name="number">Of the document with which it ends; null: as the script says.</param>
        public Petition Tell(string? number = null)
        {
            number ??= Paper == PaperKinds.Escalation ? told.Number.Replace("UBND-KT", "BC-UBND", StringComparison.Ordinal) : told.Number;
            var b = told.Business;
            var channel = PetitionWords.ChannelOf(told.Channel) ?? Channel.Paper;
            var petition = Petition.File(told.Id, TrackingCode.Of(organisation, told.Id), StableId.Of("submission", told.Id.ToString()), StableId.Of("key", told.Id.ToString()), 1,
                new(Enum.Parse<BusinessKind>(b.Kind), b.Name, b.TaxCode, b.Address, b.Representative, b.Title, b.Phone, "", told.NamePublic),
                told.Text, told.Field, channel, told.ReceivedOn, At(told.ReceivedOn), terms.Conference, terms);
            var pick = told.Id.ToByteArray()[15];
            var authority = PetitionWords.AuthorityOf(told.Authority)!.Value;
            if (told.End == DemoEnd.Open && petition.Due is null && pick % 3 == 0) return petition; // not looked at yet

            var office = Office;
            Then(petition, told.ReceivedOn, () => petition.Triage(told.Field, authority, office?.Id, office?.Name ?? "", told.Title, terms));
            if (authority == Authority.Coordinated && offices.Count > 1)
                Then(petition, told.ReceivedOn, () => petition.Share(offices.Take(2).Select((o, i) => new Part(StableId.Of("part", told.Id.ToString(), $"{i}"), o.Id, i == 0 ? "Trả lời chung" : "Kiểm tra hồ sơ, cho ý kiến", null, told.DoneOn is not null || i == 1))));
            var done = Done;
            var cause = petition.Due < done ? told.DelayCause : null;
            switch (told.End)
            {
                case DemoEnd.AtConference when AtConference:
                    Then(petition, told.ReceivedOn, () => petition.AnswerAtConference(told.Answer, office?.Name ?? organisation, false, true, terms.Conference, today));
                    break;
                case DemoEnd.Redirected when Redirects:
                    var agency = RedirectPetition.Targets[pick % RedirectPetition.Targets.Count];
                    Then(petition, told.ReceivedOn, () => petition.Redirect(agency, $"Nội dung thuộc thẩm quyền của {agency}; đề nghị đơn vị gửi hồ sơ tới cơ quan này.", number, done, cause, today, terms.Rules));
                    break;
                case DemoEnd.Reported or DemoEnd.Redirected when authority == Authority.Beyond:
                    Then(petition, told.ReceivedOn, () => petition.Report(number, done, told.Why, "Đề nghị thành phố xem xét, giao cơ quan chuyên môn trả lời doanh nghiệp.", cause, today));
                    break;
                case DemoEnd.Open when authority != Authority.Beyond && petition.Due is not null && pick % 4 > 0:
                    Then(petition, told.ReceivedOn, () => petition.SaveDraft(told.Answer));
                    if (pick % 4 == 3) Then(petition, done, petition.Submit);
                    break;
                case DemoEnd.InWriting or DemoEnd.AtConference when authority != Authority.Beyond:
                    Then(petition, told.ReceivedOn, () => petition.SaveDraft(told.Answer));
                    Then(petition, done, petition.Submit);
                    Then(petition, done, () => petition.Issue(number, done, cause, today));
                    break;
            }
            if (told.Published && !petition.Status.IsOpen())
            {
                var on = terms.Calendar.Add(done, 2);
                Then(petition, done, () => petition.Publish(on < today ? on : today));
            }
            if (!petition.Status.IsOpen() && pick % 5 < 3) // the others have not looked yet
            {
                var on = terms.Calendar.Add(done, 3);
                Then(petition, done, () => petition.Say((pick % 10) switch { < 6 => Agreement.Agrees, 6 => Agreement.Partly, _ => Agreement.Disagrees }, on < today ? on : today));
            }
            return petition;
        }

        /// <summary>Notes what the petition says of itself as of <paramref name="day"/>, then acts.</summary>
        private void Then(Petition petition, DateOnly day, Action act)
        {
            Before.Add(new()
            {
                At = At(day).AddMinutes(7 * Before.Count), Day = day, UserName = Before.Count == 0 ? "Hệ thống" : Clerk, Subject = nameof(Petition), SubjectId = petition.Id, Action = Before.Count == 0 ? "Added" : "Modified",
                Changes = JsonSerializer.Serialize(new { LastAct = new string?[] { null, petition.LastAct } }),
            });
            act();
        }

        private static DateTimeOffset At(DateOnly day) => new DateTimeOffset(day, new TimeOnly(9, 0), TimeSpan.FromHours(7)).ToUniversalTime();
    }
}
