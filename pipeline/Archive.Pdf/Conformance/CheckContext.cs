using Archive.Pdf.Conformance.Reading;

namespace Archive.Pdf.Conformance;

/// <summary>A file under check, what was found so far, and what later rules need to know from earlier ones.</summary>
internal sealed class CheckContext(PdfFileReader file)
{
    /// <summary>Findings kept at most: a file broken throughout would otherwise list every object.</summary>
    private const int MostFindings = 200;

    private readonly List<PdfAFinding> _findings = [];

    public PdfFileReader File { get; } = file;

    public PdfDictionary Catalog { get; } = file.Dictionary(file.Trailer["Root"]);

    public IReadOnlyList<PdfAFinding> Findings => _findings;

    /// <summary>Colour space of the PDF/A output intent's profile ("RGB ", "GRAY", "CMYK"); null where there is none.</summary>
    public string? OutputColourSpace { get; set; }

    /// <summary>The fonts that content shows text with, by object number, with the CIDs shown.</summary>
    public SortedDictionary<int, HashSet<int>> UsedFonts { get; } = [];

    public void Report(string clause, string message, int? number = null)
    {
        var finding = new PdfAFinding(clause, message, number);
        if (_findings.Count < MostFindings && !_findings.Contains(finding)) _findings.Add(finding);
    }

    /// <summary>Reports unless the condition holds.</summary>
    public void Require(bool condition, string clause, string message, int? number = null)
    {
        if (!condition) Report(clause, message, number);
    }
}
