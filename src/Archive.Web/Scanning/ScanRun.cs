using System.Diagnostics;
using System.Text;
using System.Threading.Channels;
using Archive.Pipeline.Receive.Pdf;
using Archive.Pipeline.Workers.Interop;

namespace Archive.Web.Scanning;

/// <summary>Runs scanimage for one scan: tells of every page that is whole, and how it ended.</summary>
internal sealed class ScanRun(Sane sane, ScannerList scanners, TimeSpan longestPage, TimeProvider time)
{
    private const int MostSaid = 16_384;

    /// <summary>Between looks at whether it is to end.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>After Ctrl-C scanimage sends the paper out and says good-bye to the device.</summary>
    private const int IntervalsToEnd = 50;

    private DateTimeOffset _lastPage;

    /// <param name="folder">Where the pages are written.</param>
    /// <param name="pages">Told the number of every page.</param>
    internal async Task<(ScanOutcome Outcome, string? Word)> RunAsync(Scan scan, ScanProfile profile, string folder, ChannelWriter<int> pages, CancellationToken end)
    {
        _lastPage = time.GetUtcNow();
        Process process;
        try
        {
            process = sane.Start(profile.Arguments(scan.Facts.Sides, ScanSpool.RawPattern), folder);
        }
        catch (MissingToolException)
        {
            return (ScanOutcome.NoScanner, null);
        }

        using (process)
        {
            var (said, told) = (ReadTailAsync(process.StandardError), ReadPagesAsync(process.StandardOutput, scan, pages));
            var forced = await EndAsync(process, scan, end);
            await told;
            var (outcome, word) = ScanEnding.Of(process.ExitCode, await said);
            if (end.IsCancellationRequested) return (ScanOutcome.Failed, ScanEnding.Interrupted);
            if (forced is { } asked) return (asked, null);
            return word == ScanEnding.InputOutput && !await scanners.HasAsync(profile.Device, end) ? (ScanOutcome.DeviceGone, null) : (outcome, word);
        }
    }

    /// <summary>Waits for its end, and sees to it where that is asked for.</summary>
    /// <returns>Why it was ended; null where it ended by itself.</returns>
    private async Task<ScanOutcome?> EndAsync(Process process, Scan scan, CancellationToken end)
    {
        var exited = process.WaitForExitAsync(CancellationToken.None);
        ScanOutcome? forced = null;
        for (var asked = 0; !exited.IsCompleted; await Task.WhenAny(exited, Task.Delay(Interval, time, CancellationToken.None)))
        {
            if (forced is null && (scan.IsStopped || end.IsCancellationRequested))
            {
                forced = ScanOutcome.Stopped;
                ProcessGroup.Interrupt(process.Id);
            }
            else if (forced == ScanOutcome.Stopped && ++asked > IntervalsToEnd)
            {
                ProcessGroup.Kill(process.Id);
            }
            else if (forced is null && time.GetUtcNow() - _lastPage > longestPage)
            {
                forced = ScanOutcome.TimedOut;
                ProcessGroup.Kill(process.Id);
            }
        }

        await exited;
        return forced;
    }

    private async Task ReadPagesAsync(StreamReader output, Scan scan, ChannelWriter<int> pages)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            if (ScanSpool.NumberOf(line.Trim()) is not { } number) continue;
            _lastPage = time.GetUtcNow();
            scan.Change(facts => facts with { Pages = Math.Max(facts.Pages, number) });
            await pages.WriteAsync(number);
        }
    }

    /// <summary>To the end, so that it never blocks, but keeps only the last of it.</summary>
    private static async Task<string> ReadTailAsync(StreamReader reader)
    {
        var (text, buffer) = (new StringBuilder(), new char[4096]);
        for (int count; (count = await reader.ReadAsync(buffer)) > 0;)
        {
            text.Append(buffer, 0, count);
            if (text.Length > MostSaid) text.Remove(0, text.Length - MostSaid);
        }

        return text.ToString();
    }
}
