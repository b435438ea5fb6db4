using System.Text.RegularExpressions;

namespace Dialogue.Hosting.Telemetry;

/// <summary>
/// What may be said of an error in a log, a trace or on the administrator's page. The words of an exception repeat what people have typed, and
/// they do so in quotation marks; those, and whatever looks like an address, a number of a person or a token, are left out.
/// </summary>
public static partial class Words
{
    /// <summary>First line of the text, at most 300 characters, with nothing in it that may be of a person.</summary>
    public static string Of(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var line = Private().Replace(end < 0 ? text : text[..end], "…");
        return line.Length <= 300 ? line : line[..300] + "…";
    }

    /// <summary>"Npgsql.PostgresException: 23505: duplicate key … ◂ …": kinds and words of an exception and of what caused it.</summary>
    public static string Of(Exception exception)
    {
        var line = $"{exception.GetType().FullName}: {Of(exception.Message)}";
        return exception.InnerException is { } cause ? $"{line} ◂ {Of(cause)}" : line;
    }

    /// <summary>A statement without the values that stand in it.</summary>
    public static string OfSql(string sql) => Literal().Replace(sql, "?");

    [GeneratedRegex("""
        '[^']*' | "[^"]*" | “[^”]*” | «[^»]*» | ‘[^’]*’        # in quotation marks
        | \([^()]*\)=\([^()]*\)                                # PostgreSQL's "Key (email)=(…)"
        | [^\s@<>()]+@[^\s@<>()]+                              # e-mail
        | \beyJ[\w-]+(\.[\w-]+)*                               # token
        | \b(?=[\w-]*\d)[\w-]{32,}                             # other secrets
        | \+?\d(?:[\s.-]?\d){7,}                               # telephone, tax code, identity card
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Private();

    [GeneratedRegex(@"'(?:[^']|'')*'")]
    private static partial Regex Literal();
}
