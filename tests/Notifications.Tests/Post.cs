using System.Collections.Concurrent;
using System.Net;
using Dialogue.Contracts.Identity;
using Dialogue.Contracts.Notifications;
using Dialogue.Kernel;
using Dialogue.Notifications.Delivering;
using Dialogue.Notifications.Hooks;
using Dialogue.Notifications.Model;
using Dialogue.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(Dialogue.Notifications.Tests.Post))]

namespace Dialogue.Notifications.Tests;

/// <summary>The service with a mail server, another system that takes webhooks, and a clock that each test sets for itself. It sends when a test says so.</summary>
public sealed class Post : ServiceHost<NotificationsModule>, IAsyncLifetime
{
    /// <summary>Wednesday, 7/10/2026, ten in the morning.</summary>
    public static readonly DateTimeOffset Morning = At("2026-10-07 10:00");

    private readonly TestTime time = new();
    private readonly string files = TestPostgres.NewFolder();

    public SmtpSink Mail { get; } = new();
    public WebhookReceiver Receiver { get; private set; } = null!;
    public ConcurrentQueue<string> LogLines { get; } = new();

    /// <summary>Local time, such as "2026-10-07 20:30".</summary>
    public static DateTimeOffset At(string local) => new(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(7));

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Messages:SmtpHost"] = "localhost", ["Messages:SmtpPort"] = $"{Mail.Port}", ["Messages:SmtpUser"] = SmtpSink.User, ["Messages:SmtpPassword"] = SmtpSink.Password,
        ["Messages:SmtpFrom"] = "doithoai@haiphong.example", ["Messages:Site"] = "https://doithoai.example.vn", ["Messages:Files"] = files, ["Messages:SmsToFiles"] = "true",
        ["Messages:ZaloToFiles"] = "true", ["Messages:PrivateWebhooks"] = "true", ["Messages:SendSeconds"] = "10",
    };

    protected override void Adjust(IServiceCollection services)
    {
        services.RemoveAll<TimeProvider>();
        services.AddSingleton<TimeProvider>(time);
        foreach (var own in services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType == typeof(SendAlways)).ToList()) services.Remove(own);
        services.AddSingleton<ILoggerProvider>(new Lines(LogLines));
        services.Configure<LoggerFilterOptions>(o => o.Rules.Add(new(typeof(Lines).FullName, null, LogLevel.Debug, null)));
    }

    public new async ValueTask InitializeAsync()
    {
#pragma warning disable SYSLIB0014 // SmtpClient asks nobody else whom to trust
        ServicePointManager.ServerCertificateValidationCallback = (_, certificate, _, errors) => errors == System.Net.Security.SslPolicyErrors.None || TestCertificate.IsOurs(certificate);
#pragma warning restore SYSLIB0014
        Receiver = await WebhookReceiver.Start();
        await base.InitializeAsync();
        Clock.SetOffset(0);
        Services.GetRequiredService<WebhookChannel>().Trusts = (_, certificate, _, errors) => errors == System.Net.Security.SslPolicyErrors.None || TestCertificate.IsOurs(certificate);
    }

    public new async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Mail.DisposeAsync();
        await Receiver.DisposeAsync();
        if (Directory.Exists(files)) Directory.Delete(files, recursive: true);
    }

    /// <summary>From here on in this test it is that time, for what the test calls itself; requests keep the real one.</summary>
    public void ItIs(DateTimeOffset at) => time.Set(at);

    public async Task<Guid> Person(TestTenant tenant, string? email, Guid? office = null, Guid? id = null, long version = 1, params string[] roles)
    {
        var person = id ?? Guid.CreateVersion7();
        await Deliver(tenant.Id, new MemberChanged(person, version, "Nguyễn Thị Kín", roles.Length == 0 ? [Role.Specialist] : roles, office, email));
        return person;
    }

    public static string Mailbox() => $"{Guid.CreateVersion7():N}@firm.example";

    /// <summary>A receipt for a petition: urgent.</summary>
    public async Task<Guid> Receipt(TestTenant tenant, string? email, string? phone = null, Guid? id = null, string happened = "petition-received")
    {
        var message = id ?? Guid.CreateVersion7();
        await Deliver(tenant.Id, new MessageToPerson(message, happened, email, phone, $"/{tenant.Slug}/kien-nghi/tra-cuu?ma=KN-TN-7K3M9Q", new() { ["ma"] = "KN-TN-7K3M9Q", ["so_van_ban"] = "12/UBND-KT", ["ngay"] = "7/10/2026" }));
        return message;
    }

    public async Task<Guid> Note(TestTenant tenant, Guid? user, string title, string kind = "report-received", params string[] roles)
    {
        var id = Guid.CreateVersion7();
        await Deliver(tenant.Id, new NoteSent(id, kind, title, $"/{tenant.Slug}/can-bo/bao-cao-nhan/1", roles, null, user));
        return id;
    }

    internal async Task Choose(TestTenant tenant, Guid user, Action<Choices> choose)
    {
        await using var scope = Scope(tenant.Id);
        var db = scope.ServiceProvider.GetRequiredService<NotificationsDb>();
        var choices = await db.Choices.FirstOrDefaultAsync(c => c.UserId == user);
        if (choices is null) db.Choices.Add(choices = new() { UserId = user });
        choose(choices);
        await db.SaveChangesAsync();
    }

    /// <summary>Sends what is due of one organisation at the test's time.</summary>
    internal Task<int> Send(TestTenant tenant) => Services.GetRequiredService<SendWaiting>().Run(tenant.Id);

    internal async Task<List<Delivery>> Deliveries(TestTenant tenant)
    {
        await using var scope = Scope(tenant.Id);
        return await scope.ServiceProvider.GetRequiredService<NotificationsDb>().Deliveries.AsNoTracking().OrderBy(d => d.Id).ToListAsync();
    }

    internal async Task<T> In<T>(TestTenant tenant, Func<NotificationsDb, Task<T>> ask)
    {
        await using var scope = Scope(tenant.Id);
        return await ask(scope.ServiceProvider.GetRequiredService<NotificationsDb>());
    }

    public HttpClient Signed(TestTenant tenant, Guid? person = null, params string[] roles) =>
        ClientOf("Cán bộ Thử Nghiệm", [(tenant, roles.Length == 0 ? [Role.TenantAdministrator] : roles)], id: person ?? Guid.CreateVersion7());

    public IEnumerable<string> FilesOf(TestTenant tenant, string channel) =>
        Directory.Exists(Path.Combine(files, tenant.Slug, channel)) ? Directory.GetFiles(Path.Combine(files, tenant.Slug, channel), "*.txt").Select(File.ReadAllText) : [];

    /// <summary>Real, but where a test has set its own.</summary>
    private sealed class TestTime : TimeProvider
    {
        private readonly AsyncLocal<DateTimeOffset?> own = new();

        public void Set(DateTimeOffset at) => own.Value = at;

        public override DateTimeOffset GetUtcNow() => own.Value?.ToUniversalTime() ?? base.GetUtcNow();
    }

    private sealed class Lines(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose() { }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => lines.Enqueue(formatter(state, exception) + exception);
    }
}
