using System.ComponentModel.DataAnnotations;

namespace Dialogue.Notifications;

/// <summary>Where messages to people leave the installation. Bound from <c>Messages</c> and checked when the process starts.</summary>
public sealed class MessagesOptions : IValidatableObject
{
    /// <summary>The city's mail server; empty: e-mail goes to <see cref="Files"/>, or nowhere.</summary>
    public string SmtpHost { get; set; } = "";

    [Range(1, 65535)]
    public int SmtpPort { get; set; } = 587;

    /// <summary>Empty: the server takes mail without a sign-in.</summary>
    public string SmtpUser { get; set; } = "";
    public string SmtpPassword { get; set; } = "";

    /// <summary>STARTTLS, without which nothing is sent. Off only for a server on the same machine.</summary>
    public bool SmtpTls { get; set; } = true;

    /// <summary>The address in From; its domain is that of every Message-ID, so it stays the same.</summary>
    public string SmtpFrom { get; set; } = "";

    /// <summary>Seconds for one message or call.</summary>
    [Range(1, 60)]
    public int SendSeconds { get; set; } = 20;

    /// <summary>Messages of one process on their way at the same time, and so the most that a kill can send twice.</summary>
    [Range(1, 16)]
    public int Lanes { get; set; } = 4;

    /// <summary>Where links in messages lead: <c>https://doithoai.haiphong.gov.vn</c>, without a slash at the end.</summary>
    public string Site { get; set; } = "";

    /// <summary>Folder for channels that have no provider yet, one below it for each organisation and channel; empty: there is none.</summary>
    public string Files { get; set; } = "";

    /// <summary>SMS goes to <see cref="Files"/>; the only provider until the city names one.</summary>
    public bool SmsToFiles { get; set; }

    /// <summary>So does Zalo.</summary>
    public bool ZaloToFiles { get; set; }

    /// <summary>Lets webhooks reach private and loopback addresses. For tests alone: it opens the inner network to whoever sets up a webhook.</summary>
    public bool PrivateWebhooks { get; set; }

    /// <summary>Days for which the delivery log is kept.</summary>
    [Range(30, 3650)]
    public int KeepDays { get; set; } = 365;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SmtpHost.Length > 0 && !(System.Net.Mail.MailAddress.TryCreate(SmtpFrom, out var from) && from.Address == SmtpFrom))
            yield return new("Messages:SmtpFrom must be an e-mail address such as doithoai@haiphong.gov.vn when Messages:SmtpHost is set.");
        if (SmtpUser.Length > 0 && SmtpPassword.Length == 0) yield return new("Messages:SmtpPassword is missing for Messages:SmtpUser.");
        if (!SmtpTls && SmtpUser.Length > 0) yield return new("Messages:SmtpTls is off: Messages:SmtpPassword would be sent in the clear.");
        if (Site.Length > 0 && !(Uri.TryCreate(Site, UriKind.Absolute, out var site) && site.Scheme is "https" or "http" && !Site.EndsWith('/')))
            yield return new("Messages:Site must be an address such as https://doithoai.haiphong.gov.vn, without a slash at the end.");
        if ((SmsToFiles || ZaloToFiles) && Files.Length == 0) yield return new("Messages:Files must name a folder when SMS or Zalo go to files.");
    }
}
