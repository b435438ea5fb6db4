namespace Dialogue.Records.Registers;

/// <summary>Attaches a scan or a digitally signed PDF to an entry; another one later needs a reason, and the earlier stays.</summary>
internal sealed class AttachOriginal(RecordsDb db, ReadSignatures signatures, CurrentUser user, TimeProvider time)
{
    /// <returns>What was attached, or null when this organisation has no such entry.</returns>
    /// <exception cref="RuleBrokenException"><c>original-reason</c>, <c>original-type</c>, or a refusal of the file.</exception>
    public async Task<SignedOriginal?> Handle(Guid id, string name, Stream content, string? reason, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Register.FirstOrDefaultAsync(e => e.Id == id, cancellationToken) is not { } entry) return null;
        var original = await Add(entry, name, content, reason, "File", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return original;
    }

    /// <summary>The same for an entry that is just being made; the caller saves and commits.</summary>
    /// <param name="field">Form field that a refusal is about.</param>
    internal async Task<SignedOriginal> Add(RegisterEntry entry, string name, Stream content, string? reason, string field, CancellationToken cancellationToken)
    {
        // The file belongs to the original, not to the entry: what was issued and what was attached are never mixed up.
        var file = await db.SaveFile(entry.Id, name, content, time.GetUtcNow(), field, cancellationToken);
        if (file.ContentType is not ("application/pdf" or "image/png" or "image/jpeg")) throw RecordsRules.OriginalType(field);
        var found = file.ContentType == "application/pdf" ? await signatures.Of(file.Id, cancellationToken) : null;
        var original = entry.Attach(file, reason, found, user.Name, time.GetUtcNow());
        db.Originals.Add(original);
        return original;
    }
}
