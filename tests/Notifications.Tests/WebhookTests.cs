using System.Net;
using System.Text.Json;
using Dialogue.Contracts.Notifications;
using Dialogue.Notifications.Delivering;
using Dialogue.Notifications.Hooks;
using Dialogue.Notifications.Model;
using Dialogue.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dialogue.Notifications.Tests;

/// <summary>An organisation's own system hears of events.</summary>
public sealed class WebhookTests(Post post)
{
    [Fact]
    public async Task A_call_is_signed_so_that_the_other_side_can_check_it_and_carries_nothing_personal()
    {
        post.ItIs(Post.Morning);
        var tenant = await post.Organisation();
        var (url, secret) = await Hook(tenant, "petition-received", "registration-received");
        var email = Post.Mailbox();
        await post.Receipt(tenant, email, "0912345678");
        await post.Deliver(tenant.Id, new MessageToPerson(Guid.CreateVersion7(), "registration-received", email, "0912345678", $"/{tenant.Slug}/hoi-nghi/dang-ky/geheim", new() { ["ma"] = "DK-7K3M9Q", ["ten"] = "Hộ ông Kín" }));
        await post.Receipt(tenant, email, happened: "petition-answered"); // not asked for
        await post.Send(tenant);

        var calls = post.Receiver.At(url.AbsolutePath).ToList();
        Assert.Equal(["petition-received", "registration-received"], calls.Select(c => c.Event).Order());
        Assert.All(calls, call =>
        {
            Assert.True(call.IsSignedWith(secret, Post.Morning));
            Assert.False(call.IsSignedWith(secret + "x", Post.Morning)); // the control
            Assert.False((call with { Body = call.Body + " " }).IsSignedWith(secret, Post.Morning));
            Assert.False(call.IsSignedWith(secret, Post.Morning.AddMinutes(6))); // an old one sent again
            Assert.DoesNotContain(email, call.Body, StringComparison.OrdinalIgnoreCase);
            foreach (var personal in new[] { "0912345678", "Hộ ông Kín", "geheim" }) Assert.DoesNotContain(personal, call.Body, StringComparison.Ordinal);
        });
        using var body = JsonDocument.Parse(calls.Single(c => c.Event == "petition-received").Body);
        Assert.Equal(("petition-received", tenant.Slug, "KN-TN-7K3M9Q"),
            (body.RootElement.GetProperty("event").GetString(), body.RootElement.GetProperty("organisation").GetString(), body.RootElement.GetProperty("values").GetProperty("ma").GetString()));
    }

    [Fact]
    public async Task A_call_that_fails_is_made_again_with_the_same_delivery_and_a_redirect_is_not_followed()
    {
        post.ItIs(Post.Morning);
        var tenant = await post.Organisation();
        var (url, _) = await Hook(tenant, "petition-received");
        var answers = new Queue<int>([500, 302, 204]);
        var before = post.Receiver.Answers;
        post.Receiver.Answers = path => path == url.AbsolutePath ? answers.Dequeue() : before(path);
        await post.Receipt(tenant, null);

        for (var i = 0; i < 3; i++)
        {
            await post.Send(tenant);
            post.ItIs(Assert.Single(await post.Deliveries(tenant)).NotBefore);
        }

        var call = post.Receiver.At(url.AbsolutePath).ToList();
        Assert.Equal((3, 1), (call.Count, call.Select(c => c.Delivery).Distinct().Count()));
        Assert.Empty(post.Receiver.At("/elsewhere"));
        Assert.Equal((DeliveryState.Sent, 3), (Assert.Single(await post.Deliveries(tenant)).State, Assert.Single(await post.Deliveries(tenant)).Attempts));
    }

    [Theory]
    [InlineData("127.0.0.1"), InlineData("10.1.2.3"), InlineData("172.16.0.1"), InlineData("172.31.255.255"), InlineData("192.168.1.1"), InlineData("169.254.169.254"), InlineData("100.64.0.1")]
    [InlineData("0.0.0.0"), InlineData("224.0.0.1"), InlineData("255.255.255.255"), InlineData("::1"), InlineData("::"), InlineData("fe80::1"), InlineData("fd00::1"), InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1"), InlineData("64:ff9b::7f00:1"), InlineData("2002:7f00:1::"), InlineData("::127.0.0.1"), InlineData("ff02::1")]
    public void An_address_inside_is_closed(string address) => Assert.False(SafeAddress.IsOpen(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8"), InlineData("172.32.0.1"), InlineData("113.160.0.1"), InlineData("2001:4860:4860::8888"), InlineData("::ffff:8.8.8.8")]
    public void An_address_of_the_internet_is_open(string address) => Assert.True(SafeAddress.IsOpen(IPAddress.Parse(address))); // the control

    [Theory]
    [InlineData("http://example.vn/x"), InlineData("https://user:pass@example.vn/x"), InlineData("ftp://example.vn"), InlineData("file:///etc/passwd"), InlineData("//example.vn"), InlineData("https://")]
    public void Only_https_without_a_name_or_password_is_taken(string url) => Assert.False(SafeAddress.IsHttps(url, out _));

    [Theory]
    [InlineData("localhost"), InlineData("127.0.0.1"), InlineData("[::1]"), InlineData("2130706433"), InlineData("0x7f000001")]
    public async Task A_call_that_leads_inside_is_not_made_even_when_it_was_set_up_before(string host)
    {
        post.ItIs(Post.Morning);
        var path = $"/{Guid.CreateVersion7():N}";
        var secrets = post.Services.GetRequiredService<WebhookSecrets>();
        var delivery = new Delivery { Event = "test", Channel = MessageChannel.Webhook, Address = $"https://{host}:{post.Receiver.Address.Port}{path}", Body = "{}" };
        using var closed = new WebhookChannel(Options.Create(new MessagesOptions()), secrets, TimeProvider.System) { Trusts = (_, _, _, _) => true };
        using var open = new WebhookChannel(Options.Create(new MessagesOptions { PrivateWebhooks = true }), secrets, TimeProvider.System) { Trusts = (_, _, _, _) => true };

        var outcome = await closed.Send(delivery, new("x", "x", secrets.Protect("s")), CancellationToken.None);

        Assert.IsType<Outcome.Never>(outcome);
        Assert.Empty(post.Receiver.At(path));
        if (host == "localhost") // the control: it is the guard that kept it away
        {
            Assert.IsType<Outcome.Taken>(await open.Send(delivery, new("x", "x", secrets.Protect("s")), CancellationToken.None));
            Assert.Single(post.Receiver.At(path));
        }
    }

    [Fact]
    public async Task The_administrator_sets_it_up_sees_the_secret_once_and_tries_it()
    {
        var tenant = await post.Organisation();
        var client = post.Signed(tenant);
        var address = $"/{tenant.Slug}/can-bo/webhook";
        var url = new Uri(post.Receiver.Address, $"/{Guid.CreateVersion7():N}");
        var page = await Web.Get(client, address);
        Assert.Contains("Chưa có hệ thống nào nhận webhook", page.Text, StringComparison.Ordinal);
        var refused = await page.Post(("Input.Url", "http://example.vn"), ("Input.Active", "true"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);

        await page.Post(("Input.Url", url.ToString()), ("Input.Events", "plan-received"), ("Input.Active", "true"));
        page = await Web.Get(client, address);
        var secret = page.Document.QuerySelector(".note.warn .code")!.TextContent;
        Assert.DoesNotContain(secret, (await Web.Get(client, address)).Text, StringComparison.Ordinal);
        Assert.NotEqual(secret, await post.In(tenant, db => db.Webhooks.Select(h => h.Secret).SingleAsync())); // protected

        await page.Post("Test");
        Assert.Contains("gọi thử thành công", (await Web.Get(client, address)).Text, StringComparison.Ordinal);
        var call = Assert.Single(post.Receiver.At(url.AbsolutePath));
        Assert.Equal("test", call.Event);
        Assert.True(call.IsSignedWith(secret, TimeProvider.System.GetUtcNow()));

        await page.Post("Remove");
        Assert.False(await post.In(tenant, db => db.Webhooks.AnyAsync()));
    }

    private async Task<(Uri Url, string Secret)> Hook(TestTenant tenant, params string[] events)
    {
        var url = new Uri(post.Receiver.Address, $"/{Guid.CreateVersion7():N}");
        await using var scope = post.Scope(tenant.Id);
        var secret = await scope.ServiceProvider.GetRequiredService<EditWebhook>().Save(new() { Url = url.ToString(), Events = [.. events] }, CancellationToken.None);
        return (url, secret!);
    }
}
