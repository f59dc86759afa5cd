using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Archive.Pipeline.Receive.Pdf;

namespace Archive.Web.Scanning;

/// <summary>A scanner as SANE knows it.</summary>
public sealed record ScannerDevice(string Device, string Vendor, string Model);

/// <summary>
/// SANE by way of its program scanimage, which runs apart: a back-end that crashes or hangs takes no more than a scan with it.
/// </summary>
/// <param name="configFolder">Instead of SANE's own (SANE_CONFIG_DIR); null for that.</param>
internal sealed partial class Sane(string? configFolder = null)
{
    /// <summary>Back-ends look for scanners in the network, too.</summary>
    private static readonly TimeSpan ListTime = TimeSpan.FromSeconds(30);

    /// <summary>No name has it.</summary>
    private const char Separator = '\u001F';

    /// <exception cref="MissingToolException">scanimage is not installed.</exception>
    /// <exception cref="TimeoutException">A back-end hangs.</exception>
    internal async Task<IReadOnlyList<ScannerDevice>> ListAsync(CancellationToken cancellation) =>
        Parse(await AskAsync(["--formatted-device-list", $"%d{Separator}%v{Separator}%m%n"], cancellation));

    /// <summary>The values that a device has for an option of a list, such as its sources; empty where it has none or does not say.</summary>
    /// <inheritdoc cref="ListAsync"/>
    internal async Task<ILookup<string, string>> ChoicesAsync(string device, CancellationToken cancellation) =>
        ParseChoices(await AskAsync([$"--device-name={device}", "--all-options"], cancellation));

    /// <summary>A process of scanimage that leads a group of its own, so that it can be killed with what it started.</summary>
    /// <inheritdoc cref="ListAsync"/>
    internal Process Start(IReadOnlyList<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(Find("setsid", "util-linux"))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["LC_ALL"] = "C";
        if (configFolder is not null) start.Environment["SANE_CONFIG_DIR"] = configFolder;
        start.ArgumentList.Add(Find("scanimage", "sane-utils"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new MissingToolException("scanimage could not be started.");
        process.StandardInput.Close();
        return process;
    }

    internal static IReadOnlyList<ScannerDevice> Parse(string list) =>
    [
        .. list.Split('\n').Select(line => line.TrimEnd('\r').Split(Separator)).Where(parts => parts.Length == 3 && parts[0].Length > 0 && !parts[0].Any(char.IsControl))
            .Select(parts => new ScannerDevice(parts[0], Shown(parts[1]), Shown(parts[2]))).DistinctBy(device => device.Device),
    ];

    /// <summary>Of lines as in <c>    --source Flatbed|Automatic Document Feeder [Flatbed]</c>.</summary>
    internal static ILookup<string, string> ParseChoices(string options) => OptionLine().Matches(options)
        .SelectMany(line => line.Groups["values"].Value.Split('|').Select(value => (Name: line.Groups["name"].Value, Value: value.Trim())))
        .ToLookup(pair => pair.Name, pair => pair.Value);

    private static string Shown(string text) => new([.. text.Where(character => !char.IsControl(character))]);

    private async Task<string> AskAsync(string[] arguments, CancellationToken cancellation)
    {
        using var process = Start(arguments, Path.GetTempPath());
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        end.CancelAfter(ListTime);
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(end.Token), process.StandardError.ReadToEndAsync(end.Token));
            await process.WaitForExitAsync(end.Token);
            await errors;
            return await output;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            throw new TimeoutException("The scanners were not listed in time.");
        }
    }

    private static string Find(string program, string package) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin").Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
        ?? throw new MissingToolException($"{program} is not installed (Debian: apt-get install {package}).");

    [GeneratedRegex(@"^ +--(?<name>[a-z][a-z0-9-]*) (?<values>[^\[\n<]*\|?[^\[\n<]*?)(?: \[[^\]\n]*\])?$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex OptionLine();
}
