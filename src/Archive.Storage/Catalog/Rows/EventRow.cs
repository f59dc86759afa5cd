using System.Runtime.CompilerServices;
using Archive.Domain;

namespace Archive.Storage.Catalog.Rows;

/// <summary>A preservation event as read from the catalog.</summary>
internal sealed class EventRow
{
    private const int Portion = 500;

    private const string Select = "select id as Id, type as Type, at as At, subject as Subject, outcome as Outcome, detail as Detail from event ";

    private const string OfSubject = Select + "where subject = @Subject and id > @After order by id limit @Portion";

    private const string OfAll = Select + "where id > @After order by id limit @Portion";

    public long Id { get; init; }

    public string Type { get; init; } = "";

    public object? At { get; init; }

    public string Subject { get; init; } = "";

    public string Outcome { get; init; } = "";

    public string? Detail { get; init; }

    /// <summary>Events in the order in which they were told, read in portions like <see cref="ObjectNames"/>.</summary>
    internal static async IAsyncEnumerable<PreservationEvent> ListAsync(
        string? subject, Func<string, object, CancellationToken, Task<List<EventRow>>> read, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (long after = 0; ;)
        {
            var rows = await read(subject is null ? OfAll : OfSubject, new { Subject = subject, After = after, Portion }, cancellation);
            foreach (var row in rows) yield return new(row.Type, RowTime.Read(row.At), row.Subject, row.Outcome, row.Detail);
            if (rows.Count < Portion) yield break;
            after = rows[^1].Id;
        }
    }
}
