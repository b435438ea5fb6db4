namespace Dialogue.Load;

/// <summary>What an office produces: papers, all invitations at once, a list of everything, messages to everybody.</summary>
internal static class OfficeBenchmark
{
    public static readonly string[] Parts = ["papers", "invitations", "export", "messages"];

    public static async Task Run(Report report, IReadOnlyList<string> parts)
    {
        if (parts.Contains("messages")) await MessageBenchmark.Run(report); // on a database of its own, before the product takes its share of the machine
        if (!parts.Any(p => p != "messages")) return;
        await using var product = await Product.Start();
        if (parts.Contains("papers")) await PaperBenchmark.Run(product, report);
        if (parts.Contains("invitations")) await InvitationBenchmark.Run(product, report);
        if (parts.Contains("export")) await ExportBenchmark.Run(product, report);
    }
}
