using System.Diagnostics;
using Dialogue.Hosting.Telemetry;

namespace Dialogue.Hosting.Tests.Telemetry;

public sealed class WordsTests
{
    [Theory]
    [InlineData("invalid input syntax for type uuid: \"Nguyễn Văn A\"", "invalid input syntax for type uuid: …")]
    [InlineData("Key (email)=(a@b.vn) already exists.", "Key … already exists.")]
    [InlineData("Không gửi được tới a.b@c.vn lúc này", "Không gửi được tới … lúc này")]
    [InlineData("Số 0912 345 678 và +84 912.345.678 sai", "Số … và … sai")]
    [InlineData("token eyJhbGciOiJub25lIn0.eyJzdWIi.c2ln refused", "token … refused")]
    [InlineData("xã “Đại Sơn” và 'Thiên Hương'\n   at Of()", "xã … và …")]
    [InlineData("40001: could not serialize access due to concurrent update", "40001: could not serialize access due to concurrent update")]
    [InlineData("Connection refused (127.0.0.1:5432)", "Connection refused (127.0.0.1:5432)")]
    public void An_error_is_told_without_what_people_have_typed(string words, string told) => Assert.Equal(told, Words.Of(words));

    [Fact]
    public void An_exception_is_told_with_what_caused_it() =>
        Assert.Equal("System.InvalidOperationException: No … ◂ System.FormatException: Bad …", Words.Of(new InvalidOperationException("No 'x'", new FormatException("Bad \"y\""))));

    [Fact]
    public void A_span_keeps_what_is_known_to_be_harmless_and_nothing_else()
    {
        using var span = new Activity("GET").Start();
        span.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        span.SetTag("http.route", "/{tenant}").SetTag("dialogue.tenant", "dai-son").SetTag("url.query", "?so=0912345678").SetTag("url.full", "http://petitions:8080/x?so=0912345678")
            .SetTag("client.address", "10.0.0.7").SetTag("something.new", "Nguyễn Văn A").SetTag("db.query.text", "select 1 where name = 'Nguyễn ''Văn'' A'");
        span.SetStatus(ActivityStatusCode.Error, "Nguyễn Văn A").AddException(new InvalidOperationException("Nguyễn Văn A"));
        span.Stop();

        new NothingPersonal().OnEnd(span);

        Assert.Equal(
            ["db.query.text = select 1 where name = ?", "dialogue.tenant = dai-son", "error.type = System.InvalidOperationException", "http.route = /{tenant}", "url.full = http://petitions:8080"],
            span.TagObjects.Select(t => $"{t.Key} = {t.Value}").Order(StringComparer.Ordinal));
        Assert.Equal((ActivityStatusCode.Error, null), (span.Status, span.StatusDescription));
        Assert.Empty(span.Events);
    }
}
