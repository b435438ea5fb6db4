using Dialogue.Postgres;
using Xunit.Runner.InProc.SystemConsole;

// The tests; or, called by one of them, a host of the embedded server that says where the server is and then waits to be killed.
if (args is not ["host", var folder, var endWithHost]) return await ConsoleRunner.Run(args);

var server = await EmbeddedPostgres.Start(new() { DataFolder = folder, EndWithHost = bool.Parse(endWithHost) });
await Provision.Database(server);
Console.WriteLine($"{server.ProcessId} {server.Port}");
await Task.Delay(Timeout.Infinite);
return 0;
