using System.ComponentModel.DataAnnotations.Schema;
using System.Text.Json;
using Dialogue.Data.Messaging;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dialogue.Records.Model;

/// <summary>
/// A line of the register of outgoing or of incoming documents. What it says is frozen, and PostgreSQL
/// refuses to change or delete it: only the signed original, the office it is passed on to and a remark are added later. A line that was
/// written by hand may hold a slip of the pen: that can be corrected, except for the numbers that this register gave.
/// </summary>
public sealed class RegisterEntry : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public TenantId TenantId { get; private set; }
    public bool Incoming { get; init; }

    /// <summary>Entered by hand: a paper that came in by post, or one that was issued outside of this product.</summary>
    public bool ByHand { get; init; }

    /// <summary>Of the matter it is about, in the service that issued it; of one entered by hand its own id.</summary>
    public Guid PaperId { get; init; }

    /// <summary>The organisation that issued it; null for one that is no organisation here.</summary>
    public Guid? SenderId { get; init; }
    public string SenderName { get; internal set; } = "";

    /// <summary>Key of a kind of document; empty for one entered by hand.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Name of its type as the register writes it: "Kế hoạch", "Công văn".</summary>
    public string TypeName { get; internal set; } = "";
    public int Year { get; init; }

    /// <summary>Outgoing: the number series. Incoming: empty.</summary>
    public string Series { get; init; } = "";

    /// <summary>Outgoing: the number within the series. Incoming: the running number of arrival.</summary>
    public int Ordinal { get; init; }

    /// <summary>"05/KH-UBND".</summary>
    public string Number { get; internal set; } = "";
    public DateOnly IssuedOn { get; internal set; }

    /// <summary>The legal day on which it was entered; of an incoming one the day of arrival.</summary>
    public DateOnly EnteredOn { get; init; }

    /// <summary>When the entry was made.</summary>
    public DateTimeOffset EnteredAt { get; init; }

    /// <summary>The day by which the register is in order: of issue, or of arrival.</summary>
    public DateOnly Day { get; private set; }
    public string Subject { get; internal set; } = "";
    public string Signer { get; internal set; } = "";
    public string SignerTitle { get; internal set; } = "";

    /// <summary>Who pressed the button, or wrote the line by hand.</summary>
    public string IssuedBy { get; init; } = "";

    /// <summary>Who receives it.</summary>
    public string Receivers { get; internal set; } = "";

    /// <summary>Who keeps a copy: "VT, KT".</summary>
    public string KeptBy { get; internal set; } = "";

    /// <summary>Page of the matter; empty for a paper entered by hand and for an incoming one.</summary>
    public string Link { get; init; } = "";

    /// <summary>The matter whose document this one corrects: a <see cref="PaperId"/>.</summary>
    public Guid? CorrectsPaper { get; init; }

    /// <summary>The paper as data (JSON of Dialogue.Documents.Paper); null for one entered by hand.</summary>
    public string? Content { get; init; }

    /// <summary>The document as it was issued, in this service's files.</summary>
    public Guid? FileId { get; init; }

    /// <summary>Of that file; it never changes again.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Number, subject, people and places, folded, for searching.</summary>
    public string SearchText { get; private set; } = "";

    /// <summary>How many times a signed original was attached; the last one counts.</summary>
    public int Originals { get; private set; }

    /// <summary>The office or person that an incoming document was passed on to.</summary>
    public string PassedTo { get; private set; } = "";
    public DateOnly? PassedOn { get; private set; }
    public string Remark { get; private set; } = "";
    public uint RowVersion { get; private set; }

    /// <summary>Null when there is none, or when it is of a form that is no longer read.</summary>
    [NotMapped]
    public Paper? Paper => field ??= Read(Content);

    /// <summary>Computes what follows from the facts: the day of order and the text that is searched. Called when the entry is made or corrected.</summary>
    public RegisterEntry InOrder()
    {
        Day = Incoming ? EnteredOn : IssuedOn;
        var text = Folded.Of($"{Number} {TypeName} {Subject} {SenderName} {Signer} {Receivers}");
        SearchText = text.Length <= 4000 ? text : text[..4000];
        return this;
    }

    /// <summary>Adds a scan or a digitally signed PDF. The one before stays in the history.</summary>
    /// <exception cref="RuleBrokenException"><c>original-reason</c>: it replaces another one and nobody says why.</exception>
    public SignedOriginal Attach(StoredFile file, string? reason, IReadOnlyList<FoundSignature>? signatures, string by, DateTimeOffset at)
    {
        if (Originals > 0 && string.IsNullOrWhiteSpace(reason)) throw RecordsRules.OriginalReason();
        Originals++;
        return new()
        {
            EntryId = Id, No = Originals, FileId = file.Id, FileName = file.Name, ContentType = file.ContentType, Size = file.Size, Sha256 = file.Sha256, Reason = reason?.Trim() ?? "",
            Signatures = signatures is null ? null : [.. signatures], By = by, At = at,
        };
    }

    /// <summary>Corrects what was written by hand. What is null stays; numbers given by this register always stay.</summary>
    /// <exception cref="RuleBrokenException"><c>entry-issued</c>: it was issued in this product, and is corrected by a document that names it.</exception>
    public void Correct(EntryFacts facts)
    {
        if (!ByHand) throw RecordsRules.EntryIssued();
        if (Incoming)
        {
            if (facts.IssuedOn > EnteredOn) throw RecordsRules.IssuedAfterArrival(EnteredOn);
            (SenderName, TypeName, Number) = (facts.Sender ?? SenderName, facts.TypeName ?? TypeName, facts.Number ?? Number);
        }
        else
        {
            // The number was given in the order of that year's days.
            if (facts.IssuedOn.Year != Year) throw RecordsRules.OtherYear(Year);
            (SignerTitle, Receivers, KeptBy) = (facts.SignerTitle, facts.Receivers ?? Receivers, facts.KeptBy ?? KeptBy);
        }
        (IssuedOn, Subject, Signer) = (facts.IssuedOn, facts.Subject, facts.Signer);
        InOrder();
    }

    /// <exception cref="RuleBrokenException"><c>not-incoming</c> or <c>passed-before-arrival</c>.</exception>
    public void PassTo(string whom, DateOnly on)
    {
        if (!Incoming) throw RecordsRules.NotIncoming();
        if (on < EnteredOn) throw RecordsRules.PassedBeforeArrival(EnteredOn);
        (PassedTo, PassedOn) = (whom, on);
    }

    public void Note(string remark) => Remark = remark;

    private static Paper? Read(string? content)
    {
        if (content is null) return null;
        try { return JsonSerializer.Deserialize<Paper>(content, MessageDirectory.Json); }
        catch (JsonException) { return null; }
    }
}

/// <summary>What of a line that was written by hand can be corrected.</summary>
/// <param name="Sender">Incoming only, as are type and number; null: stays.</param>
/// <param name="SignerTitle">Outgoing only, as are receivers and keeper.</param>
public sealed record EntryFacts(
    DateOnly IssuedOn, string Subject, string Signer, string? Sender = null, string? TypeName = null, string? Number = null, string SignerTitle = "", string? Receivers = null, string? KeptBy = null);

/// <summary>A file that was attached as the signed original of a document. Never changed, never deleted; the last one of its entry counts.</summary>
public sealed class SignedOriginal : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public TenantId TenantId { get; private set; }
    public Guid EntryId { get; init; }

    /// <summary>From 1, in the order in which they were attached.</summary>
    public int No { get; init; }
    public Guid FileId { get; init; }
    public string FileName { get; init; } = "";
    public string ContentType { get; init; } = "";
    public long Size { get; init; }
    public string Sha256 { get; init; } = "";

    /// <summary>Why it replaces the one before; empty for the first.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Digital signatures that were found in it when it was attached; null: it is no PDF.</summary>
    public List<FoundSignature>? Signatures { get; init; }
    public string By { get; init; } = "";
    public DateTimeOffset At { get; init; }
}

/// <summary>A digital signature as it stands in a PDF. What is not here was not checked: above all whether the certificate is trusted and was valid.</summary>
/// <param name="Signer">As the certificate names its holder; empty when it names none.</param>
/// <param name="Organisation">Of the certificate; may be empty.</param>
/// <param name="Issuer">Who issued the certificate, by its own words.</param>
/// <param name="At">As the signature says, or null.</param>
/// <param name="TimeStamped">The time is an authority's, not the signer's own clock's.</param>
/// <param name="WholeFile">Covers the file to its end: nothing was added after it.</param>
/// <param name="Intact">The bytes that it covers are those that were signed, and the signature fits its certificate.</param>
public sealed record FoundSignature(string Signer, string Organisation, string Issuer, DateTimeOffset? At, bool TimeStamped, bool WholeFile, bool Intact);

internal sealed class RegisterEntryConfiguration : IEntityTypeConfiguration<RegisterEntry>
{
    public void Configure(EntityTypeBuilder<RegisterEntry> entry)
    {
        entry.ToTable("register");
        entry.Property(e => e.Id).ValueGeneratedNever();
        entry.Property(e => e.RowVersion).IsRowVersion();
        entry.Property(e => e.SenderName).HasMaxLength(300);
        entry.Property(e => e.Kind).HasMaxLength(40);
        entry.Property(e => e.TypeName).HasMaxLength(80);
        entry.Property(e => e.Series).HasMaxLength(20);
        entry.Property(e => e.Number).HasMaxLength(60);
        entry.Property(e => e.Subject).HasMaxLength(600);
        entry.Property(e => e.Signer).HasMaxLength(200);
        entry.Property(e => e.SignerTitle).HasMaxLength(200);
        entry.Property(e => e.IssuedBy).HasMaxLength(200);
        entry.Property(e => e.Receivers).HasMaxLength(2000);
        entry.Property(e => e.KeptBy).HasMaxLength(200);
        entry.Property(e => e.Link).HasMaxLength(300);
        entry.Property(e => e.Content).HasColumnType("jsonb");
        entry.Property(e => e.Sha256).HasMaxLength(64);
        entry.Property(e => e.SearchText).HasMaxLength(4000);
        entry.Property(e => e.PassedTo).HasMaxLength(200);
        entry.Property(e => e.Remark).HasMaxLength(500);
        entry.HasIndex(e => new { e.TenantId, e.Incoming, e.Day, e.Id });
        entry.HasIndex(e => new { e.TenantId, e.Incoming, e.Year, e.Series, e.Ordinal });
        entry.HasIndex(e => new { e.TenantId, e.Incoming, e.PaperId, e.Number }).IsUnique();
        // Two documents that arrive at the same moment never get the same number of arrival.
        entry.HasIndex(e => new { e.TenantId, e.Year, e.Ordinal }).IsUnique().HasFilter("incoming").HasDatabaseName("ix_register_arrival");
    }
}

internal sealed class SignedOriginalConfiguration : IEntityTypeConfiguration<SignedOriginal>
{
    public void Configure(EntityTypeBuilder<SignedOriginal> original)
    {
        original.ToTable("signed_originals");
        original.Property(o => o.FileName).HasMaxLength(200);
        original.Property(o => o.ContentType).HasMaxLength(120);
        original.Property(o => o.Sha256).HasMaxLength(64);
        original.Property(o => o.Reason).HasMaxLength(500);
        original.Property(o => o.By).HasMaxLength(200);
        original.Property(o => o.Signatures).HasColumnType("jsonb").HasConversion(new JsonConverter<List<FoundSignature>?>(), new Microsoft.EntityFrameworkCore.ChangeTracking.ValueComparer<List<FoundSignature>?>(
            (a, b) => a == null ? b == null : b != null && a.SequenceEqual(b), list => list == null ? 0 : list.Count, list => list == null ? null : list.ToList()));
        original.HasIndex(o => new { o.TenantId, o.EntryId, o.No }).IsUnique();
    }
}
