using Dialogue.Web;
using Dialogue.Contracts.Planning;
using Dialogue.Data;
using Dialogue.Documents;
using Dialogue.Hosting.Demo;
using Dialogue.Kernel;
using Dialogue.Planning.Businesses.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Planning.Conferences;

/// <summary>The demo city's conferences, through the model's own verbs: called, registered for, decided, held and concluded.</summary>
internal static class DemoConferences
{
    public static async Task Add(IServiceProvider services, DemoScript script, CancellationToken cancellationToken)
    {
        var bySlug = script.Conferences.ToLookup(c => c.Commune.Slug);
        var postponed = new List<(PostponementRequest Request, Conference Conference, DemoConference Script, DateOnly Day)>();
        var each = services.GetRequiredService<EachTenant>();
        await each.Run<PlanningDb>(async (db, scope, cancelled) =>
        {
            var tenant = scope.GetRequiredService<CurrentTenant>();
            foreach (var script in bySlug[tenant.Slug]) await Tell(db, scope, tenant, script, postponed, cancelled);
        }, Capability.HoldsDialogues, cancellationToken);

        // Who has ever registered is in the directory, as an officer would have entered it.
        await each.Run<PlanningDb>(async (db, _, cancelled) =>
        {
            var registered = await db.Registrations.AsNoTracking().Where(r => r.Kind != UnitKind.Association).OrderByDescending(r => r.RegisteredOn).ToListAsync(cancelled);
            db.Businesses.AddRange(registered.Where(r => r.Kind == UnitKind.Household || r.TaxCode is not null)
                .Select(r => new BusinessFacts(r.Kind, r.Name, r.TaxCode, r.Address, r.Sector, r.Representative, r.RepresentativeTitle, r.Phone, r.Email)).DistinctBy(f => f.Key).Select(f => new Business(f)));
            await db.SaveChangesAsync(cancelled);
        }, Capability.HoldsDialogues, cancellationToken);

        // The organisation that granted them keeps rows of its own.
        await each.Run<PlanningDb>(async (db, _, cancelled) =>
        {
            foreach (var (request, conference, script, day) in postponed)
            {
                var received = new ReceivedPostponement
                {
                    Id = request.Id, SenderId = script.Commune.Id, SenderName = script.Commune.Name, ConferenceId = conference.Id, ConferenceTitle = conference.Title, Year = conference.Year,
                    Day = day, NewDay = request.NewDay, Reason = request.Reason, RequestedOn = request.RequestedOn, UsedThisYear = 0, MaxPerYear = 1,
                };
                received.Decide(true, "Đồng ý; đề nghị vận động doanh nghiệp đăng ký.", request.DecidedOn!.Value, "Sở Tài chính");
                db.ReceivedPostponements.Add(received);
            }
            await db.SaveChangesAsync(cancelled);
        }, Capability.ReceivesReports, cancellationToken);
    }

    private static async Task Tell(
        PlanningDb db, IServiceProvider scope, CurrentTenant tenant, DemoConference script, List<(PostponementRequest, Conference, DemoConference, DateOnly)> postponed, CancellationToken cancellationToken)
    {
        var (news, terms) = (scope.GetRequiredService<ConferenceNews>(), scope.GetRequiredService<ConferenceTerms>());
        var rules = await terms.Rules(script.Year, cancellationToken);
        var calendar = await terms.Calendar(cancellationToken);
        var title = $"Hội nghị đối thoại doanh nghiệp, hợp tác xã, hộ kinh doanh {(script.Ordinal == 1 ? "" : $"lần {script.Ordinal} ")}năm {script.Year}";
        var c = new Conference(script.Id, script.Year, script.Ordinal, title, script.Day, new TimeOnly(8, 0),
            script.Commune.Slug == "thien-huong" ? "Nhà văn hóa phường Thiên Hương" : $"Hội trường UBND {Vn.LowerFirst(script.Commune.Name)}", "Chủ tịch UBND");
        c.TakeDates(ConferenceDates.Of(calendar, rules, script.Day));
        db.Conferences.Add(c);
        var register = script.Commune.IsModel ? new DemoRegister(db, scope.GetRequiredService<PlanningPapers>(), scope.GetRequiredService<ConferencePapers>(), tenant.Slug) : null;
        await using var transaction = register is null ? null : await db.Database.BeginTransactionAsync(cancellationToken);
        if (script.State != DemoOutcome.Planned) await Announced(db, news, tenant, c, script, rules, calendar, register, postponed, cancellationToken);
        await news.Save(c, cancellationToken);
        if (transaction is not null) await transaction.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }

    private static async Task Announced(
        PlanningDb db, ConferenceNews news, CurrentTenant tenant, Conference c, DemoConference script, RuleSet rules, WorkingCalendar calendar, DemoRegister? register,
        List<(PostponementRequest, Conference, DemoConference, DateOnly)> postponed, CancellationToken cancellationToken)
    {
        var announcement = new Announcement(c.Id, AnnouncementDraft.Write(c, tenant.Name, tenant.Slug, ""));
        var late = c.AnnounceBy?.IsLate(script.Announced) == true ? "Chờ thống nhất địa điểm." : "";
        if (register is null) announcement.Issue(c, $"{10 + script.Ordinal}/TB-UBND", script.Announced, "Chủ tịch UBND", "Chủ tịch UBND", late);
        else await register.Announce(c, announcement, script.Announced, late, cancellationToken);
        db.Announcements.Add(announcement);
        c.Announce(script.Announced);
        foreach (var channel in rules[RuleKeys.NoticeChannels].Words)
            db.Postings.Add(new(c.Id, channel, script.Announced, ConferenceWords.Channel(channel), "Văn phòng HĐND và UBND", null));

        foreach (var business in script.Registered)
            db.Registrations.Add(new(business.Id, c.Id, RegistrationChannel.Online, script.Announced, Facts(business)));
        // The petitions service tells the same ones; they are known here before the decision, as they were.
        foreach (var petition in script.Petitions)
            db.ConferencePetitions.Add(new()
            {
                Id = petition.Id, ConferenceId = c.Id, Title = petition.Title, PublicName = petition.NamePublic ? petition.Business.Name : Facts(petition.Business).Kind.Unnamed(),
                FieldCode = petition.Field, Channel = petition.Channel, ReceivedOn = petition.ReceivedOn, State = "Received",
            });
        await db.SaveChangesAsync(cancellationToken);
        if (script.Decided is not { } decided) return;

        var registered = await news.Registered(c.Id, cancellationToken);
        var figures = new ConditionsFigures(registered.Total, await news.PetitionsInTime(c, cancellationToken), 0, 0);
        var frozen = new ConditionsNow(registered, figures, ConditionsCheck.Propose(rules, figures), rules).Freeze();
        switch (script.State)
        {
            case DemoOutcome.Postponed:
                var newDay = calendar.RollForward(new DateOnly(script.Year, 12, 10).AddDays(script.Ordinal));
                var request = new PostponementRequest(c.Id, script.Year, script.Ordinal, newDay, "Đã niêm yết đủ các kênh nhưng chưa có đơn vị nào đăng ký.", decided);
                c.Decide(Decision.Postpone, decided, "Chủ tịch UBND", request.Reason, frozen, null);
                request.Decide(true, "Đồng ý; đề nghị vận động doanh nghiệp đăng ký.", decided);
                db.PostponementRequests.Add(request);
                c.PostponeTo(newDay, ConferenceDates.Of(calendar, rules, newDay));
                postponed.Add((request, c, script, script.Day));
                return;
            case DemoOutcome.AnsweredInWriting or DemoOutcome.NotHeld:
                c.Decide(script.State == DemoOutcome.NotHeld ? Decision.NotHeld : Decision.AnswerInWriting, decided, "Chủ tịch UBND", "", frozen, ConferenceDates.WhenNotHeld(calendar, rules, decided));
                return;
        }
        c.Decide(script.State == DemoOutcome.HeldAsIs ? Decision.HoldAsIs : Decision.Hold, decided, "Chủ tịch UBND", "", frozen, null);
        if (register is not null) await register.Prepare(c, script, decided, cancellationToken);
        if (script.State == DemoOutcome.Confirmed) return;

        var at = new DateTimeOffset(script.Day.ToDateTime(c.StartsAt), TimeSpan.FromHours(7)).ToUniversalTime();
        foreach (var business in script.Attending)
        {
            var facts = Facts(business);
            db.Attendances.Add(new() { Id = business.Id, ConferenceId = c.Id, RegistrationId = business.Id, Kind = facts.Kind, Name = business.Name, UnitKey = facts.TaxCode ?? business.Id.ToString(), At = at });
        }
        c.Open(script.Day, at, script.Attending.Count, "", decisionNeeded: false);
        var minutes = new ConferenceMinutes { Id = c.Id, StartedAt = c.StartsAt, EndedAt = c.StartsAt.AddHours(3), Chair = c.Chair, Secretary = "Chánh Văn phòng HĐND và UBND", Course = "Hội nghị tiến hành theo chương trình.", Closing = "Chủ trì kết luận và cảm ơn các đơn vị." };
        db.MinutesOfConferences.Add(minutes);
        c.Close(at.AddHours(3));
        if (register is not null) await register.Minute(c, minutes, script, cancellationToken);
        if (script.Concluded is not { } concluded) return;
        const string Text = "Hội nghị ghi nhận các ý kiến. Giao các phòng, ban trả lời bằng văn bản những kiến nghị chưa trả lời tại hội nghị, đúng thời hạn; Văn phòng theo dõi, đôn đốc.";
        var number = register is null ? null : await register.Number(PaperKinds.Conclusion, StableId.Of("conclusion", c.Id.ToString()), concluded, cancellationToken);
        c.Conclude(number?.Text ?? $"{20 + script.Ordinal}/TB-UBND", concluded);
        db.Conclusions.Add(new()
        {
            Id = c.Id, Number = c.ConclusionNumber, IssuedOn = concluded, Signer = register?.Signer.Name ?? "Chủ tịch UBND", SignerTitle = "Chủ tịch", Text = Text,
        });
        var due = Deadline.Fixed(calendar, "Thực hiện kết luận", new("", null, "Hạn ghi trong thông báo kết luận", $"Thông báo {c.ConclusionNumber}"), calendar.Add(concluded, 10));
        var task = new ConclusionTask { ConferenceId = c.Id, OfficeName = "Văn phòng HĐND và UBND", Content = "Theo dõi, đôn đốc trả lời kiến nghị và công khai kết quả", Due = due };
        if (due.Due <= c.Day.AddDays(20) && c.Year < concluded.AddDays(60).Year) task.Finish(due.Due, "Đã công khai đủ.");
        db.ConclusionTasks.Add(task);
        if (register is not null) await register.Conclude(c, number!, concluded, Text, task, script.Attending.Count, cancellationToken);
    }

    private static RegistrationFacts Facts(DemoBusiness b) => new(
        Enum.Parse<UnitKind>(b.Kind), b.Name, b.TaxCode.Length > 0 ? b.TaxCode : null, b.Address, "", 1, b.Representative, b.Title, b.Phone, null, b.Kind == "Enterprise", b.Kind != "Household");
}
