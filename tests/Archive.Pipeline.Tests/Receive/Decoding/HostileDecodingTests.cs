using System.Diagnostics;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.Pipeline.Tests.Receive.Decoding;

public class HostileDecodingTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(8);

    // Thirty pages alike each; one of them is worth its time.
    private static readonly HashSet<string> TooAlike = ["qpdf__append-xref-loop.pdf"];

    [Fact]
    public async Task Decode_HostileFilesInAChild_EveryPageEndsInWordsOrAnImage()
    {
        var files = SharedFiles.In("hostile").Where(file => !TooAlike.Contains(Path.GetFileName(file))).ToList();
        if (files.Count == 0)
        {
            output.WriteLine(SharedFiles.Skipped);
            return;
        }

        var (exitCode, lines) = await ProbeAsync(files);
        foreach (var line in lines) output.WriteLine(line);
        Assert.True(exitCode == 0, $"The child ended with {exitCode} after {lines.LastOrDefault()}.");
        Assert.Equal(files.Count, lines.Count(line => line.StartsWith("begin\t", StringComparison.Ordinal)));
        Assert.All(lines.Where(line => line.StartsWith("failed\t", StringComparison.Ordinal)), line => Assert.Contains("Error = ", line, StringComparison.Ordinal));
        Assert.Contains("left=0", lines[^1], StringComparison.Ordinal);
        var peak = int.Parse(lines[^1].Split("peak=")[1], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(peak, 1, 600);
    }

    private static async Task<(int ExitCode, List<string> Lines)> ProbeAsync(List<string> files)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "exec", typeof(DecodeProbe).Assembly.Location }.Concat(files)) start.ArgumentList.Add(argument);
        using var child = Process.Start(start)!;
        using var bound = new CancellationTokenSource(Bound);
        var errors = child.StandardError.ReadToEndAsync(bound.Token);
        var lines = new List<string>();
        try
        {
            while (await child.StandardOutput.ReadLineAsync(bound.Token) is { } line) lines.Add(line);
            await child.WaitForExitAsync(bound.Token);
            await errors;
        }
        catch (OperationCanceledException)
        {
            child.Kill(entireProcessTree: true);
            Assert.Fail($"Not done within {Bound} after {lines.LastOrDefault()}.");
        }

        return (child.ExitCode, lines);
    }
}
