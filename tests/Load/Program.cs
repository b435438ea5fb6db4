using System.Globalization;
using Dialogue.Load;

string[] known = ["start", "calculator", "list", "petition", "morning"];
var scale = args is ["scale", ..];
var split = args is ["split"];
var office = args is ["office", ..] && !args.Skip(1).Except(OfficeBenchmark.Parts).Any();
if (args.Contains("--help") || (!scale && !split && !office && args.Except(known).Any()))
{
    Console.WriteLine($"""
        Dialogue.Load [{string.Join("] [", known)}]   all of them when none is named; see README.md
        Dialogue.Load split   petitions and the morning with gateway and services as processes of their own and a broker
        Dialogue.Load office [{string.Join("] [", OfficeBenchmark.Parts)}]   papers, files and messages of an office
        Dialogue.Load scale [petitions] [communes] [years] [without-history]   multiplies the demo city (1000000 3321 10) and measures before and after
        """);
    return args.Contains("--help") ? 0 : 2;
}
var asked = args.Length > 0 ? args : known;
// Whatever hangs: a benchmark that is not done by then is worth nothing.
using var limit = new Timer(_ =>
{
    Console.Error.WriteLine("The benchmarks took too long and are ended.");
    Environment.Exit(3);
}, null, scale ? TimeSpan.FromHours(2) : TimeSpan.FromMinutes(20), Timeout.InfiniteTimeSpan);
var report = new Report();
if (office)
{
    try { await OfficeBenchmark.Run(report, args is ["office"] ? OfficeBenchmark.Parts : args[1..]); }
    finally { report.Print(Console.Out); } // what was measured until something broke
    return report.Missed ? 1 : 0;
}
await using var product = await Product.Start(split);
if (split)
{
    try
    {
        var busy = await SplitBenchmark.Run(product, report);
        await MorningBenchmark.Run(product, report);
        await SplitBenchmark.Memory(product, report, busy);
    }
    finally { report.Print(Console.Out); } // what was measured until something broke
    return report.Missed ? 1 : 0;
}
if (scale)
{
    int Number(int at, int otherwise) => args.Length > at && int.TryParse(args[at], CultureInfo.InvariantCulture, out var given) ? given : otherwise;
    await ScaleBenchmark.Run(product, report, new(Number(2, 3321), Number(3, 10), Number(1, 1_000_000), !args.Contains("without-history")));
    report.Print(Console.Out);
    return 0;
}
if (asked.Contains("start")) await StartBenchmark.Run(product, report);
if (asked.Contains("calculator")) await CalculatorBenchmark.Run(product, report);
if (asked.Contains("list")) await ListBenchmark.Run(product, report);
if (asked.Contains("petition")) await PetitionBenchmark.Run(product, report);
if (asked.Contains("morning")) await MorningBenchmark.Run(product, report);
var atOnce = product.HostMemory().Now;
await SplitBenchmark.Rested(product);
report.Holds("memory after load: all in one process", product.HostMemory().Now, 400, $"{atOnce:0} MB when the load ended, {product.HostMemory().Most:0} MB at most");
report.Print(Console.Out);
return report.Missed ? 1 : 0;
