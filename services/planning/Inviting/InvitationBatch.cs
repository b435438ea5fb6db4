using System.Globalization;
using Dialogue.Hosting.Papers;
using Dialogue.Hosting.Works;
using Dialogue.Kernel;
using Dialogue.Planning.Papers;
using Dialogue.Web;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Inviting;

/// <summary>All invitations of a conference in one Word file, made in the queue when they are many.</summary>
internal sealed class InvitationBatch(PlanningDb db, ConferencePapers papers, PaperDesk desk) : ILongWork
{
    /// <summary>So many are made while the person waits.</summary>
    public const int AtOnce = 30;

    public static string Kind => "make-invitations";

    /// <param name="Site">Address of the public site.</param>
    public sealed record Order(Guid Conference, string Site);

    public static string TitleOf(Conference c, int count) => $"Giấy mời hội nghị {Vn.Date(c.Day)} ({count} bản)";

    public async Task Run(WorkContext work, CancellationToken cancellationToken)
    {
        var order = work.Arguments<Order>();
        var c = await db.Conferences.AsNoTracking().FirstOrDefaultAsync(x => x.Id == order.Conference, cancellationToken)
            ?? throw new RuleBrokenException("conference-gone", "Hội nghị này không còn.");
        var all = await papers.Invitations(c, order.Site, cancellationToken);
        if (all.Count == 0) throw new RuleBrokenException("invitations-none", "Danh sách mời còn trống. Hãy thêm đại biểu rồi thử lại.");
        work.Report(0, all.Count);
        var docx = await desk.Docx(db, all, done =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            work.Report(done, all.Count);
        }, cancellationToken);
        await work.Result(string.Create(CultureInfo.InvariantCulture, $"giay-moi-{c.Day:dd-MM-yyyy}.docx")).WriteAsync(docx, cancellationToken);
    }
}
