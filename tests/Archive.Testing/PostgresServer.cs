using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Archive.Testing;

/// <summary>
/// A real PostgreSQL server of the tests' own: a throw-away cluster in a temporary folder on a free port of loopback, with its usual durability.
/// It has nothing to do with the cluster that Debian starts when the package is installed. It is stopped and deleted with this object, and also
/// when the process dies.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Owner = "postgres";

    private readonly string _binaries;
    private readonly string _folder;
    private readonly Process _janitor;
    private int _databases;

    private PostgresServer(string binaries, string folder, int port, Process janitor) => (_binaries, _folder, Port, _janitor) = (binaries, folder, port, janitor);

    public int Port { get; }

    /// <summary>Makes and starts a server.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or does not start; the message says why.</exception>
    public static async Task<PostgresServer> StartAsync()
    {
        var binaries = FindBinaries();
        var folder = (await RunAsOwnerAsync("mktemp", "-d", Path.Combine(Path.GetTempPath(), "archive-postgres-XXXXXXXX"))).Trim();
        await RunAsOwnerAsync(Path.Combine(binaries, "initdb"), "-D", Path.Combine(folder, "data"), "-U", Owner, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-instructions");
        var server = new PostgresServer(binaries, folder, FreePort(), StartJanitor(binaries, folder));
        try
        {
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string. Connections are not pooled beyond this string's own pool.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _databases)}");
        await RunAsync(Path.Combine(_binaries, "createdb"), "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", Owner, name);
        return $"Host=127.0.0.1;Port={Port};Username={Owner};Database={name}";
    }

    /// <summary>Ends the server as kill -9 would and starts it again, which recovers what was committed.</summary>
    public Task RestartAsync() => ControlAsync("restart", "-m", "immediate", "-o", Options, "-l", Path.Combine(_folder, "log"));

    public Task StopAsync() => ControlAsync("stop", "-m", "immediate");

    public Task StartAgainAsync() => ControlAsync("start", "-o", Options, "-l", Path.Combine(_folder, "log"));

    public async ValueTask DisposeAsync()
    {
        _janitor.StandardInput.Close();
        await _janitor.WaitForExitAsync();
        _janitor.Dispose();
    }

    private string Options => string.Create(CultureInfo.InvariantCulture, $"-p {Port} -k {_folder} -c listen_addresses=127.0.0.1 -c max_connections=200");

    private async Task ControlAsync(string what, params string[] arguments) =>
        await RunAsOwnerAsync([Path.Combine(_binaries, "pg_ctl"), what, "-D", Path.Combine(_folder, "data"), "-w", "-s", .. arguments]);

    private static string FindBinaries()
    {
        var installed = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        return installed.Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb")))
            .MaxBy(bin => int.TryParse(Path.GetFileName(Path.GetDirectoryName(bin)), CultureInfo.InvariantCulture, out var version) ? version : 0)
            ?? throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql (tools/test does it).");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>
    /// Waits for the end of its input, which comes with the end of this process however it ends, and clears up. In a session of its own: a signal to
    /// the whole group (Ctrl+C, a time-out) is to end the tests and not it.
    /// </summary>
    private static Process StartJanitor(string binaries, string folder)
    {
        var start = AsOwner(["sh", "-c", "cat >/dev/null; \"$1/pg_ctl\" -D \"$2/data\" -m immediate -s stop; rm -rf \"$2\"", "janitor", binaries, folder]);
        start.ArgumentList.Insert(0, start.FileName);
        start.FileName = "setsid";
        start.RedirectStandardInput = true;
        return Process.Start(start) ?? throw new InvalidOperationException("No shell could be started.");
    }

    private static Task<string> RunAsOwnerAsync(params string[] command) => RunAsync(AsOwner(command));

    private static Task<string> RunAsync(params string[] command) => RunAsync(Describe(command));

    private static async Task<string> RunAsync(ProcessStartInfo start)
    {
        try
        {
            using var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} could not be started.");
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{string.Join(' ', start.ArgumentList)}: {await errors}{output}");
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException($"{start.FileName}: {missing.Message}", missing);
        }
    }

    /// <summary>The server refuses to run as root.</summary>
    private static ProcessStartInfo AsOwner(string[] command) => Describe(Environment.IsPrivilegedProcess ? ["runuser", "-u", Owner, "--", .. command] : command);

    private static ProcessStartInfo Describe(string[] command) => new(command[0], command[1..])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = Path.GetTempPath(),
        // Settings for another server must not lead here.
        Environment = { ["PGHOST"] = null, ["PGPORT"] = null, ["PGUSER"] = null, ["PGDATABASE"] = null, ["PGDATA"] = null, ["PGOPTIONS"] = null },
    };
}
