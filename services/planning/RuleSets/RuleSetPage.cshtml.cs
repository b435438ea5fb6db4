using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Dialogue.Exchange;
using Dialogue.Hosting.Authentication;
using Dialogue.Kernel;
using Dialogue.Planning.RuleSets.Model;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Planning.RuleSets;

/// <summary>The terms of an organisation for a year in plain words, each with the text it comes from; one rule at a time is changed.</summary>
[RequireMember]
public sealed class RuleSetPageModel(PlanningDb db, EditRuleSet edit, LegalClock clock, CurrentUser user, CurrentTenant tenant) : PageModel, IFormPage
{
    public sealed class Form
    {
        public string Key { get; set; } = "";

        public int Version { get; set; }

        /// <summary>A number, a date or one word; empty for no value.</summary>
        [Display(Name = "Giá trị"), StringLength(100)]
        public string? Value { get; set; }

        /// <summary>Several words, or organisations.</summary>
        [Display(Name = "Giá trị")]
        public List<string> Values { get; set; } = [];

        [Display(Name = "Lời văn của quy định"), Required, StringLength(1000)]
        public string? Text { get; set; }

        [Display(Name = "Nguồn"), StringLength(300)]
        public string? Source { get; set; }

        [Display(Name = "Suy ra: kế hoạch không nói rõ điều này")]
        public bool Inferred { get; set; }

        [Display(Name = "Lý do thay đổi"), StringLength(500)]
        public string? Note { get; set; }
    }

    /// <param name="Version">1 for the set that the installation started with.</param>
    internal sealed record Change(int Version, DateOnly? Day, string By, string Note);

    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    /// <summary>The rule whose form is open.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Sua { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();

    public int Shown => Year ?? clock.Today.Year;

    internal Rules Rules { get; private set; } = null!;

    internal IReadOnlyList<Change> History { get; private set; } = [];

    public IReadOnlyDictionary<string, string> Organisations { get; private set; } = new Dictionary<string, string>();

    internal RuleWords.Meaning? Open => Sua is null || !MayEdit ? null : RuleWords.Of(Sua);

    public bool MayEdit => user.Has(tenant.Id, Role.TenantAdministrator, Role.Leader) && tenant.Can(Capability.HoldsDialogues);

    /// <summary>Words that can be chosen for the open rule; empty for a number or a date.</summary>
    internal IReadOnlyList<SelectListItem> Choices => Open is not { } open ? [] : open.Kind == RuleWords.Kind.Organisations
        ? [.. Organisations.Select(o => new SelectListItem(o.Value, o.Key))]
        : [.. RuleWords.Choices(open.Key).Select(w => new SelectListItem(RuleWords.Words[w], w))];

    public async Task<IActionResult?> Load(CancellationToken cancellationToken)
    {
        if (Shown is < 2020 or > 2100) return NotFound();
        Rules = await Rules.Effective(db, Shown, cancellationToken);
        var history = await db.RuleSetVersions.AsNoTracking().Where(s => s.Year == Shown).OrderByDescending(s => s.Version).ToListAsync(cancellationToken);
        History = [.. history.Select(s => new Change(s.Version, s.Day, s.By, s.Note)), .. RuleSetFile.Of(tenant.Slug).ContainsKey(Shown) ? [new Change(1, null, "", "Theo kế hoạch của đơn vị")] : Array.Empty<Change>()];
        Organisations = (await db.Organisations.AsNoTracking().Where(o => o.Active && o.Kind != "commune").ToListAsync(cancellationToken))
            .Where(o => o.Capabilities.Contains(Capability.ReceivesReports) || o.Capabilities.Contains(Capability.RoutesCases)).OrderBy(o => o.Name).ToDictionary(o => o.Slug, o => o.Name);
        Input.Version = Rules.Set.Version;
        return null;
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await Load(cancellationToken) is { } other) return other;
        if (Request.WantedFile() is { } wanted)
            return wanted.Of(HttpContext, $"quy-dinh-{Shown}", new Sheet<Rule>($"Quy định {Shown}")
                .Text("Nhóm", r => RuleWords.Of(r.Key)?.Group, 24).Text("Quy định", r => RuleWords.Of(r.Key)?.Label ?? r.Key, 44).Text("Giá trị", r => RuleWords.Say(r, Organisations), 36)
                .Text("Lời văn", r => r.Text, 60).Text("Nguồn", r => r.Source, 40).Flag("Suy ra", r => r.Inferred), Rules.Set.Rules);
        if (Open is not { } open) return Page();
        var rule = Rules.Set[open.Key];
        Input = new() { Key = open.Key, Version = Rules.Set.Version, Value = rule.Value, Values = [.. rule.Words], Text = rule.Text, Source = rule.Source, Inferred = rule.Inferred };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!MayEdit) return StatusCode(403);
        if (RuleWords.Of(Input.Key) is not { } meaning) return NotFound();
        Sua = Input.Key;
        var value = meaning.Kind switch
        {
            RuleWords.Kind.Words or RuleWords.Kind.Organisations => string.Join(',', Input.Values),
            RuleWords.Kind.Date when DateOnly.TryParseExact(Input.Value, ["d/M/yyyy", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => Input.Value?.Trim(),
        };
        var changed = new Rule(meaning.Key, string.IsNullOrEmpty(value) ? null : value, Input.Text!.Trim(), Input.Source?.Trim() ?? "", Input.Inferred);
        var now = await Rules.Effective(db, Shown, cancellationToken);
        try
        {
            await edit.Handle(Shown, Input.Version, [.. now.Set.Rules.Where(r => r.Key != meaning.Key), changed], Input.Note?.Trim() ?? $"Sửa “{meaning.Label}”", cancellationToken);
        }
        catch (RuleSetRefusedException e)
        {
            throw new RuleBrokenException("rule-set-refused", string.Join(' ', e.Faults.Select(f => f.Sentence)), meaning.Kind is RuleWords.Kind.Words or RuleWords.Kind.Organisations ? "Input.Values" : "Input.Value");
        }
        this.SayDone($"Đã sửa “{meaning.Label}”. Các thời hạn tính từ nay dùng quy định mới.");
        return Redirect($"/{tenant.Slug}/can-bo/quy-dinh/{Shown}");
    }
}
