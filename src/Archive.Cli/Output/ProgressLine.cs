using System.Globalization;
using Archive.Pipeline.Batches;

namespace Archive.Cli.Output;

/// <summary>One line on standard error that says how far an ingest is; silent where nobody is looking.</summary>
internal sealed class ProgressLine : IProgress<IngestProgress>, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly TextWriter? _output;
    private readonly TimeProvider _time;
    private readonly long _began;
    private long _shown;
    private int _width;

    private ProgressLine(TextWriter? output, TimeProvider time) => (_output, _time, _began) = (output, time, time.GetTimestamp());

    internal static ProgressLine On(Terminal terminal, TimeProvider time) => new(terminal.ErrorIsTerminal ? terminal.Error : null, time);

    public void Report(IngestProgress value)
    {
        if (_output is null || (_shown != 0 && _time.GetElapsedTime(_shown) < Interval)) return;
        _shown = _time.GetTimestamp();
        Show(Text(value, _time.GetElapsedTime(_began)));
    }

    public void Dispose()
    {
        if (_width == 0) return;
        Show("");
        _output?.Write('\r');
    }

    /// <summary>For instance "received 12/40 inputs · 31/96 pages · 28 pages/min · 2 min left · 3/9 files".</summary>
    internal static string Text(IngestProgress now, TimeSpan elapsed)
    {
        var more = now.ReceivingIsOver ? "" : "+";
        List<string> parts =
        [
            string.Create(CultureInfo.InvariantCulture, $"received {now.InputsReceived}/{now.InputsPlanned} inputs"),
            string.Create(CultureInfo.InvariantCulture, $"{now.PagesFinished}/{now.PagesKnown}{more} pages"),
        ];
        // The first page pays for the start of its worker; before it there is no speed to speak of.
        if (now.PagesThisRun > 0 && elapsed > TimeSpan.Zero)
        {
            var perMinute = now.PagesThisRun / elapsed.TotalMinutes;
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{perMinute:0.#} pages/min"));
            var left = now.PagesKnown - now.PagesFinished;
            if (left > 0) parts.Add($"{(more == "" ? "" : "at least ")}{Duration(TimeSpan.FromMinutes(left / perMinute))} left");
        }

        parts.Add(string.Create(CultureInfo.InvariantCulture, $"{now.FilesIndexed}/{now.FilesKnown}{more} files"));
        return string.Join(" · ", parts);
    }

    private static string Duration(TimeSpan time) => time.TotalSeconds < 90
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):0} s")
        : time.TotalMinutes < 90
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.0} h");

    private void Show(string text)
    {
        _output?.Write('\r' + text.PadRight(_width));
        _width = text.Length;
    }
}
