using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Archive.Pipeline.Receive.Pdf;

/// <summary>How a poppler program ended.</summary>
/// <param name="Complaint">The first error it reported, without its prefix; empty where it reported none.</param>
internal sealed record PdfToolResult(int ExitCode, string Output, string Complaint, bool TimedOut);

/// <summary>
/// Runs poppler's programs, each under <c>prlimit</c> (util-linux) with bounds on address space and CPU time, and killed at the time-out.
/// The CPU bound also ends a program whose parent was itself killed.
/// </summary>
internal sealed class PdfTools
{
    private const int MaxOutput = 4 << 20;

    private readonly PdfToolOptions _options;

    public PdfTools(PdfToolOptions options)
    {
        options.Validate();
        _options = options;
    }

    /// <inheritdoc cref="RunAsync"/>
    public PdfToolResult Run(string tool, IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        RunAsync(tool, arguments, cancellation).GetAwaiter().GetResult();

    /// <exception cref="MissingToolException">The program is not installed.</exception>
    public async Task<PdfToolResult> RunAsync(string tool, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        using var process = Process.Start(StartInfo(tool, arguments)) ?? throw new MissingToolException($"{tool} could not be started.");
        process.StandardInput.Close();
        using var timeOut = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeOut.CancelAfter(_options.TimeOut);
        var output = ReadBoundedAsync(process.StandardOutput);
        var errors = ReadBoundedAsync(process.StandardError);
        try
        {
            await process.WaitForExitAsync(timeOut.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
            return new(-1, "", "", TimedOut: true);
        }

        return new(process.ExitCode, await output, FirstComplaint(await errors), TimedOut: false);
    }

    private ProcessStartInfo StartInfo(string tool, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(Locate("prlimit", "util-linux"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["LC_ALL"] = "C";
        start.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"--as={_options.MaxMemoryBytes}"));
        start.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"--cpu={Math.Ceiling(_options.TimeOut.TotalSeconds):F0}"));
        start.ArgumentList.Add("--core=0");
        start.ArgumentList.Add(Locate(tool, "poppler-utils"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return start;
    }

    private static string Locate(string tool, string package) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists)
        ?? throw new MissingToolException($"{tool} is not installed (Debian: apt-get install {package}).");

    // Reads to the end, so that the program never blocks on a full pipe, but keeps only the beginning.
    private static async Task<string> ReadBoundedAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        var buffer = new char[8192];
        while (await reader.ReadAsync(buffer) is var count and > 0)
            if (text.Length < MaxOutput)
                text.Append(buffer, 0, count);
        return text.ToString();
    }

    // Warnings, and errors in what is not on the page (links, bookmarks), say nothing of the page.
    private static string FirstComplaint(string errors)
    {
        var line = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .FirstOrDefault(text => text.Contains("Error", StringComparison.Ordinal) && !text.Contains("destination", StringComparison.Ordinal)) ?? "";
        var separator = line.IndexOf(": ", StringComparison.Ordinal);
        return separator is > 0 and < 40 ? line[(separator + 2)..].TrimEnd('.') : line;
    }
}
