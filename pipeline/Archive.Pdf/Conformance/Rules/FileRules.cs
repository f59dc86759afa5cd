using System.Text.RegularExpressions;
using Archive.Pdf.Conformance.Reading;

namespace Archive.Pdf.Conformance.Rules;

/// <summary>The file as a whole: header, trailer, cross-reference table (6.1.2 to 6.1.4).</summary>
internal static partial class FileRules
{
    private const int MostObjects = 8_388_607;

    public static void Check(CheckContext context)
    {
        CheckHeader(context);
        CheckTrailer(context);
        CheckEnd(context);
        var table = context.File.Latin1(context.File.CrossReferenceStart, 64);
        context.Require(CrossReferenceHead().IsMatch(table), "6.1.4", "Between xref and the subsection header stands not exactly one end-of-line.");
        context.Require(context.File.Numbers.Count() <= MostObjects, "6.1.13", $"The file has more than {MostObjects} indirect objects.");
    }

    private static void CheckHeader(CheckContext context)
    {
        var start = context.File.Bytes(0, 14);
        context.Require(Header().IsMatch(context.File.Latin1(0, 9)), "6.1.2", "The file does not begin with %PDF-1.n and an end-of-line.");
        context.Require(
            start.Length == 14 && start[9] == '%' && start.AsSpan(10, 4).ToArray().All(value => value > 127),
            "6.1.2", "The header is not followed by a comment of four bytes above 127.");
    }

    private static void CheckTrailer(CheckContext context)
    {
        var trailer = context.File.Trailer;
        var id = context.File.Array(trailer["ID"]);
        context.Require(id.Count == 2 && id.All(part => part is PdfString { Bytes.Length: > 0 }), "6.1.3", "The trailer has no ID of two strings.");
        context.Require(!trailer.Has("Encrypt"), "6.1.3", "The file is encrypted.");
    }

    private static void CheckEnd(CheckContext context)
    {
        var tail = context.File.Latin1(Math.Max(0, context.File.Length - 32), 32);
        context.Require(End().IsMatch(tail), "6.1.3", "There is data behind the last end-of-file marker.");
    }

    [GeneratedRegex(@"^%PDF-1\.[0-7][\r\n]")]
    private static partial Regex Header();

    [GeneratedRegex(@"^xref(\r\n|\r|\n)\d+ \d+ ?(\r\n|\r|\n)")]
    private static partial Regex CrossReferenceHead();

    [GeneratedRegex(@"%%EOF(\r\n|\r|\n)?\z")]
    private static partial Regex End();
}
