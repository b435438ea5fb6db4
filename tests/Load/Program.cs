using Dialogue.Load;

string[] known = ["start", "calculator", "list", "petition"];
if (args.Contains("--help") || args.Except(known).Any())
{
    Console.WriteLine($"Dialogue.Load [{string.Join("] [", known)}]   all of them when none is named; see README.md");
    return args.Contains("--help") ? 0 : 2;
}
var asked = args.Length > 0 ? args : known;
var report = new Report();
await using var product = await Product.Start();
if (asked.Contains("start")) await StartBenchmark.Run(product, report);
if (asked.Contains("calculator")) await CalculatorBenchmark.Run(product, report);
if (asked.Contains("list")) await ListBenchmark.Run(product, report);
if (asked.Contains("petition")) await PetitionBenchmark.Run(product, report);
report.Print(Console.Out);
return report.Missed ? 1 : 0;
