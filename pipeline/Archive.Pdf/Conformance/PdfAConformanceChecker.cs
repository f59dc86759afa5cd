using Archive.Pdf.Conformance.Reading;
using Archive.Pdf.Conformance.Rules;

namespace Archive.Pdf.Conformance;

/// <summary>
/// Checks a written file against the rules of PDF/A-2u (ISO 19005-2) that files of this library can touch, by reading it anew and
/// without knowledge of how it was written. Reads object by object: memory does not grow with the number of pages beyond the
/// cross-reference table. It is no full validator: what our files never contain (annotations, forms, embedded files, transparency,
/// simple fonts, cross-reference streams) is reported where met, not judged.
/// </summary>
public static class PdfAConformanceChecker
{
    /// <summary>Checks a file; the stream must seek and stays open.</summary>
    /// <returns>What is wrong, at most 200 findings; empty for a conforming file.</returns>
    public static IReadOnlyList<PdfAFinding> Check(Stream file)
    {
        CheckContext context;
        try
        {
            context = new(new(file));
        }
        catch (PdfSyntaxException e)
        {
            return [new("6.1.4", $"The file's structure cannot be read: {e.Message}", null)];
        }
        Action<CheckContext>[] rules = [FileRules.Check, ObjectRules.Check, CatalogRules.Check, MetadataRules.Check, OutputIntentRules.Check, PageRules.Check, FontRules.Check];
        foreach (var rule in rules) Run(rule, context);
        return context.Findings;
    }

    private static void Run(Action<CheckContext> rule, CheckContext context)
    {
        try
        {
            rule(context);
        }
        catch (PdfSyntaxException e)
        {
            context.Report("6.1.9", $"An object cannot be read: {e.Message}");
        }
    }
}
