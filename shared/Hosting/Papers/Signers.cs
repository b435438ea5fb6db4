using System.Globalization;
using System.Text.Json;
using Dialogue.Data;
using Dialogue.Documents;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Hosting.Papers;

/// <summary>Who signs a paper.</summary>
/// <param name="Name">Without academic titles; empty leaves room to sign.</param>
/// <param name="Title">"Chủ tịch", "Phó Chủ tịch", "Giám đốc", "Chánh Văn phòng" …</param>
public sealed record Signer(string Name, string Title)
{
    private static readonly CultureInfo Vietnamese = new("vi-VN");
    private static readonly string[] Posts = ["Chủ tịch", "Phó Chủ tịch", "KT.", "TM.", "Q.", "TL.", "TUQ.", "Giám đốc", "Phó Giám đốc", "Trưởng ", "Chánh ", "Lãnh đạo"];

    /// <summary>One text, as it used to be kept: a name, or only a title ("Chủ tịch UBND").</summary>
    /// <param name="otherwise">The title when the text is a name.</param>
    public static Signer Read(string text, string? title, string otherwise)
    {
        text = text.Trim();
        if (!string.IsNullOrWhiteSpace(title)) return new(IsTitle(text) ? "" : text, title.Trim());
        return IsTitle(text) ? new("", text) : new(text, otherwise);
    }

    /// <summary>The block at the end of a paper. Who is neither head nor deputy signs by the head's order: "TL. CHỦ TỊCH".</summary>
    public Signature On(Letterhead head)
    {
        var capitals = Title.Trim().ToUpper(Vietnamese);
        var deputy = capitals.StartsWith("PHÓ ", StringComparison.Ordinal);
        var post = deputy ? capitals["PHÓ ".Length..] : capitals;
        var byOrder = Titles.IsCommittee(head) ? post.Length > 0 && !post.StartsWith("CHỦ TỊCH", StringComparison.Ordinal)
            : post.StartsWith("CHÁNH ", StringComparison.Ordinal) || post.StartsWith("TRƯỞNG PHÒNG", StringComparison.Ordinal);
        if (!byOrder) return head.Sign(Title, Name);
        var order = Titles.IsCommittee(head) ? "TL. CHỦ TỊCH" : "TL. GIÁM ĐỐC";
        return new(deputy ? [order, $"KT. {post}", capitals] : [order, capitals], Name);
    }

    private static bool IsTitle(string text) => Posts.Any(t => text.StartsWith(t, StringComparison.OrdinalIgnoreCase)) && !text.Any(char.IsAsciiDigit);
}

/// <summary>The titles that forms offer; any other may be typed into the document itself.</summary>
public static class Titles
{
    private static readonly string[] Committee = ["Chủ tịch", "Phó Chủ tịch", "Chánh Văn phòng", "Phó Chánh Văn phòng", "Trưởng phòng Kinh tế"];
    private static readonly string[] Department =
        ["Giám đốc", "Phó Giám đốc", "Trưởng ban", "Phó Trưởng ban", "Chi cục trưởng", "Phó Chi cục trưởng", "Trưởng Thuế thành phố", "Phó Trưởng Thuế thành phố", "Chánh Văn phòng"];

    /// <param name="organisation">With its kind: "Xã Đại Sơn", "Sở Xây dựng".</param>
    public static IReadOnlyList<string> Of(string organisation) => IsCommittee(organisation) ? Committee : Department;

    internal static bool IsCommittee(Letterhead head) => head.Issuer.Lines[0] == "ỦY BAN NHÂN DÂN";

    internal static bool IsCommittee(string organisation) => Issuer.Of(organisation).Lines[0] == "ỦY BAN NHÂN DÂN";
}

/// <summary>
/// Who signs what this person issues: as the form says, else as the last time, else the leader who is signed in. What was said last stands in
/// the history under the person's id. Scoped.
/// </summary>
public sealed class Signers(CurrentTenant tenant, CurrentUser user, LegalClock clock, TimeProvider time)
{
    private const string Subject = "Signer";

    /// <summary>What a form begins with. A leader signs with the own name.</summary>
    public async Task<Signer> Last(TenantDbContext db, CancellationToken cancellationToken = default)
    {
        var leader = user.Has(tenant.Id, Role.Leader, Role.DepartmentLeader);
        var changes = user.Id is { } id
            ? await db.History.AsNoTracking().Where(h => h.SubjectId == id && h.Subject == Subject).OrderByDescending(h => h.Id).Select(h => h.Changes).FirstOrDefaultAsync(cancellationToken) : null;
        var last = changes is null ? null : JsonSerializer.Deserialize<Dictionary<string, string[]>>(changes);
        return new(leader ? user.Name : last?[nameof(Signer.Name)][1] ?? "", last?[nameof(Signer.Title)][1] ?? Titles.Of(tenant.Name)[0]);
    }

    /// <summary>Who signs now; what differs from the last time is remembered, with what the caller saves.</summary>
    /// <param name="name">As the form says; null or empty: as the last time.</param>
    public async Task<Signer> Choose(TenantDbContext db, string? name, string? title, CancellationToken cancellationToken = default)
    {
        var last = await Last(db, cancellationToken);
        var chosen = new Signer(string.IsNullOrWhiteSpace(name) ? last.Name : name.Trim(), string.IsNullOrWhiteSpace(title) ? last.Title : title.Trim());
        if (user.Id is { } id && chosen != last)
            db.History.Add(new() { At = time.GetUtcNow(), Day = clock.Today, UserId = id, UserName = user.Name, Subject = Subject, SubjectId = id, Action = "Modified", Changes = Changed(last, chosen) });
        return chosen;
    }

    private static string Changed(Signer before, Signer after) => JsonSerializer.Serialize(new Dictionary<string, string[]>
    {
        [nameof(Signer.Name)] = [before.Name, after.Name], [nameof(Signer.Title)] = [before.Title, after.Title],
    });
}
