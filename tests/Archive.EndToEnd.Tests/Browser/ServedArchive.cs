using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.Playwright;

namespace Archive.EndToEnd.Tests.Browser;

/// <summary>The real service over a few ingested pages, an account for each role, and Debian's Chromium.</summary>
public class ServedArchive : IAsyncLifetime
{
    /// <summary>Of every account.</summary>
    internal const string Password = "violet bicycle on a hill";

    private static readonly string[] Chromes = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly ScratchFolder _scratch = new();
    private Process? _service;
    private IPlaywright? _playwright;

    internal Uri Address { get; private set; } = null!;

    internal IBrowser Chromium { get; private set; } = null!;

    internal string Data => _scratch.Data;

    private string Stations => Path.Combine(_scratch.Path, "stations");

    public async Task InitializeAsync()
    {
        var samples = SamplePages.Smallest(3);
        for (var page = 0; page < samples.Count; page++) _scratch.Put(samples[page], $"PMR-2019-00017/{page}{Path.GetExtension(samples[page])}");
        var ingest = await ArchiveProcess.RunAsync("ingest", _scratch.Inputs, "--data", Data);
        Assert.True(ingest.Code is 0 or 3, ingest.Error);
        foreach (var role in new[] { "operator", "caseworker", "archivist", "auditor", "administrator" }) await AddAccountAsync(role);
        await FillAsync();
        MakeStations();
        await StartAsync();
        _playwright = await Playwright.CreateAsync();
        Chromium = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromes.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("There is no Chromium: run tools/test, which installs it."),
            // Root has no sandbox to give up.
            Args = Environment.UserName == "root" ? ["--no-sandbox"] : [],
        });
    }

    public async Task DisposeAsync()
    {
        if (Chromium is not null) await Chromium.DisposeAsync();
        _playwright?.Dispose();
        if (_service is { HasExited: false })
        {
            _service.Kill(entireProcessTree: true);
            await _service.WaitForExitAsync();
        }

        _service?.Dispose();
        _scratch.Dispose();
    }

    /// <summary>Puts more into the data folder before the service holds it.</summary>
    internal virtual Task FillAsync() => Task.CompletedTask;

    /// <summary>A window of somebody who is logged in.</summary>
    internal async Task<IPage> LogInAsync(string name, string? password = null, string language = "en", ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        var page = await OpenAsync(language, scheme, width);
        await page.GotoAsync("/");
        await page.Locator("input[autocomplete=username]").FillAsync(name);
        await page.Locator("input[autocomplete=current-password]").FillAsync(password ?? Password);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("nav").First.WaitForAsync();
        return page;
    }

    internal async Task<IPage> OpenAsync(string language = "en", ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        var context = await Chromium.NewContextAsync(new()
        {
            BaseURL = Address.ToString(),
            Locale = language == "lv" ? "lv-LV" : "en-GB",
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = 800 },
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(30_000);
        return await context.NewPageAsync();
    }

    /// <summary>One that is ready, and one in which something has the name of a folder of the archive's own.</summary>
    private void MakeStations()
    {
        Directory.CreateDirectory(Path.Combine(Stations, "Reception"));
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(Stations, "Copier 2")).FullName, "done"), "in the way");
    }

    /// <summary>Copies of sample scans as if the paper had been scanned anew: the same pages in other bytes, since what another batch has is a duplicate.</summary>
    internal IReadOnlyList<string> ScannedAnew(IEnumerable<string> samples)
    {
        return [.. samples.Select(sample =>
        {
            // Files of several folders have the same names.
            var folder = Directory.CreateDirectory(Path.Combine(_scratch.Path, $"scan-{Guid.NewGuid():N}")).FullName;
            var (copy, bytes, mark) = (Path.Combine(folder, Path.GetFileName(sample)), File.ReadAllBytes(sample), Guid.NewGuid().ToByteArray());
            // A comment after the start of a JPEG (ITU-T T.81, B.2.4.5); behind the end of other images nobody looks.
            byte[] marked = Path.GetExtension(sample) == ".jpg" ? [.. bytes[..2], 0xFF, 0xFE, 0, 18, .. mark, .. bytes[2..]] : [.. bytes, .. mark];
            File.WriteAllBytes(copy, marked);
            return copy;
        })];
    }

    private async Task AddAccountAsync(string role)
    {
        var added = await ArchiveProcess.RunWithLineAsync(
            _ => { }, Password, "account", "add", role, "--role", role, "--register", "PMR", "--register", "UAT", "--all-units", "--password-from-stdin", "--data", Data);
        Assert.True(added.Code == 0, added.Error);
    }

    private async Task StartAsync()
    {
        using (var probe = new TcpListener(System.Net.IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = new($"http://127.0.0.1:{((System.Net.IPEndPoint)probe.LocalEndpoint).Port}/");
        }

        var info = new ProcessStartInfo(ArchiveProcess.Executable, ["serve", "--url", Address.ToString().TrimEnd('/'), "--workers", "1", "--data", Data]) { RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["ARCHIVE_SERVICE_LOG_INS_PER_MINUTE"] = "1000";
        info.Environment["ARCHIVE_SERVICE_HOT_FOLDERS"] = Stations;
        _service = Process.Start(info)!;
        _ = _service.StandardError.ReadToEndAsync();
        while (await _service.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("Archive serves at", StringComparison.Ordinal)) return;
        }

        Assert.Fail("The service did not start.");
    }
}

[CollectionDefinition(Name)]
public sealed class ServedCollection : ICollectionFixture<ServedArchive>
{
    internal const string Name = "served archive";
}
