using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dialogue.K8s.Tests;

/// <summary>
/// The image as <c>dotnet publish -t:PublishContainer</c> makes it, but for its base: the real one lies in a registry outside, so an empty one with
/// the same user is served on loopback.
/// </summary>
internal sealed class Image : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dialogue-image-");

    private Image() { }

    /// <summary>User, entry point, working folder, ports.</summary>
    public JsonNode Config { get; private set; } = null!;

    /// <summary>Where the files of its layers lie, as they would below / in a container.</summary>
    public string Files => Path.Combine(folder.FullName, "files");

    public static async Task<Image> Build()
    {
        var image = new Image();
        await using var registry = await Registry();
        var archive = Path.Combine(image.folder.FullName, "image.tar");
        var (code, output, _) = await Tools.Run("dotnet",
        [
            "publish", "services/host", "-c", "Release", "--no-build", "-t:PublishContainer", "-nodeReuse:false", "--nologo", "-v:q",
            $"-p:ContainerBaseImage=localhost:{new Uri(registry.Urls.First()).Port}/base:1", $"-p:ContainerArchiveOutputPath={archive}", $"-p:PublishDir={Path.Combine(image.folder.FullName, "publish")}/",
        ]);
        if (code != 0) throw new InvalidOperationException(output);

        var parts = Path.Combine(image.folder.FullName, "parts");
        await Unpack(archive, parts);
        JsonNode Part(JsonNode pointer) => JsonNode.Parse(File.ReadAllText(Blob(pointer)))!;
        string Blob(JsonNode pointer) => Path.Combine(parts, "blobs", ((string)pointer["digest"]!).Replace(':', '/'));
        var manifest = Part(JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(parts, "index.json")))!["manifests"]![0]!);
        image.Config = Part(manifest["config"]!)["config"]!;
        foreach (var layer in manifest["layers"]!.AsArray()) await Unpack(Blob(layer!), image.Files);
        return image;
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static async Task Unpack(string archive, string to)
    {
        Directory.CreateDirectory(to);
        await using var file = File.OpenRead(archive);
        var packed = file.ReadByte() == 0x1f;
        file.Position = 0;
        await using Stream stream = packed ? new GZipStream(file, CompressionMode.Decompress) : file;
        await TarFile.ExtractToDirectoryAsync(stream, to, overwriteFiles: true);
    }

    /// <summary>A registry that holds one image with an empty layer.</summary>
    private static async Task<WebApplication> Registry()
    {
        var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, leaveOpen: true)) await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, "etc"));
        var layer = new MemoryStream();
        await using (var gzip = new GZipStream(layer, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(tar.ToArray());
        var config = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
        {
            architecture = "amd64", os = "linux", config = new { User = "1654", Env = new[] { "PATH=/usr/bin", "APP_UID=1654" } }, rootfs = new { type = "layers", diff_ids = new[] { Digest(tar.ToArray()) } }, history = Array.Empty<object>(),
        }));
        var blobs = new[] { config, layer.ToArray() }.ToDictionary(Digest);
        const string Type = "application/vnd.oci.image.manifest.v1+json";
        var manifest = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
        {
            schemaVersion = 2, mediaType = Type, config = new { mediaType = "application/vnd.oci.image.config.v1+json", digest = Digest(config), size = config.Length },
            layers = new[] { new { mediaType = "application/vnd.oci.image.layer.v1.tar+gzip", digest = Digest(layer.ToArray()), size = layer.Length } },
        }));

        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async http =>
        {
            var name = http.Request.Path.Value!.Split('/')[^1];
            var (body, type) = http.Request.Path.Value.Contains("/manifests/", StringComparison.Ordinal) ? (manifest, Type) : (blobs.GetValueOrDefault(name), "application/octet-stream");
            if (body is null) { http.Response.StatusCode = StatusCodes.Status404NotFound; return; }
            http.Response.ContentType = type;
            http.Response.Headers["Docker-Content-Digest"] = Digest(body);
            await http.Response.Body.WriteAsync(body);
        });
        await app.StartAsync();
        return app;
    }

    private static string Digest(byte[] bytes) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";
}
