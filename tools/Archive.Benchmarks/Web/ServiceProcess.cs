using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Archive.Benchmarks.Web;

/// <summary>The service as it is run in earnest: a process of its own.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServiceProcess(Process process, string address) => (_process, Address) = (process, address);

    internal string Address { get; }

    /// <summary>CPU time of the service and of the processes below it that make pictures.</summary>
    internal TimeSpan CpuTime => Below(_process.Id).Aggregate(TimeSpan.Zero, (sum, id) => sum + CpuOf(id));

    internal static async Task<ServiceProcess> StartAsync(string archive, string data)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        var process = Process.Start(new ProcessStartInfo(archive, ["serve", "--url", address, "--data", data])
        {
            RedirectStandardOutput = true,
            // A caseworker each would come from a machine of their own.
            Environment = { ["ARCHIVE_SERVICE_LOG_INS_PER_MINUTE"] = "10000", ["ARCHIVE_LOG"] = "warning" },
        })!;
        _ = process.StandardOutput.ReadToEndAsync();
        var service = new ServiceProcess(process, address);
        using var http = new HttpClient();
        for (var attempt = 0; attempt < 200 && !process.HasExited; attempt++)
        {
            try
            {
                if ((await http.GetAsync(address + "/health/ready")).IsSuccessStatusCode) return service;
            }
            catch (HttpRequestException)
            {
                // Not up yet.
            }

            await Task.Delay(200);
        }

        await service.DisposeAsync();
        throw new InvalidOperationException("The service did not come up.");
    }

    /// <summary>Runs the command to its end; 3, something for the operator, is no failure here.</summary>
    internal static async Task RunAsync(string archive, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(archive, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        await output;
        if (process.ExitCode is not (0 or 3)) throw new InvalidOperationException($"{archive} ended with {process.ExitCode}: {await errors}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", [_process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static IEnumerable<int> Below(int id) => new[] { id }.Concat(
        Directory.Exists($"/proc/{id}/task/{id}") && File.ReadAllText($"/proc/{id}/task/{id}/children") is { Length: > 0 } children
            ? children.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(child => Below(int.Parse(child, System.Globalization.CultureInfo.InvariantCulture)))
            : []);

    private static TimeSpan CpuOf(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.TotalProcessorTime;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return TimeSpan.Zero;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
