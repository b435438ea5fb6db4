using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Dialogue.Load;

/// <summary>Debian's nginx with a configuration of its own on a loopback port, as an ordinary user, which serves one file from a folder that is removed afterwards.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private readonly DirectoryInfo folder;
    private readonly Process process;

    private Nginx(DirectoryInfo folder, Process process, Uri address) => (this.folder, this.process, Address) = (folder, process, address);

    public Uri Address { get; }

    /// <param name="page">What <c>/page</c> returns.</param>
    /// <returns>Null where there is no nginx.</returns>
    public static async Task<Nginx?> Start(byte[] page)
    {
        var program = new[] { "/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx" }.FirstOrDefault(File.Exists);
        if (program is null) return null;
        var folder = Directory.CreateTempSubdirectory("dialogue-nginx-");
        File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
        foreach (var below in new[] { "tmp", "www" }) File.SetUnixFileMode(folder.CreateSubdirectory(below).FullName, (UnixFileMode)0b111_111_111);
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "www", "page"), page);
        int port;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            port = ((IPEndPoint)free.LocalEndpoint).Port;
        }
        var configuration = Path.Combine(folder.FullName, "nginx.conf");
        await File.WriteAllTextAsync(configuration, $$"""
            daemon off;
            worker_processes auto;
            pid {{folder}}/tmp/pid;
            error_log stderr error;
            events { worker_connections 1024; }
            http {
              access_log off;
              sendfile on;
              tcp_nopush on;
              keepalive_requests 1000000;
              default_type text/html;
              open_file_cache max=16;
              client_body_temp_path {{folder}}/tmp/body; proxy_temp_path {{folder}}/tmp/proxy; fastcgi_temp_path {{folder}}/tmp/fastcgi; uwsgi_temp_path {{folder}}/tmp/uwsgi; scgi_temp_path {{folder}}/tmp/scgi;
              server { listen 127.0.0.1:{{port}}; root {{folder}}/www; }
            }
            """);
        string[] words = [program, "-p", folder.FullName, "-c", configuration, "-e", "stderr"];
        if (Environment.IsPrivilegedProcess) words = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--", .. words];
        var nginx = new Nginx(folder, Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardError = true })!, new($"http://127.0.0.1:{port}"));
        using var client = new HttpClient();
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(50))
            try
            {
                if ((await client.GetByteArrayAsync(new Uri(nginx.Address, "/page"))).Length == page.Length) return nginx;
            }
            catch (HttpRequestException) when (watch.Elapsed < TimeSpan.FromSeconds(10) && !nginx.process.HasExited) { /* not yet */ }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using var end = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await end.WaitForExitAsync();
            await process.WaitForExitAsync();
        }
        process.Dispose();
        folder.Delete(recursive: true);
    }
}
