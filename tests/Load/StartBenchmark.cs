namespace Dialogue.Load;

/// <summary>How long a person waits for the first page on a built checkout with data that are there already.</summary>
internal static class StartBenchmark
{
    public static async Task Run(Product product, Report report)
    {
        report.Takes("first start, with demo data made", product.Started);
        var times = new List<TimeSpan>();
        for (var i = 0; i < 3; i++)
        {
            await product.Restart();
            times.Add(product.Started);
        }
        report.Takes("start to first page", times.Order().ElementAt(1), TimeSpan.FromSeconds(5), $"median of {string.Join(", ", times.Select(Report.Text))}");
    }
}
