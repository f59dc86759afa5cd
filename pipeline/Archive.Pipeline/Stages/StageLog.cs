using System.Diagnostics;
using Archive.Domain;
using Archive.Pipeline.Sight;

namespace Archive.Pipeline.Stages;

/// <summary>Runs the stages of a page and keeps what became of each, with the CPU time of the process it took.</summary>
public sealed class StageLog
{
    private readonly List<StageRecord> _records = [];

    public IReadOnlyList<StageRecord> Records => _records;

    /// <summary>Runs a stage that always has a result.</summary>
    public T Run<T>(string stage, Func<T> work) => ((StageOutcome<T>.Done)RunOutcome(stage, () => new StageOutcome<T>.Done(work()))).Value;

    /// <summary>Runs a stage that changes the page in place.</summary>
    public void Run(string stage, Action work) => Run(stage, () =>
    {
        work();
        return true;
    });

    /// <summary>Runs a stage that may have none.</summary>
    public StageOutcome<T> RunOutcome<T>(string stage, Func<StageOutcome<T>> work)
    {
        using var span = ArchiveTraces.Step(stage);
        var before = Environment.CpuUsage.TotalTime;
        var outcome = Run(work, span);
        var reason = outcome switch
        {
            StageOutcome<T>.Skipped skipped => skipped.Reason,
            StageOutcome<T>.NeedsOperator needs => needs.Reason,
            StageOutcome<T>.Failed failed => failed.Error,
            _ => null,
        };
        _records.Add(new(stage, outcome.GetType().Name, reason, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds));
        // The reason stays out: it is made for the operator and may say what the page says.
        span?.SetTag("archive.outcome", outcome.GetType().Name).SetTag("archive.cpu_ms", _records[^1].CpuMilliseconds);
        return outcome;
    }

    private static StageOutcome<T> Run<T>(Func<StageOutcome<T>> work, Activity? span)
    {
        try
        {
            return work();
        }
        catch (Exception failure)
        {
            ArchiveTraces.Fail(span, failure);
            throw;
        }
    }
}
