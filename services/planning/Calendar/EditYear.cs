using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Dialogue.Data;
using Dialogue.Kernel;
using Dialogue.Planning.Calendar.Model;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.Calendar;

/// <summary>Changes one year of the calendar and tells everybody.</summary>
public sealed class EditYear(PlanningDb db, CurrentUser user, LegalClock clock, TimeProvider time)
{
    public sealed class Day
    {
        [Display(Name = "Ngày"), Required]
        public DateOnly? Date { get; set; }

        /// <summary><c>off</c> or <c>worked</c>.</summary>
        [Display(Name = "Loại ngày"), Required, RegularExpression("off|worked", ErrorMessage = "Hãy chọn ngày nghỉ hoặc ngày làm bù.")]
        public string Kind { get; set; } = "off";

        [Display(Name = "Lý do"), Required, StringLength(200)]
        public string Reason { get; set; } = "";

        [Display(Name = "Số, ký hiệu văn bản"), Required, StringLength(120)]
        public string Notice { get; set; } = "";
    }

    public sealed class Decision
    {
        [Display(Name = "Số, ký hiệu văn bản"), Required, StringLength(120)]
        public string Notice { get; set; } = "";

        [Display(Name = "Nội dung"), Required, StringLength(300)]
        public string About { get; set; } = "";
    }

    /// <param name="version">The version that the person saw.</param>
    /// <returns>The year as it now is, or null when there is none.</returns>
    /// <exception cref="RuleBrokenException">The change makes no sense.</exception>
    /// <exception cref="DbUpdateConcurrencyException">The year has changed since that version.</exception>
    internal async Task<WorkingYear?> Handle(int year, int version, Action<WorkingYear> change, CancellationToken cancellationToken)
    {
        if (await db.WorkingYears.FindAsync([year], cancellationToken) is not { } found) return null;
        if (found.Version != version) throw new DbUpdateConcurrencyException("The year has changed.");

        var before = found.Days();
        change(found);
        // The table belongs to the whole city, so its history is written by hand, under the organisation that keeps the calendar.
        db.History.Add(new HistoryEntry
        {
            At = time.GetUtcNow(), Day = clock.Today, UserId = user.Id, UserName = user.Name, Subject = nameof(WorkingYear), SubjectId = new Guid(year, 0, 0, new byte[8]),
            Action = "Modified", Changes = JsonSerializer.Serialize(new { Days = new[] { before, found.Days() } }, JsonSerializerOptions.Web),
        });
        db.Publish(found.Snapshot());
        await db.SaveChangesAsync(cancellationToken);
        return found;
    }
}
