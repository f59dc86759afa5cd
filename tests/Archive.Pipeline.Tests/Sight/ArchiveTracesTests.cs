using System.Diagnostics;
using Archive.Domain;
using Archive.Pipeline.Sight;

namespace Archive.Pipeline.Tests.Sight;

public class ArchiveTracesTests
{
    private static readonly DateTimeOffset Received = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void TraceOf_FileAsReadByAnyDatabase_IsTheSameAndAnotherForOthers()
    {
        var trace = ArchiveTraces.TraceOf(File("F00000001", Received));

        // PostgreSQL keeps microseconds, SQLite ticks.
        Assert.Equal(trace, ArchiveTraces.TraceOf(File("F00000001", Received.AddTicks(7)) with { Name = "other", IndexedAt = Received }));
        Assert.NotEqual(trace, ArchiveTraces.TraceOf(File("F00000002", Received)));
        Assert.NotEqual(trace, ArchiveTraces.TraceOf(File("F00000001", Received.AddMilliseconds(1))));
    }

    [Fact]
    public void Begin_WithinSomebodyElsesSpan_IsOfTheFilesTraceAndPutsBackTheOther()
    {
        using var listener = new ActivityListener { ShouldListenTo = source => source.Name is ArchiveTraces.SourceName or "Other", Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listener);
        using var others = new ActivitySource("Other");
        using var around = others.StartActivity("around");
        var file = File("F00000001", Received);

        using (var span = ArchiveTraces.Begin("work page", file))
        {
            Assert.Equal((ArchiveTraces.TraceOf(file), default), (span!.TraceId, span.ParentSpanId));
            using var step = ArchiveTraces.Step("text");
            Assert.Equal(span.SpanId, step!.ParentSpanId);
        }

        Assert.NotEqual(ArchiveTraces.TraceOf(file), new Activity("unrelated").Start().TraceId);
    }

    private static FileRecord File(string id, DateTimeOffset received) => new(id, 1, 0, "Anna", null, null, received, null, null, 1);
}
