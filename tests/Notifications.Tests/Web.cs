using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Dialogue.Notifications.Tests;

/// <summary>A page as a browser without scripts has it; forms are sent with what they hold and what a test types.</summary>
internal sealed class Web(HttpClient client, string address, IHtmlDocument document)
{
    public IHtmlDocument Document => document;
    public string Text => string.Join(' ', document.Body!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static async Task<Web> Get(HttpClient client, string address)
    {
        var response = await client.GetAsync(address);
        Assert.True(response.IsSuccessStatusCode, $"{address}: {response.StatusCode}");
        return new(client, address, await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStreamAsync()));
    }

    public static async Task<Web> Of(HttpClient client, string address, HttpResponseMessage response) => new(client, address, await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStreamAsync()));

    public bool IsTicked(string value) => document.QuerySelector($"input[value='{value}']")!.HasAttribute("checked");

    /// <summary>Sends the page's own form.</summary>
    public Task<HttpResponseMessage> Post(params (string Name, string Value)[] typed) => Post("", typed);

    public Task<HttpResponseMessage> Post(string handler, params (string Name, string Value)[] typed) => client.PostAsync(
        handler.Length == 0 ? address : $"{address}?handler={handler}",
        new FormUrlEncodedContent(typed.Append(("__RequestVerificationToken", document.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "")).Select(t => KeyValuePair.Create(t.Item1, t.Item2))));
}
