using Archive.Domain;
using Archive.Pipeline.Receive;

namespace Archive.Pipeline.Batches;

/// <summary>Tells whether a command's inputs are still what a batch received.</summary>
internal static class InputComparison
{
    /// <returns>True where the same paths hold the same bytes; what could not be read then and cannot be read now counts as the same.</returns>
    internal static async Task<bool> SameAsync(IngestPlan plan, IReadOnlyList<SourceRecord> sources, CancellationToken cancellation)
    {
        var present = plan.Files.SelectMany(file => file.Sources).Concat(plan.Rejected.Select(rejected => rejected.Path)).ToHashSet(StringComparer.Ordinal);
        if (!present.SetEquals(sources.Select(source => source.Path))) return false;
        var turnedDown = plan.Rejected.Select(rejected => rejected.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            if (turnedDown.Contains(source.Path) && source.Disposition == SourceDisposition.Rejected) continue;
            if (await DigestOf.FileAsync(source.Path, cancellation) != source.Digest) return false;
        }

        return true;
    }
}
