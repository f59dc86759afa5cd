using System.Text;
using Archive.Domain;
using Archive.Pipeline.Workers;

namespace Archive.Pipeline.Batches;

/// <summary>What is kept of a page on which page workers failed: its image where that could still be had, and what happened.</summary>
internal static class FailedPage
{
    /// <summary>The result of image-only work, marked for the operator; a master that cannot be decoded stays rejected.</summary>
    internal static PageWorkResult Mark(PageWorkResult made, PageAttempt.Lost seen) => made.Result.Outcome == PageOutcome.Rejected
        ? made
        : made with
        {
            Result = made.Result with
            {
                Outcome = PageOutcome.NeedsOperator,
                Problem = seen.Problem,
                Reason = $"{Happened(seen)} The page is kept as an image without text.",
            },
        };

    /// <summary>The result where not even an image could be made.</summary>
    internal static PageWorkResult Placeholder(PageAttempt.Lost seen) => new(
        new PageResult
        {
            Outcome = PageOutcome.NeedsOperator,
            Problem = seen.Problem,
            Reason = $"{Happened(seen)} Not even its image could be made; the master is safe, a placeholder stands in its place.",
        },
        null, null, null);

    /// <summary>A recipe of its own: such a result must never be taken for one of full work on the same page.</summary>
    internal static Sha256Digest Recipe(Sha256Digest full) => Sha256Digest.Of(Encoding.UTF8.GetBytes($"{full}\nafter failures"));

    private static string Happened(PageAttempt.Lost seen) => seen.Problem switch
    {
        PageProblem.TimedOut => $"The page took too long ({seen.Detail}).",
        PageProblem.OutOfMemory => $"The page needed too much memory ({seen.Detail}).",
        _ => $"The page worker crashed on the page ({seen.Detail}).",
    };
}
