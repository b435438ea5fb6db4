using System.Globalization;
using Dialogue.Testing;

namespace Dialogue.Solution.Tests;

[Collection(typeof(InManyProcesses))]
public sealed class GivingWayTests(SplitCity city)
{
    private static readonly string[] Patient = ["notifications", "records", "reporting"];

    [Fact]
    public async Task Processes_whose_messages_nobody_waits_for_give_way_to_those_that_answer_people()
    {
        Assert.SkipWhen(SplitCity.Skipped is not null, SplitCity.Skipped ?? "");

        await Eventually.True("the patient have stepped back", () => Task.FromResult(Yielding(NiceOf).SequenceEqual(Patient)));
        if (File.Exists("/proc/self/autogroup"))
            await Eventually.True("and so have their groups", () => Task.FromResult(Yielding(NiceOfGroup).SequenceEqual(Patient)));
    }

    /// <summary>Targets of the processes that are nicer than those that answer.</summary>
    private IEnumerable<string> Yielding(Func<int, int> nice) =>
        city.Parts.Where(p => nice(p.ProcessId) > nice(city.Parts.First(o => o.Target == "gateway").ProcessId)).Select(p => p.Target).Order();

    /// <remarks>proc(5): nice is the 19th field of stat, the 17th after the name in brackets.</remarks>
    private static int NiceOf(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16], CultureInfo.InvariantCulture);
    }

    /// <remarks>sched(7): such as <c>/autogroup-25 nice 10</c>.</remarks>
    private static int NiceOfGroup(int process) => int.Parse(File.ReadAllText($"/proc/{process}/autogroup").Split(' ')[^1], CultureInfo.InvariantCulture);
}
