namespace Dialogue.Records.Registers;

/// <summary>Reads the digital signatures of a stored PDF: who, when, what they cover and whether it is unchanged. Whether a certificate is to be trusted is not looked at.</summary>
internal sealed class ReadSignatures(RecordsDb db)
{
    public async Task<IReadOnlyList<FoundSignature>> Of(Guid file, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await db.CopyFile(file, bytes, cancellationToken);
        return [.. SignedPdf.Signatures(bytes.ToArray()).Select(s => new FoundSignature(s.Signer, s.Organisation, s.IssuedBy, s.SignedAt, s.TimeStamped, s.CoversWholeFile, s.Intact))];
    }
}
