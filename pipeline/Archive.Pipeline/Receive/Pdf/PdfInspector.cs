using System.Globalization;
using Archive.Domain;
using Archive.Imaging.Formats;

namespace Archive.Pipeline.Receive.Pdf;

/// <summary>Asks poppler's <c>pdfinfo</c> whether a PDF opens without a password, and how many pages it has.</summary>
internal sealed class PdfInspector(PdfTools tools)
{
    public async Task<MasterInspection> InspectAsync(string path, CancellationToken cancellation)
    {
        var result = await tools.RunAsync("pdfinfo", [path], cancellation);
        if (result.TimedOut) return Rejected("the PDF could not be opened within the time-out");
        if (result.Complaint.Contains("Incorrect password", StringComparison.OrdinalIgnoreCase)) return Rejected("encrypted PDF: it needs a password");
        if (PageCountOf(result.Output) is not { } pages) return Rejected(BrokenReason(result));
        if (pages == 0) return Rejected("the PDF has no pages");
        return pages > ImageLimits.MaxPages
            ? Rejected(string.Create(CultureInfo.InvariantCulture, $"the PDF claims {pages:N0} pages; the limit is {ImageLimits.MaxPages:N0}"))
            : new MasterInspection.Accepted(MasterFormat.Pdf, pages);
    }

    private static int? PageCountOf(string output)
    {
        // The last such line: a title with a line break in it could look like one.
        var line = output.Split('\n').LastOrDefault(text => text.StartsWith("Pages:", StringComparison.Ordinal));
        return int.TryParse(line?[6..], NumberStyles.Integer, CultureInfo.InvariantCulture, out var pages) && pages >= 0 ? pages : null;
    }

    private static string BrokenReason(PdfToolResult result) => result.Complaint switch
    {
        var text when text.Contains("Wrong page range", StringComparison.Ordinal) => "the PDF has no pages that can be found",
        "" => "the PDF is damaged: it cannot be opened",
        var text when text.Contains("Page count", StringComparison.OrdinalIgnoreCase) => $"the PDF is damaged: its page count is wrong ({text})",
        var text => $"the PDF is damaged: it cannot be opened ({text})",
    };

    private static MasterInspection.Rejected Rejected(string reason) => new(reason);
}
