using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Archive.Testing;

/// <summary>
/// An Azurite (the Azure Blob emulator) of a test's own: on a free loopback port, in a folder of its own, gone with the test, also where
/// the test's process is killed.
/// </summary>
public sealed partial class AzuriteServer : IAsyncDisposable
{
    /// <summary>The account that every Azurite has; its key is published with it and protects nothing.</summary>
    public const string Account = "devstoreaccount1";

    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    // Azurite ends in good order when its input ends: also a killed test leaves no server behind.
    private const string Launch = "process.stdin.resume(); process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM')); require(process.argv[1]);";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("archive-azurite-").FullName;
    private Process? _process;

    private AzuriteServer()
    {
    }

    /// <summary>The loopback port; the same one after a restart.</summary>
    public int Port { get; private set; }

    public string ConnectionString => ConnectionStringAt(Port);

    /// <summary>Starts a server with an empty store.</summary>
    /// <exception cref="InvalidOperationException">Azurite is not restored, or does not start.</exception>
    public static async Task<AzuriteServer> StartAsync()
    {
        var server = new AzuriteServer();
        try
        {
            await server.RunAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The way in through another port, for a proxy in between.</summary>
    public static string ConnectionStringAt(int port) => string.Create(CultureInfo.InvariantCulture,
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint=http://127.0.0.1:{port}/{Account};");

    /// <summary>Stops the server in good order, so that it writes down what it holds (between whiles it does so every five seconds only).</summary>
    public async Task StopAsync()
    {
        if (_process is not { } process) return;
        _process = null;
        using (process)
        {
            process.StandardInput.Close();
            using var patience = new CancellationTokenSource(Patience);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw new InvalidOperationException("Azurite does not stop.");
            }
        }
    }

    /// <summary>Starts the stopped server on the same folder and port.</summary>
    public Task RestartAsync() => RunAsync();

    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync();
        }
        finally
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private async Task RunAsync()
    {
        _process = Process.Start(StartInfo()) ?? throw new InvalidOperationException("node does not start.");
        using var patience = new CancellationTokenSource(Patience);
        var said = new List<string>();
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            said.Add(line);
            if (Listening().Match(line) is not { Success: true } match) continue;
            Port = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
            // Read on, so that the pipes never fill; both end with the process.
            _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            _ = _process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            return;
        }
        throw new InvalidOperationException($"Azurite does not start: {string.Join(' ', said)} {await _process.StandardError.ReadToEndAsync(patience.Token)}");
    }

    private ProcessStartInfo StartInfo()
    {
        var main = Path.Combine(SharedFiles.RepositoryRoot, "artifacts", "azurite", "node_modules", "azurite", "dist", "src", "blob", "main.js");
        if (!File.Exists(main)) throw new InvalidOperationException("Azurite is not restored. Run tools/test once: it restores it into artifacts/azurite.");
        return new ProcessStartInfo("node", ["-e", Launch, main, "--location", _folder, "--blobPort", Port.ToString(CultureInfo.InvariantCulture),
            "--skipApiVersionCheck", "--disableTelemetry", "--silent"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
    }

    [GeneratedRegex(@"successfully listens on http://127\.0\.0\.1:(\d+)")]
    private static partial Regex Listening();
}
