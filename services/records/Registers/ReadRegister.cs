using System.Globalization;

namespace Dialogue.Records.Registers;

/// <summary>A line of a register as lists show it.</summary>
internal sealed record RegisterRow(
    Guid Id, bool Incoming, bool ByHand, string Number, int Ordinal, string Series, string Kind, string TypeName, string Subject, string SenderName, DateOnly IssuedOn, DateOnly EnteredOn, DateOnly Day,
    string Signer, string Receivers, string KeptBy, string PassedTo, DateOnly? PassedOn, string Remark, bool HasFile, int Originals, bool Corrects);

/// <summary>The key after which a page starts. Newest day first.</summary>
internal readonly record struct RegisterKey(DateOnly Day, Guid Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Day:yyyyMMdd}-{Id:N}");

    /// <returns>The key, or one before all rows when the text is none.</returns>
    public static RegisterKey Parse(string? text) =>
        text is { Length: 41 } && DateOnly.TryParseExact(text[..8], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && Guid.TryParseExact(text[9..], "N", out var id) ? new(day, id) : new(DateOnly.MaxValue, Guid.AllBitsSet);
}

/// <summary>The filters of a register as they stand in the address.</summary>
internal sealed class RegisterFilter
{
    public int? Nam { get; set; }
    public string? So { get; set; }

    /// <summary>Abbreviation of a type of document.</summary>
    public string? Loai { get; set; }
    public DateOnly? Tu { get; set; }
    public DateOnly? Den { get; set; }

    /// <summary>Words of number, subject, signer, sender or receiver, with or without diacritics; all must be there.</summary>
    public string? Tim { get; set; }

    /// <summary><c>chua</c>: outgoing ones without a signed original.</summary>
    public string? BanKy { get; set; }

    public bool IsEmpty => Nam is null && string.IsNullOrEmpty(So) && string.IsNullOrEmpty(Loai) && Tu is null && Den is null && string.IsNullOrWhiteSpace(Tim) && string.IsNullOrEmpty(BanKy);

    // A register is one organisation's and small: the words are looked for in its own rows, which the index by organisation finds.
    public IQueryable<RegisterEntry> Of(IQueryable<RegisterEntry> register)
    {
        if (Nam is { } year) register = register.Where(e => e.Year == year);
        if (!string.IsNullOrEmpty(So)) register = register.Where(e => e.Series == So);
        if (!string.IsNullOrEmpty(Loai))
        {
            var name = RecordsWords.Types.GetValueOrDefault(Loai, Loai);
            register = register.Where(e => e.TypeName == name);
        }
        if (Tu is { } from) register = register.Where(e => e.Day >= from);
        if (Den is { } to) register = register.Where(e => e.Day <= to);
        if (BanKy == "chua") register = register.Where(e => e.Originals == 0);
        foreach (var word in Folded.Of(Tim ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(8))
            register = register.Where(e => e.SearchText.Contains(word));
        return register;
    }
}

/// <summary>Reads one of the two registers by filters, a page at a time or whole.</summary>
internal sealed class ReadRegister(RecordsDb db)
{
    /// <param name="Next">Key of the next page; null on the last.</param>
    public sealed record Page(IReadOnlyList<RegisterRow> Items, string? Next);

    public async Task<Page> Handle(bool incoming, RegisterFilter filter, string? after, int take, CancellationToken cancellationToken)
    {
        var key = RegisterKey.Parse(after);
        var rows = await Rows(filter.Of(Of(incoming)).Where(e => EF.Functions.LessThan(ValueTuple.Create(e.Day, e.Id), ValueTuple.Create(key.Day, key.Id)))
            .OrderByDescending(e => e.Day).ThenByDescending(e => e.Id).Take(take + 1)).ToListAsync(cancellationToken);
        if (rows.Count <= take) return new(rows, null);
        rows.RemoveAt(take);
        return new(rows, new RegisterKey(rows[^1].Day, rows[^1].Id).ToString());
    }

    /// <summary>In the order in which a register is written: the oldest first.</summary>
    public IAsyncEnumerable<RegisterRow> Whole(bool incoming, RegisterFilter filter) => (incoming
        ? Rows(filter.Of(Of(true)).OrderBy(e => e.Year).ThenBy(e => e.Ordinal))
        : Rows(filter.Of(Of(false)).OrderBy(e => e.Year).ThenBy(e => e.Series).ThenBy(e => e.Ordinal).ThenBy(e => e.Id))).AsAsyncEnumerable();

    public Task<int> Count(bool incoming, RegisterFilter filter, CancellationToken cancellationToken) => filter.Of(Of(incoming)).CountAsync(cancellationToken);

    public Task<List<int>> Years(bool incoming, CancellationToken cancellationToken) =>
        Of(incoming).Select(e => e.Year).Distinct().OrderByDescending(y => y).ToListAsync(cancellationToken);

    public Task<List<string>> Series(CancellationToken cancellationToken) => Of(false).Select(e => e.Series).Distinct().OrderBy(s => s).ToListAsync(cancellationToken);

    private IQueryable<RegisterEntry> Of(bool incoming) => db.Register.AsNoTracking().Where(e => e.Incoming == incoming);

    private static IQueryable<RegisterRow> Rows(IQueryable<RegisterEntry> register) => register.Select(e => new RegisterRow(
        e.Id, e.Incoming, e.ByHand, e.Number, e.Ordinal, e.Series, e.Kind, e.TypeName, e.Subject, e.SenderName, e.IssuedOn, e.EnteredOn, e.Day, e.Signer, e.Receivers, e.KeptBy, e.PassedTo, e.PassedOn,
        e.Remark, e.FileId != null, e.Originals, e.CorrectsPaper != null));
}
