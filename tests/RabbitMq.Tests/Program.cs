using Dialogue.RabbitMq;
using Xunit.Runner.InProc.SystemConsole;

// The tests; or, called by one of them, a host of the embedded broker that says where the broker is and then waits to be killed.
if (args is not ["host", var folder]) return await ConsoleRunner.Run(args);

var broker = await EmbeddedRabbitMq.Start(new() { DataFolder = folder });
Console.WriteLine($"{broker.ProcessId} {broker.NameServerProcessId}");
await Task.Delay(Timeout.Infinite);
return 0;
