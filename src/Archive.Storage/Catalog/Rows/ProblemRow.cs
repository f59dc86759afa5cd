using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Storage.Catalog.Rows;

/// <summary>How many pages have one problem.</summary>
internal sealed class ProblemRow
{
    /// <summary>Every catalog understands it, and reads two partial indexes alone. Failures come as an outcome of their own.</summary>
    internal const string Count =
        """
        select outcome as Outcome, problem as Problem, count(*) as Pages from page where state = 'Finished' and outcome <> 'Done' group by outcome, problem
        union all select 'Failed', last_problem, count(*) from page where failures > 0 group by last_problem
        """;

    public string Outcome { get; init; } = "";

    public string? Problem { get; init; }

    public long Pages { get; init; }

    internal static ProblemCounts Counts(IEnumerable<ProblemRow> rows)
    {
        var byOutcome = rows.ToLookup(row => row.Outcome);
        return new(Of(nameof(PageOutcome.NeedsOperator)), Of(nameof(PageOutcome.Rejected)), Of("Failed"));

        IReadOnlyDictionary<PageProblem, long> Of(string outcome) => byOutcome[outcome].ToDictionary(
            row => Enum.TryParse<PageProblem>(row.Problem, out var problem) ? problem : PageProblem.None, row => row.Pages);
    }
}
