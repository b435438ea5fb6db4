using Dialogue.Planning.Businesses.Model;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning;

/// <summary>The tables of a conference.</summary>
public sealed partial class PlanningDb
{
    internal DbSet<Conference> Conferences => Set<Conference>();
    internal DbSet<ConferencePetition> ConferencePetitions => Set<ConferencePetition>();
    internal DbSet<Announcement> Announcements => Set<Announcement>();
    internal DbSet<Posting> Postings => Set<Posting>();
    internal DbSet<Registration> Registrations => Set<Registration>();
    internal DbSet<PostponementRequest> PostponementRequests => Set<PostponementRequest>();
    internal DbSet<ReceivedPostponement> ReceivedPostponements => Set<ReceivedPostponement>();
    internal DbSet<AgendaItem> AgendaItems => Set<AgendaItem>();
    internal DbSet<Invitation> Invitations => Set<Invitation>();
    internal DbSet<Business> Businesses => Set<Business>();
    internal DbSet<BusinessImport> BusinessImports => Set<BusinessImport>();
    internal DbSet<BusinessImportRow> BusinessImportRows => Set<BusinessImportRow>();
    internal DbSet<Attendance> Attendances => Set<Attendance>();
    internal DbSet<ConferenceMinutes> MinutesOfConferences => Set<ConferenceMinutes>();
    internal DbSet<Opinion> Opinions => Set<Opinion>();
    internal DbSet<Conclusion> Conclusions => Set<Conclusion>();
    internal DbSet<ConclusionTask> ConclusionTasks => Set<ConclusionTask>();
    internal DbSet<Budget> Budgets => Set<Budget>();
    internal DbSet<FrozenPaper> Papers => Set<FrozenPaper>();
}
