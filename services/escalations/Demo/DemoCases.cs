using System.Globalization;
using Dialogue.Data;
using Dialogue.Data.Reference;
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
    public static async Task Seed(IServiceProvider services, DemoScript script, CancellationToken cancellationToken)
    {
        var told = script.Conferences.SelectMany(c => c.Petitions).Where(p => p.DirectedOn is not null).ToDictionary(p => p.Id);
        if (!await Direct(services, told, cancellationToken)) return;
        await Arrived(services, cancellationToken);
        await Answer(services, told, script.Today, cancellationToken);
    }

    private static async Task<bool> Direct(IServiceProvider services, Dictionary<Guid, DemoPetition> told, CancellationToken cancellationToken)
    {
        var any = false;
        await services.GetRequiredService<EachTenant>().Run<EscalationsDb>(async (db, scope, token) =>
        {
            var calendar = scope.GetRequiredService<CalendarSource<EscalationsDb>>();
            var slug = scope.GetRequiredService<CurrentTenant>().Slug;
            var departments = (await db.Answering(token)).ToDictionary(o => o.Id);
            foreach (var c in await db.CityCases.Where(c => c.State == CityCaseState.Received).OrderBy(c => c.ReportedOn).ThenBy(c => c.Code).ToListAsync(token))
            {
                if (!told.TryGetValue(c.PetitionId, out var petition)) continue;
                // What the routing leaves open goes to the one that sees most of the city's matters.
                var department = departments.GetValueOrDefault(c.ProposedDepartmentId ?? Guid.Empty) ?? departments.Values.Single(o => o.Slug == "so-tai-chinh");
                var on = petition.DirectedOn!.Value;
                c.Direct(department.Id, department.Name, "Đề nghị nghiên cứu, trả lời doanh nghiệp và gửi UBND thành phố theo dõi.", on, await CaseTerm.From(db, calendar, on, token));
                db.PublishTo(department.Tenant, c.ToDirection());
                db.Tell(c, slug);
                any = true;
            }
            await db.SaveChangesAsync(token);
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

    private static Task Answer(IServiceProvider services, Dictionary<Guid, DemoPetition> told, DateOnly today, CancellationToken cancellationToken) =>
        services.GetRequiredService<EachTenant>().Run<EscalationsDb>(async (db, scope, token) =>
        {
            var tenant = scope.GetRequiredService<CurrentTenant>();
            var letters = string.Concat(tenant.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => char.ToUpper(w[0], CultureInfo.InvariantCulture)));
            var no = 100;
            foreach (var c in await db.DepartmentCases.Where(c => c.State == DepartmentCaseState.Open).OrderBy(c => c.DirectedOn).ThenBy(c => c.Code).ToListAsync(token))
            {
                if (!told.TryGetValue(c.PetitionId, out var petition)) continue;
                no += 3;
                if (petition.DepartmentAnsweredOn is { } on)
                {
                    c.Issue(petition.Answer, $"{no}/{letters}-VP", on, petition.DelayCause, today);
                    db.PublishTo(new TenantId(c.CityOfficeId), c.Reply(tenant.Id.Value, tenant.Name));
                }
                else if (no % 2 == 0) c.Submit(petition.Answer, "Chuyên viên"); // half of what is open waits for a signature
                db.Tell(c, tenant.Slug);
            }
            await db.SaveChangesAsync(token);
        }, Capability.AnswersCases, cancellationToken);
}
