using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Dialogue.Hosting.Bus;
using Dialogue.Kernel;
using Dialogue.RabbitMq;
using Dialogue.Testing;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace Dialogue.Identity.Tests.Operations;

/// <summary>Identity with a RabbitMQ in whose error queue something lies.</summary>
public sealed class ServiceWithBroker : ServiceHost<IdentityModule>, IAsyncLifetime
{
    private readonly string folder = TestPostgres.NewFolder();
    private EmbeddedRabbitMq? broker;

    public static string? Skipped => Environment.GetEnvironmentVariable("DIALOGUE_SKIP_BROKER") is { Length: > 0 } why ? why : null;

    public Uri Broker => broker!.Address;

    protected override void Adjust(IServiceCollection services) => services.AddSingleton(new BrokerAddress(broker!.Address)).AddSingleton<ErrorQueues>();

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        if (Skipped is not null) return;
        Directory.CreateDirectory(folder);
        broker = await EmbeddedRabbitMq.Start(new() { DataFolder = Path.Combine(folder, "rabbitmq") });
        await InitializeAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        if (broker is null) return;
        await DisposeAsync();
        await broker.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

public sealed class ErrorQueueTests : IClassFixture<ServiceWithBroker>
{
    private const string Queue = "reporting.KeepPetition";
    private readonly ServiceWithBroker service;

    public ErrorQueueTests(ServiceWithBroker service)
    {
        Assert.SkipWhen(ServiceWithBroker.Skipped is not null, ServiceWithBroker.Skipped ?? "");
        this.service = service;
    }

    [Fact]
    public async Task The_administrator_sees_what_RabbitMQ_refused_and_sends_it_again_or_gives_it_up()
    {
        var databases = service.Services.GetRequiredService<Data.Databases>();
        await ErrorQueues.Note(databases.App, [Queue, "petitions.Other"], TestContext.Current.CancellationToken);
        using var administrator = service.ClientOf("Quản Trị Viên", [], systemAdministrator: true);
        Assert.Contains("Trống. Chỉ tin không ghi đơn vị", await administrator.GetStringAsync("/he-thong"), StringComparison.Ordinal);
        const string page = $"/he-thong/hang-doi-loi?hang={Queue}";
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.GetAsync(page)).StatusCode);

        await using var connection = await new ConnectionFactory { Uri = service.Broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in (string[])[Queue, Queue + "_error"]) await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        foreach (var text in (string[])["nội dung riêng", "nội dung riêng khác"])
            await channel.BasicPublishAsync("", Queue + "_error", mandatory: true, new BasicProperties { Headers = new Dictionary<string, object?> { ["MT-Fault-Message"] = "A message without Dialogue-Tenant is refused." } },
                System.Text.Encoding.UTF8.GetBytes($$$"""{"messageId":"{{{Guid.CreateVersion7()}}}","messageType":["urn:message:Dialogue.Contracts.Petitions:PetitionChanged"],"message":{"text":"{{{text}}}"}}"""));

        var list = await Eventually.Get("the page shows both", async () => await administrator.GetStringAsync("/he-thong"), p => p.Contains("2 tin nằm trong hàng đợi lỗi của RabbitMQ", StringComparison.Ordinal));
        Assert.Contains(Queue, list, StringComparison.Ordinal);
        var shown = await administrator.GetStringAsync(page);
        Assert.DoesNotContain("nội dung riêng", list + shown, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await service.Client(await service.Organisation(), Role.TenantAdministrator).GetAsync(page)).StatusCode);

        Assert.Equal(HttpStatusCode.Redirect, (await Send(administrator, page, "Retry", [])).StatusCode);
        Assert.Equal(2u, await channel.MessageCountAsync(Queue));
        Assert.Equal(0u, await channel.MessageCountAsync(Queue + "_error"));

        await channel.BasicPublishAsync("", Queue + "_error", mandatory: true, new BasicProperties(), "không đọc được"u8.ToArray());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Send(administrator, page, "Drop", new() { ["Drop.Reason"] = " " })).StatusCode);
        Assert.Equal(1u, await channel.MessageCountAsync(Queue + "_error"));
        Assert.Equal(HttpStatusCode.Redirect, (await Send(administrator, page, "Drop", new() { ["Drop.Reason"] = "Không rõ nguồn" })).StatusCode);
        Assert.Equal(0u, await channel.MessageCountAsync(Queue + "_error"));
        await using var kept = service.Superuser.CreateCommand("select count(*) from public.message_acts where act = 'dropped' and payload = 'không đọc được' and person_name = 'Quản Trị Viên' and reason = 'Không rõ nguồn'");
        Assert.Equal(1L, await kept.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Sends the form of that handler as the page gives it.</summary>
    private static async Task<HttpResponseMessage> Send(HttpClient client, string page, string handler, Dictionary<string, string> fields)
    {
        var form = new HtmlParser().ParseDocument(await client.GetStringAsync(page)).Forms.Single(f => f.GetAttribute("action")?.Contains($"handler={handler}", StringComparison.Ordinal) == true);
        var values = form.Elements.OfType<IHtmlInputElement>().Where(i => !string.IsNullOrEmpty(i.Name) && !fields.ContainsKey(i.Name)).ToDictionary(i => i.Name!, i => i.Value);
        foreach (var (name, value) in fields) values[name] = value;
        return await client.PostAsync(form.GetAttribute("action"), new FormUrlEncodedContent(values));
    }
}

/// <summary>Identity with a RabbitMQ that does not answer.</summary>
public sealed class ServiceWithoutAnswer : ServiceHost<IdentityModule>
{
    protected override void Adjust(IServiceCollection services) => services.AddSingleton(new BrokerAddress(new Uri("amqp://127.0.0.1:9"))).AddSingleton<ErrorQueues>();
}

public sealed class SilentBrokerTests(ServiceWithoutAnswer service) : IClassFixture<ServiceWithoutAnswer>
{
    [Fact]
    public async Task While_RabbitMQ_does_not_answer_the_page_of_a_queue_says_to_come_back()
    {
        var databases = service.Services.GetRequiredService<Data.Databases>();
        await ErrorQueues.Note(databases.App, ["reporting.KeepPetition"], TestContext.Current.CancellationToken);
        using var administrator = service.ClientOf("Quản Trị Viên", [], systemAdministrator: true);
        const string page = "/he-thong/hang-doi-loi?hang=reporting.KeepPetition";

        var shown = await administrator.GetAsync(page, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, shown.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.GetAsync("/he-thong/hang-khong-co", TestContext.Current.CancellationToken)).StatusCode); // control
    }
}
