using System.Text.Json;
using Dialogue.Data;
using Dialogue.Data.Reference;
using Dialogue.Hosting.Demo;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Petitions.Demo;

/// <summary>Petitions' slice of the demo: filed, triaged, answered, reported and published by the verbs of the model, saved once per organisation.</summary>
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

            foreach (var conference in conferences[tenant.Id.Value])
            {
                if (!known.TryGetValue(conference.Id, out var copy)) continue;
                var terms = new AnswerTerms(rules.GetValueOrDefault(copy.Year) ?? new RuleSet(copy.Year, 0, []), calendar, copy);
                foreach (var told in conference.Petitions)
                {
                    var story = new Story(told, terms, offices, script.Today, tenant.Name);
                    var petition = story.Tell();
                    db.Petitions.Add(petition);
                    db.History.AddRange(story.Before);
                    if (petition.Status == PetitionStatus.Escalated && city is not null) db.PublishTo(city.Tenant, ReportPetition.Message(petition, tenant, petition.Due));
                    db.Announce(petition, tenant.Slug);
                }
            }
            await db.SaveChangesAsync(token);
        }, Capability.HoldsDialogues, cancellationToken);
    }

    /// <summary>One petition of the script, lived through day by day.</summary>
    private sealed class Story(DemoPetition told, AnswerTerms terms, List<OfficeCopy> offices, DateOnly today, string organisation)
    {
        private const string Clerk = "Cán bộ (dữ liệu mẫu)";

        /// <summary>What the history would say of each day but the last act's, which the context notes itself.</summary>
        public List<HistoryEntry> Before { get; } = [];

        public Petition Tell()
        {
            var b = told.Business;
            var channel = PetitionWords.ChannelOf(told.Channel) ?? Channel.Paper;
            var petition = Petition.File(told.Id, TrackingCode.Of(organisation, told.Id), StableId.Of("submission", told.Id.ToString()), StableId.Of("key", told.Id.ToString()), 1,
                new(Enum.Parse<BusinessKind>(b.Kind), b.Name, b.TaxCode, b.Address, b.Representative, b.Title, b.Phone, "", told.NamePublic),
                told.Text, told.Field, channel, told.ReceivedOn, At(told.ReceivedOn), terms.Conference, terms);
            var pick = told.Id.ToByteArray()[15];
            var authority = PetitionWords.AuthorityOf(told.Authority)!.Value;
            if (told.End == DemoEnd.Open && petition.Due is null && pick % 3 == 0) return petition; // not looked at yet

            var office = offices.Count == 0 ? null : offices[pick % Math.Min(offices.Count, 3)];
            Then(petition, told.ReceivedOn, () => petition.Triage(told.Field, authority, office?.Id, office?.Name ?? "", told.Title, terms));
            if (authority == Authority.Coordinated && offices.Count > 1)
                Then(petition, told.ReceivedOn, () => petition.Share(offices.Take(2).Select((o, i) => new Part(StableId.Of("part", told.Id.ToString(), $"{i}"), o.Id, i == 0 ? "Trả lời chung" : "Kiểm tra hồ sơ, cho ý kiến", null, told.DoneOn is not null || i == 1))));
            var done = told.DoneOn ?? today;
            var cause = petition.Due < done ? told.DelayCause : null;
            switch (told.End)
            {
                case DemoEnd.AtConference when terms.Conference is { Held: not false } conference && conference.Day <= today:
                    Then(petition, told.ReceivedOn, () => petition.AnswerAtConference(told.Answer, office?.Name ?? organisation, false, true, conference, today));
                    break;
                case DemoEnd.Redirected when authority == Authority.Beyond && terms.Rules[RuleKeys.EscalationRoutes].Words.Contains("redirect"):
                    var agency = RedirectPetition.Targets[pick % RedirectPetition.Targets.Count];
                    Then(petition, told.ReceivedOn, () => petition.Redirect(agency, $"Nội dung thuộc thẩm quyền của {agency}; đề nghị đơn vị gửi hồ sơ tới cơ quan này.", told.Number, done, cause, today, terms.Rules));
                    break;
                case DemoEnd.Reported or DemoEnd.Redirected when authority == Authority.Beyond:
                    Then(petition, told.ReceivedOn, () => petition.Report(told.Number.Replace("UBND-KT", "BC-UBND", StringComparison.Ordinal), done, told.Why, "Đề nghị thành phố xem xét, giao cơ quan chuyên môn trả lời doanh nghiệp.", cause, today));
                    break;
                case DemoEnd.Open when authority != Authority.Beyond && petition.Due is not null && pick % 4 > 0:
                    Then(petition, told.ReceivedOn, () => petition.SaveDraft(told.Answer));
                    if (pick % 4 == 3) Then(petition, done, petition.Submit);
                    break;
                case DemoEnd.InWriting or DemoEnd.AtConference when authority != Authority.Beyond:
                    Then(petition, told.ReceivedOn, () => petition.SaveDraft(told.Answer));
                    Then(petition, done, petition.Submit);
                    Then(petition, done, () => petition.Issue(told.Number, done, cause, today));
                    break;
            }
            if (told.Published && !petition.Status.IsOpen())
            {
                var on = terms.Calendar.Add(done, 2);
                Then(petition, done, () => petition.Publish(on < today ? on : today));
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
