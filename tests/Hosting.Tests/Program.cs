namespace Dialogue.Hosting.Tests;

/// <summary>The tests; or, started by one of them, a process of the workshop that works until it is killed.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is not [OtherProcess.Word, ..]) return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
        await OtherProcess.Work();
        return 0;
    }
}
