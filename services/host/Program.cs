using System.Diagnostics;
using Dialogue.Host;
using Dialogue.Postgres;

if (args is ["messages", .. var asked]) return await MessagesCommand.Run(asked);
if (args.Contains("--help"))
{
    Console.WriteLine(HostArguments.Help);
    return 0;
}
try
{
    var watch = Stopwatch.StartNew();
    var arguments = HostArguments.Parse(args);
    if (arguments.Split) return await Supervisor.Run(arguments, Console.WriteLine);
    Parent.EndWithIt();
    await using var host = await DialogueHost.Start(arguments, Console.WriteLine);
    if (arguments.Command != "run") return 0;
    if (host.Address is not null && !Parent.Watches) Welcome.Print($"{host.Address}", arguments, watch.Elapsed);
    await host.WaitForShutdown();
    return 0;
}
catch (Exception e) when (e is ArgumentException or PostgresUnavailableException or Dialogue.RabbitMq.RabbitMqUnavailableException)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    Console.Error.WriteLine("The port is in use by another program; choose one with --port.");
    return 2;
}
