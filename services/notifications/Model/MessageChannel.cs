namespace Dialogue.Notifications.Model;

/// <summary>The way on which a message reaches somebody.</summary>
public enum MessageChannel
{
    InApp,
    Email,
    Sms,
    Zalo,

    /// <summary>The organisation's own system, by HTTPS.</summary>
    Webhook,
}

public static class MessageChannels
{
    public static string Name(this MessageChannel channel) => channel switch
    {
        MessageChannel.InApp => "Hộp thư trong Dialogue",
        MessageChannel.Email => "Thư điện tử",
        MessageChannel.Sms => "Tin nhắn SMS",
        MessageChannel.Zalo => "Zalo",
        _ => "Webhook",
    };
}
