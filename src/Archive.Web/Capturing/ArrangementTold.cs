using System.Globalization;
using System.Text;
using Archive.Domain.Capture;
using Archive.Web.Auditing;

namespace Archive.Web.Capturing;

/// <summary>
/// What the audit ledger is told of a rearrangement: of each page, by its number, each field that changed, from what to what, as in
/// "3: turn found>90, is Image>Blank". It is complete: what is too long for an entry goes on in the next.
/// </summary>
internal static class ArrangementTold
{
    private const string Beginning = "pages arranged: ";

    internal static IReadOnlyList<string> Of(IReadOnlyDictionary<long, CapturedPage> before, IEnumerable<ArrangedPage> wanted)
    {
        var entries = new List<string>();
        var entry = new StringBuilder(Beginning);
        foreach (var told in wanted.Select(page => Of(before[page.Id], page.Onto(before[page.Id].Arrangement))))
        {
            if (entry.Length > Beginning.Length && entry.Length + told.Length + 2 > AuditTrail.Longest)
            {
                entries.Add(entry.ToString());
                entry = new(Beginning);
            }

            if (entry.Length > Beginning.Length) entry.Append("; ");
            entry.Append(told);
        }

        entries.Add(entry.ToString());
        return entries;
    }

    /// <summary>At most some 350 characters: no field is long.</summary>
    private static string Of(CapturedPage page, PageArrangement after)
    {
        var before = page.Arrangement;
        string?[] changes =
        [
            Change("place", before.Position, after.Position), Change("is", before.Disposition, after.Disposition), Change("turn", Turn(before), Turn(after)), Change("begins", before.Starts, after.Starts),
            Change("case", before.Case?.ToString() ?? "none", after.Case?.ToString() ?? "none"), Change("type", before.DocumentType ?? "none", after.DocumentType ?? "none"),
            Change("answered", before.IsAnswered, after.IsAnswered), Change("replaced by", before.ReplacedBy?.ToString(CultureInfo.InvariantCulture) ?? "none", after.ReplacedBy?.ToString(CultureInfo.InvariantCulture) ?? "none"),
        ];
        var changed = string.Join(", ", changes.OfType<string>());
        return string.Create(CultureInfo.InvariantCulture, $"{page.Page.Number}: {(changed.Length == 0 ? "as it was" : changed)}");
    }

    private static string Turn(PageArrangement how) => how.Turn?.ToString(CultureInfo.InvariantCulture) ?? "found";

    private static string? Change<T>(string field, T before, T after) =>
        EqualityComparer<T>.Default.Equals(before, after) ? null : string.Create(CultureInfo.InvariantCulture, $"{field} {before}>{after}");
}
