using System.ComponentModel.DataAnnotations;
using Dialogue.Kernel;
using Dialogue.Notifications.Events;
using Dialogue.Notifications.Model;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dialogue.Notifications.Texts;

/// <summary>The words of an event as this organisation now says them.</summary>
/// <param name="Version">0: the standard text.</param>
internal sealed record Words(string Subject, string Body, string Short, int Version)
{
    /// <summary>A message with its places filled.</summary>
    public (string Subject, string Body, string Short) Fill(IReadOnlyDictionary<string, string> values) =>
        (Template.Line(Template.Fill(Subject, values)), Template.Fill(Body, values), Template.Line(Template.Fill(Short, values)));
}

/// <summary>An organisation's own words for an event: read, write a new version, go back to the standard.</summary>
internal sealed class EditText(NotificationsDb db, CurrentUser user, TimeProvider time)
{
    public sealed class Request
    {
        [Required(ErrorMessage = "Hãy nhập tiêu đề."), StringLength(200, ErrorMessage = "Tiêu đề dài quá 200 ký tự. Hãy viết ngắn lại.")]
        public string Subject { get; set; } = "";

        [Required(ErrorMessage = "Hãy nhập nội dung."), StringLength(4000, ErrorMessage = "Nội dung dài quá 4.000 ký tự. Hãy viết ngắn lại.")]
        public string Body { get; set; } = "";

        /// <summary>For SMS and Zalo; empty where the event has none.</summary>
        [StringLength(300, ErrorMessage = "Tin ngắn dài quá 300 ký tự. Hãy viết ngắn lại.")]
        public string? Short { get; set; }

        /// <summary>The version that was changed.</summary>
        public int? Version { get; set; }
    }

    public async Task<Words> Read(EventKind kind, CancellationToken cancellationToken)
    {
        var own = await db.MessageTexts.AsNoTracking().Where(t => t.Event == kind.Key).OrderByDescending(t => t.Version).FirstOrDefaultAsync(cancellationToken);
        return own is null || own.Standard ? new(kind.Subject, kind.Body, kind.Short, own?.Version ?? 0) : new(own.Subject, own.Body, own.Short, own.Version);
    }

    /// <exception cref="RuleBrokenException">A placeholder is unknown or missing, or somebody else has changed the text.</exception>
    public static Words Check(EventKind kind, Request request)
    {
        var body = request.Body.ReplaceLineEndings("\n").Trim();
        var line = request.Short?.Trim() is { Length: > 0 } given ? given : kind.Short;
        Template.Check(request.Subject, kind, nameof(Request.Subject));
        Template.Check(body, kind, nameof(Request.Body));
        Template.CheckComplete(body, kind, nameof(Request.Body));
        Template.Check(line, kind, nameof(Request.Short));
        return new(Template.Line(request.Subject), body, line, 0);
    }

    /// <inheritdoc cref="Check"/>
    public async Task<int> Save(EventKind kind, Request request, CancellationToken cancellationToken)
    {
        var words = Check(kind, request);
        return await Add(kind, request.Version, v => new() { Event = kind.Key, Version = v, Subject = words.Subject, Body = words.Body, Short = words.Short, At = time.GetUtcNow(), By = user.Name }, cancellationToken);
    }

    public Task<int> Reset(EventKind kind, CancellationToken cancellationToken) =>
        Add(kind, null, v => new() { Event = kind.Key, Version = v, Standard = true, At = time.GetUtcNow(), By = user.Name }, cancellationToken);

    private async Task<int> Add(EventKind kind, int? seen, Func<int, MessageText> make, CancellationToken cancellationToken)
    {
        var newest = await db.MessageTexts.Where(t => t.Event == kind.Key).MaxAsync(t => (int?)t.Version, cancellationToken) ?? 0;
        if (seen is { } based && based != newest) throw MessageRules.TextChanged();
        db.MessageTexts.Add(make(newest + 1));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw MessageRules.TextChanged();
        }
        return newest + 1;
    }
}
