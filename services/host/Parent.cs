using System.Runtime.InteropServices;

namespace Dialogue.Host;

/// <summary>The supervisor that started this process, when there is one.</summary>
internal static class Parent
{
    /// <summary>Names the supervisor's process to those that it starts. Set by the supervisor alone.</summary>
    public const string Variable = "DIALOGUE_SUPERVISOR";

    private const int Terminate = 15;

    public static bool Watches => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    /// <summary>
    /// Ends this process when its standard input closes, which the system does at the supervisor's end, however it ends. (The kernel's own death signal
    /// is bound to the thread that started us, which may end long before its process.)
    /// </summary>
    public static void EndWithIt()
    {
        if (!Watches) return;
        new Thread(() =>
        {
            using var input = Console.OpenStandardInput();
            while (input.ReadByte() >= 0) { }
            _ = kill(Environment.ProcessId, Terminate);
            Thread.Sleep(TimeSpan.FromSeconds(8));
            Environment.Exit(1);
        }) { IsBackground = true, Name = "supervisor's end" }.Start();
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int pid, int signal);
}
