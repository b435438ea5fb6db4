namespace Dialogue.Records.Registers;

/// <summary>One line of a register with its originals and what it corrects.</summary>
internal sealed class ReadEntry(RecordsDb db)
{
    /// <param name="Originals">The newest first.</param>
    public sealed record Found(RegisterEntry Entry, IReadOnlyList<SignedOriginal> Originals, RegisterEntry? Corrected, IReadOnlyList<RegisterEntry> CorrectedBy);

    /// <returns>Null when this organisation has none with that id.</returns>
    public async Task<Found?> Handle(Guid id, CancellationToken cancellationToken)
    {
        if (await db.Register.AsNoTracking().FirstOrDefaultAsync(e => e.Id == id, cancellationToken) is not { } entry) return null;
        var originals = await db.Originals.AsNoTracking().Where(o => o.EntryId == id).OrderByDescending(o => o.No).ToListAsync(cancellationToken);
        // The same matter may have issued twice: a correction names the newest before it, and never itself.
        var corrected = entry.CorrectsPaper is { } paper
            ? await db.Register.AsNoTracking().Where(e => e.Incoming == entry.Incoming && e.PaperId == paper && e.Id != id && e.EnteredAt <= entry.EnteredAt).OrderByDescending(e => e.EnteredAt).FirstOrDefaultAsync(cancellationToken) : null;
        var by = await db.Register.AsNoTracking().Where(e => e.Incoming == entry.Incoming && e.CorrectsPaper == entry.PaperId && e.Id != id && e.EnteredAt >= entry.EnteredAt).OrderBy(e => e.EnteredAt).ToListAsync(cancellationToken);
        return new(entry, originals, corrected, by);
    }
}
