using System.Text.RegularExpressions;

namespace Dialogue.Petitions;

/// <summary>
/// A petition as the public and the rest of the system may see it. What the form knows to be personal (the representative, phone, e-mail, tax
/// code, and without consent the unit's name and address) is taken out of every text, and so is whatever looks like a phone or an e-mail.
/// </summary>
public static partial class PublicWords
{
    private const string Hidden = "[đã ẩn]";

    public static string PublicName(this Petition petition) => petition.PublishName ? petition.BusinessName : petition.BusinessKind switch
    {
        BusinessKind.Enterprise => "Một doanh nghiệp",
        BusinessKind.Cooperative => "Một hợp tác xã",
        _ => "Một hộ kinh doanh",
    };

    /// <summary>Only of who agreed to be named; a household lives where it trades, so its address stays here.</summary>
    public static string PublicAddress(this Petition petition) => petition.PublishName && petition.BusinessKind != BusinessKind.Household ? petition.BusinessAddress : "";

    public static string PublicText(this Petition petition) => petition.Cleared(petition.Text);

    public static string PublicTitle(this Petition petition) => petition.Cleared(petition.Title);

    public static string Cleared(this Petition petition, string text)
    {
        if (text.Length == 0) return text;
        text = Hide(text, petition.RepresentativeName);
        text = Hide(text, petition.TaxCode);
        if (!petition.PublishName)
        {
            text = Hide(text, petition.BusinessName);
            text = Hide(text, petition.BusinessAddress);
        }
        return PhoneOrMail().Replace(text, Hidden);
    }

    /// <summary>Without tax code, phone and e-mail, names as they are: for papers whose reader knows who asks.</summary>
    public static string WithoutContact(this Petition petition, string text) => PhoneOrMail().Replace(Hide(text, petition.TaxCode), Hidden);

    private static string Hide(string text, string secret) =>
        secret.Length < 4 ? text : text.Replace(secret, Hidden, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"(?<!\d)(\+?84|0)([ .\-]?\d){8,10}(?!\d)|[\w.+\-]+@[\w\-]+(\.[\w\-]+)+")]
    private static partial Regex PhoneOrMail();
}
