using Dialogue.Data;
using Dialogue.Exchange;
using Dialogue.Kernel;
using Dialogue.Planning.Businesses.Model;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Quartz;

namespace Dialogue.Planning.Businesses;

/// <summary>A file of businesses in two steps: read and shown row by row, and only when somebody has looked at it and says so, stored.</summary>
internal sealed class ImportBusinesses(PlanningDb db, TimeProvider time, CurrentUser user)
{
    private static readonly ReadLimits Limits = new() { Rows = 20_000 };

    /// <summary>Reads the file and keeps what each row would do. The directory is not touched.</summary>
    /// <param name="key">Made with the form; the same key again is the same upload.</param>
    /// <exception cref="RuleBrokenException">The file cannot be read, or has no head or no rows.</exception>
    public async Task<Guid> Stage(Guid key, string fileName, Stream file, bool addLostZeros, CancellationToken cancellationToken)
    {
        var sheet = await SheetReader.Read(file, Limits, cancellationToken);
        if (await db.BusinessImports.AnyAsync(i => i.Id == key, cancellationToken)) return key;
        var rows = BusinessChecker.Check(sheet, await db.Businesses.AsNoTracking().ToListAsync(cancellationToken), addLostZeros);
        var name = Path.GetFileName(fileName);
        db.BusinessImports.Add(new() { Id = key, FileName = name.Length <= 200 ? name : name[..200], At = time.GetUtcNow(), UserId = user.Id, UserName = user.Name });
        foreach (var row in rows) row.ImportId = key;
        db.BusinessImportRows.AddRange(rows);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            db.ChangeTracker.Clear(); // the same form, sent twice at the same moment
        }
        return key;
    }

    /// <returns>Null when there is none, or it was removed after its day.</returns>
    public Task<BusinessImport?> Find(Guid id, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - BusinessImport.Kept;
        return db.BusinessImports.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id && i.At > since, cancellationToken);
    }

    /// <summary>
    /// Stores the good rows, all or none. What somebody has changed since the preview is not overwritten: such a row becomes one that cannot be taken. Confirmed
    /// again, it does nothing and says the same.
    /// </summary>
    public async Task<BusinessImport?> Confirm(Guid id, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
            try
            {
                return await Try(id, cancellationToken);
            }
            catch (DbUpdateException e) when (attempt < 3 && (e is DbUpdateConcurrencyException || e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation }))
            {
                db.ChangeTracker.Clear(); // somebody edited one of them in this moment: nothing was stored, and the next look at the directory sees it
            }
    }

    private async Task<BusinessImport?> Try(Guid id, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Two people who press at once: the second waits here, and then finds it done.
        await db.Database.ExecuteSqlAsync($"select 1 from planning.business_imports where id = {id} for update", cancellationToken);
        var since = time.GetUtcNow() - BusinessImport.Kept;
        if (await db.BusinessImports.FirstOrDefaultAsync(i => i.Id == id && i.At > since, cancellationToken) is not { } import) return null;
        if (import.ConfirmedAt is not null) return import;

        var rows = await db.BusinessImportRows.Where(r => r.ImportId == id && (r.Outcome == ImportOutcome.New || r.Outcome == ImportOutcome.Changed)).OrderBy(r => r.Number).ToListAsync(cancellationToken);
        var known = await db.Businesses.ToDictionaryAsync(b => b.Id, cancellationToken);
        var keys = known.Values.Select(b => b.Facts.Key).ToHashSet();
        var (added, changed, overtaken) = (0, 0, 0);
        foreach (var row in rows)
        {
            var facts = row.Facts!;
            if (row.Outcome == ImportOutcome.New && keys.Add(facts.Key))
            {
                db.Businesses.Add(new(facts));
                added++;
            }
            else if (row.Outcome == ImportOutcome.Changed && known.TryGetValue(row.BusinessId!.Value, out var business) && business.RowVersion == row.BusinessVersion
                && (facts.Key == business.Facts.Key || keys.Add(facts.Key)))
            {
                business.Change(facts);
                changed++;
            }
            else
            {
                row.Outcome = ImportOutcome.Error;
                row.Errors.Add("Danh bạ đã thay đổi sau khi bạn xem trước: đơn vị này vừa được người khác thêm, sửa hoặc xóa. Hãy gửi lại dòng này.");
                db.Entry(row).Property(r => r.Errors).IsModified = true;
                overtaken++;
            }
        }
        import.Confirm(time.GetUtcNow(), added, changed, overtaken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return import;
    }

    /// <summary>Rows of the preview in the file's order, a page at a time.</summary>
    /// <param name="after">Number of the last row of the page before.</param>
    public IQueryable<BusinessImportRow> Rows(Guid id, ImportOutcome? outcome, int after = 0) => db.BusinessImportRows.AsNoTracking()
        .Where(r => r.ImportId == id && (outcome == null || r.Outcome == outcome) && r.Number > after).OrderBy(r => r.Number);
}

/// <summary>Uploads of yesterday go: nobody has confirmed them, or they are done with.</summary>
[DisallowConcurrentExecution]
internal sealed class RemoveOldImports(EachTenant eachTenant, TimeProvider time) : IJob
{
    public const string Schedule = "0 20 * * * ?";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await Run(cancellationToken);

    public Task Run(CancellationToken cancellationToken) => eachTenant.Run<PlanningDb>(async (db, _, token) =>
    {
        var until = time.GetUtcNow() - BusinessImport.Kept;
        await db.BusinessImports.Where(i => i.At <= until).ExecuteDeleteAsync(token);
    }, cancellationToken: cancellationToken);
}
