namespace Dialogue.Contracts.Records;

/// <summary>
/// A document has been issued: numbered, dated, signed, frozen. Published under its organisation, for the register of outgoing documents; and
/// addressed to every organisation that receives it, for the register of incoming ones.
/// </summary>
/// <param name="PaperId">Of the matter it is about, stable: an announcement, an answer, a report.</param>
/// <param name="Kind">Key of a kind of document.</param>
/// <param name="Number">"05/KH-UBND".</param>
/// <param name="Series">Of the register: KH, TB, CV …, or the single one.</param>
/// <param name="Ordinal">Within year and series, from 1.</param>
/// <param name="Link">Page of the matter at its organisation.</param>
/// <param name="Corrects">The document that this one corrects.</param>
/// <param name="Content">The paper as data (JSON of Dialogue.Documents.Paper).</param>
/// <param name="Docx">The document as it was issued.</param>
/// <param name="Sha256">Of <paramref name="Docx"/>, in small hexadecimal letters.</param>
/// <param name="Receivers">Organisations that receive it here.</param>
public sealed record PaperIssued(
    Guid PaperId, long Version, Guid SenderId, string SenderName, string Kind, string Number, string Series, int Ordinal, DateOnly IssuedOn, string Subject, string Signer,
    string SignerTitle, string IssuedBy, string Link, Guid? Corrects, string Content, byte[] Docx, string Sha256, Guid[] Receivers);

/// <summary>The letter template that an organisation now uses for a kind of document. Published under that organisation.</summary>
/// <param name="Docx">Empty: the standard layout again.</param>
public sealed record TemplatePublished(string Kind, long Version, byte[] Docx);
