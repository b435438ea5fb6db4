using System.Globalization;
using Dialogue.Data;
using Dialogue.Data.Reference;
using Dialogue.Escalations.Cases;
using Dialogue.Escalations.Fields;
using Dialogue.Escalations.Model;
using Dialogue.Hosting.Demo;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Escalations.Demo;

/// <summary>
/// The city office's and the departments' slice of the demo: what petitions has reported is directed and answered as the script says, through
/// the same verbs and messages as in life. Called before there is any report too, and then does nothing.
/// </summary>
internal static class DemoCases
{
    private const string Instruction = "Đề nghị nghiên cứu, trả lời doanh nghiệp và gửi UBND thành phố theo dõi.";

    public static async Task Seed(IServiceProvider services, DemoScript script, CancellationToken cancellationToken)
    {
        var told = script.Conferences.SelectMany(c => c.Petitions).Where(p => p.DirectedOn is not null).ToDictionary(p => p.Id);
        var models = script.Conferences.Where(c => c.Commune.IsModel).SelectMany(c => c.Petitions).Select(p => p.Id).ToHashSet();
        if (!await Direct(services, told, models, cancellationToken)) return;
        await Arrived(services, cancellationToken);
        await Answer(services, told, models, script.Today, cancellationToken);
    }

    private static async Task<bool> Direct(IServiceProvider services, Dictionary<Guid, DemoPetition> told, HashSet<Guid> models, CancellationToken cancellationToken)
    {
        var any = false;
        await services.GetRequiredService<EachTenant>().Run<EscalationsDb>(async (db, scope, token) =>
        {
            var calendar = scope.GetRequiredService<CalendarSource<EscalationsDb>>();
            var slug = scope.GetRequiredService<CurrentTenant>().Slug;
            var departments = (await db.Answering(token)).ToDictionary(o => o.Id);
            var letters = scope.GetRequiredService<CaseLetters>();
            await using var transaction = await db.Database.BeginTransactionAsync(token);
            var cases = (await db.CityCases.Where(c => c.State == CityCaseState.Received).ToListAsync(token)).Where(c => told.ContainsKey(c.PetitionId));
            foreach (var c in cases.OrderBy(c => told[c.PetitionId].DirectedOn).ThenBy(c => c.Code, StringComparer.Ordinal))
            {
                var petition = told[c.PetitionId];
                // What the routing leaves open goes to the one that sees most of the city's matters.
                var department = departments.GetValueOrDefault(c.ProposedDepartmentId ?? Guid.Empty) ?? departments.Values.Single(o => o.Slug == "so-tai-chinh");
                var on = petition.DirectedOn!.Value;
                var term = await CaseTerm.From(db, calendar, on, token);
                void Direct() => c.Direct(department.Id, department.Name, Instruction, on, term);
                if (models.Contains(c.PetitionId)) await letters.Direct(c, department, Instruction, term, typed: null, on, DemoScript.SignerOf(slug), "Chánh Văn phòng", Direct, token);
                else Direct();
                db.PublishTo(department.Tenant, c.ToDirection());
                db.Tell(c, slug);
                any = true;
            }
            await db.SaveChangesAsync(token);
            await transaction.CommitAsync(token);
        }, Capability.RoutesCases, cancellationToken);
        return any;
    }

    /// <summary>Until the departments have what was directed to them.</summary>
    private static async Task Arrived(IServiceProvider services, CancellationToken cancellationToken)
    {
        var relay = services.GetRequiredService<Databases>().Relay;
        while (true)
        {
            await using var command = relay.CreateCommand("select exists (select from escalations.outbox where type = 'Escalations.CaseDirected' and parked_at is null)");
            if (await command.ExecuteScalarAsync(cancellationToken) is false) return;
            await Task.Delay(50, cancellationToken);
        }
    }

    private static Task Answer(IServiceProvider services, Dictionary<Guid, DemoPetition> told, HashSet<Guid> models, DateOnly today, CancellationToken cancellationToken) =>
        services.GetRequiredService<EachTenant>().Run<EscalationsDb>(async (db, scope, token) =>
        {
            var tenant = scope.GetRequiredService<CurrentTenant>();
            var initials = string.Concat(tenant.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => char.ToUpper(w[0], CultureInfo.InvariantCulture)));
            var no = 100;
            var letters = scope.GetRequiredService<CaseLetters>();
            await using var transaction = await db.Database.BeginTransactionAsync(token);
            var cases = (await db.DepartmentCases.Where(c => c.State == DepartmentCaseState.Open).ToListAsync(token)).Where(c => told.ContainsKey(c.PetitionId));
            foreach (var c in cases.OrderBy(c => told[c.PetitionId].DepartmentAnsweredOn ?? today).ThenBy(c => c.Code, StringComparer.Ordinal))
            {
                var petition = told[c.PetitionId];
                no += 3;
                if (petition.DepartmentAnsweredOn is { } on)
                {
                    if (models.Contains(c.PetitionId)) await letters.Answer([c], petition.Answer, typed: null, on, DemoScript.SignerOf(tenant.Slug), "Giám đốc", number => c.Issue(petition.Answer, number, on, petition.DelayCause, today), token);
                    else c.Issue(petition.Answer, $"{no}/{initials}-VP", on, petition.DelayCause, today);
                    db.PublishTo(new TenantId(c.CityOfficeId), c.Reply(tenant.Id.Value, tenant.Name));
                }
                else if (no % 2 == 0) c.Submit(petition.Answer, "Chuyên viên"); // half of what is open waits for a signature
                db.Tell(c, tenant.Slug);
            }
            await db.SaveChangesAsync(token);
            await transaction.CommitAsync(token);
        }, Capability.AnswersCases, cancellationToken);
}
