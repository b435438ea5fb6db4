using System.Globalization;
using System.Text.RegularExpressions;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Dialogue.Data.Numbers;

/// <summary>
/// The numbers of an organisation's documents (Nghị định 30/2020/NĐ-CP, điều 15): per year and series, from 01, in order, never used twice. Taken
/// in the transaction that issues the document, so that a number exists exactly when its document does; the row of the series is locked until
/// then. The one schema that services share (docs/adr/0011).
/// </summary>
public static partial class NumberBook
{
    public const string Schema = "numbers";

    /// <summary>The series of all documents where the head decided for a single one.</summary>
    public const string Single = "chung";

    /// <summary>Takes the next number of the kind's series, or the one that the office's own document system has given.</summary>
    /// <param name="series">Of the kind, where each type has its own; see <c>PaperKind.Series</c>.</param>
    /// <param name="symbol">What follows the slash: "KH-UBND".</param>
    /// <param name="typed">A number given elsewhere, with its symbol: "05/KH-UBND"; empty: the next one.</param>
    /// <param name="paper">Whose number it is.</param>
    /// <exception cref="RuleBrokenException"><c>number-form</c>, or <c>number-taken</c>: another document of that date or kind has it.</exception>
    /// <exception cref="InvalidOperationException">The caller has begun no transaction.</exception>
    public static async Task<TakenNumber> TakeNumber(
        this TenantDbContext db, string series, string symbol, string? typed, string kind, Guid paper, DateOnly issuedOn, CancellationToken cancellationToken = default)
    {
        if (db.Database.CurrentTransaction is not { } transaction) throw new InvalidOperationException("A number is taken in the transaction that issues the document.");
        typed = typed?.Trim() ?? "";
        var (number, suffix) = (0, "");
        if (typed.Length > 0)
        {
            if (Form().Match(typed) is not { Success: true } match) throw NumberRules.BadForm(typed);
            (number, suffix, symbol) = (int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), match.Groups[2].Value, match.Groups[3].Value);
        }
        var year = issuedOn.Year;
        await using var command = new NpgsqlCommand($"""
            with chosen as (
                insert into {Schema}.years as y (tenant_id, year, single) values ($1, $2, false)
                on conflict (tenant_id, year) do update set year = y.year returning single)
            insert into {Schema}.series as s (tenant_id, year, series, last)
            select $1, $2, case when single then $4 else $3 end, case when $5 > 0 then $5 else 1 end from chosen
            on conflict (tenant_id, year, series) do update set last = case when $5 > 0 then greatest(s.last, $5) else s.last + 1 end
            returning series, last
            """, (NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction)transaction.GetDbTransaction());
        command.Parameters.Add(new() { Value = db.Tenant.Value });
        command.Parameters.Add(new() { Value = year });
        command.Parameters.Add(new() { Value = series });
        command.Parameters.Add(new() { Value = Single });
        command.Parameters.Add(new() { Value = number });
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            series = reader.GetString(0);
            if (number == 0) number = reader.GetInt32(1);
        }
        var text = $"{number.ToString("00", CultureInfo.InvariantCulture)}{suffix}/{symbol}";
        await Enter(db, (NpgsqlTransaction)transaction.GetDbTransaction(), new(year, series, number, suffix, text), typed.Length > 0, kind, paper, issuedOn, cancellationToken);
        return new(year, series, number, suffix, text);
    }

    /// <summary>One letter may settle several matters: the same number, kind and date given by hand once more is the same letter.</summary>
    private static async Task Enter(
        TenantDbContext db, NpgsqlTransaction transaction, TakenNumber number, bool byHand, string kind, Guid paper, DateOnly issuedOn, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"""
            insert into {Schema}.taken as t (tenant_id, year, series, number, suffix, text, by_hand, kind, paper_id, issued_on, by, at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            on conflict (tenant_id, year, series, number, suffix) do update set text = t.text
                where t.by_hand and excluded.by_hand and t.text = excluded.text and t.kind = excluded.kind and t.issued_on = excluded.issued_on
            """, transaction.Connection, transaction);
        foreach (var value in new object[]
        {
            db.Tenant.Value, number.Year, number.Series, number.Number, number.Suffix, number.Text, byHand, kind, paper, issuedOn, db.Scope!.User.Name, db.Scope.Time.GetUtcNow().UtcDateTime,
        })
            command.Parameters.Add(new() { Value = value });
        if (await command.ExecuteNonQueryAsync(cancellationToken) == 0) throw NumberRules.Taken(number.Text);
    }

    /// <summary>Of which no row is ever deleted.</summary>
    internal static readonly string[] KeptForGood = ["years", "series", "taken", "gaps"];

    /// <summary>The schema's tables, made by the migrator; its walls are put up like those of any other.</summary>
    internal const string Tables = $"""
        create schema if not exists {Schema};
        create table if not exists {Schema}.years (
            tenant_id uuid not null, year int not null, single boolean not null, decided_by text, decided_at timestamptz, primary key (tenant_id, year));
        create table if not exists {Schema}.series (
            tenant_id uuid not null, year int not null, series text not null, last int not null, primary key (tenant_id, year, series));
        create table if not exists {Schema}.taken (
            tenant_id uuid not null, year int not null, series text not null, number int not null, suffix text not null, text text not null, by_hand boolean not null,
            kind text not null, paper_id uuid not null, issued_on date not null, by text not null, at timestamptz not null, primary key (tenant_id, year, series, number, suffix));
        create table if not exists {Schema}.gaps (
            tenant_id uuid not null, year int not null, series text not null, number int not null, reason text not null, by text not null, at timestamptz not null,
            primary key (tenant_id, year, series, number));
        """;

    [GeneratedRegex(@"^(\d{1,5})([a-zđ]?)/(\S{1,30})$")]
    private static partial Regex Form();
}

/// <param name="Number">From 1.</param>
/// <param name="Suffix">A letter of a number given by hand: "05a"; usually empty.</param>
/// <param name="Text">As it is written: "05/KH-UBND".</param>
public sealed record TakenNumber(int Year, string Series, int Number, string Suffix, string Text)
{
    /// <summary>Before the slash: "05".</summary>
    public string Figures => Text[..Text.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>After the slash: "KH-UBND".</summary>
    public string Symbol => Text[(Text.IndexOf('/', StringComparison.Ordinal) + 1)..];
}

/// <summary>Every "no" about numbers.</summary>
public static class NumberRules
{
    public static RuleBrokenException BadForm(string number) => new(
        "number-form", $"Số, ký hiệu “{number}” chưa đúng dạng. Hãy ghi như 05/KH-UBND, hoặc để trống để hệ thống cấp số kế tiếp.", "Number");

    public static RuleBrokenException SymbolMissing() => new(
        "number-symbol", "Hãy ghi ký hiệu theo sau dấu “/”, ví dụ KH-UBND.", "Symbol");

    public static RuleBrokenException SeriesDecided(int year) => new(
        "number-series-in-use", $"Năm {year} đã cấp số nên không đổi được cách lập sổ nữa. Hãy chọn cách lập sổ cho năm sau, trước khi cấp số đầu tiên.", "Single");

    public static RuleBrokenException NotAGap(int number) => new(
        "number-not-missing", $"Số {number:00} không bị khuyết trong sổ. Hãy tải lại trang để xem các số còn khuyết.", "Reason");

    public static RuleBrokenException Taken(string number) => new(
        "number-taken", $"Số {number} đã cấp cho văn bản khác. Hãy kiểm tra sổ văn bản đi, hoặc để trống để hệ thống cấp số kế tiếp.", "Number");
}
