using System.Text.RegularExpressions;
using Archive.Pdf.Conformance.Reading;

namespace Archive.Pdf.Conformance.Rules;

/// <summary>Every indirect object by itself: spacing, strings, streams, limits, forbidden actions (6.1.6 to 6.1.13, 6.5.1).</summary>
internal static partial class ObjectRules
{
    private const int LongestString = 32_767, LongestName = 127;

    private static readonly HashSet<string> Filters =
        ["ASCIIHexDecode", "ASCII85Decode", "FlateDecode", "RunLengthDecode", "CCITTFaxDecode", "JBIG2Decode", "DCTDecode", "JPXDecode"];

    private static readonly HashSet<string> ForbiddenActions =
        ["JavaScript", "Launch", "Sound", "Movie", "ResetForm", "ImportData", "Hide", "SetOCGState", "Rendition", "Trans", "GoTo3DView", "SetState", "NoOp"];

    public static void Check(CheckContext context)
    {
        foreach (var number in context.File.Numbers) CheckObject(context, number);
    }

    private static void CheckObject(CheckContext context, int number)
    {
        CheckBeginning(context, number);
        try
        {
            var value = context.File.ReadObject(number);
            CheckValue(context, value, number);
            if (value is PdfStream stream) CheckStream(context, stream, number);
        }
        catch (PdfSyntaxException e)
        {
            context.Report("6.1.9", e.Message, number);
        }
    }

    private static void CheckBeginning(CheckContext context, int number)
    {
        var start = context.File.OffsetOf(number) - 1;
        context.Require(
            start >= 0 && Beginning().IsMatch(context.File.Latin1(start, 48)),
            "6.1.9", "Object number, generation number and obj are not parted by single spaces, or have no end-of-line around them.", number);
    }

    private static void CheckStream(CheckContext context, PdfStream stream, int number)
    {
        context.Require(!stream.Dictionary.Has("F") && !stream.Dictionary.Has("FFilter") && !stream.Dictionary.Has("FDecodeParms"), "6.1.7.1", "A stream's data lies outside the file.", number);
        context.Require(context.File.Bytes(stream.DataStart - 1, 1) is [10], "6.1.7.1", "The stream keyword is not followed by an end-of-line.", number);
        var length = context.File.Number(stream.Dictionary["Length"]) ?? -1;
        var behind = length < 0 ? "" : context.File.Latin1(stream.DataStart + (long)length, 24);
        context.Require(StreamEnd().IsMatch(behind), "6.1.7.1", "The stream's Length does not lead to an end-of-line and endstream.", number);
        var filter = context.File.Resolve(stream.Dictionary["Filter"]);
        var names = filter is PdfArray array ? array.Items : filter is PdfName ? [filter] : [];
        foreach (var name in names)
            context.Require(name is PdfName known && Filters.Contains(known.Value), "6.1.7.2", $"Filter {(name as PdfName)?.Value} is not allowed.", number);
    }

    private static void CheckValue(CheckContext context, PdfValue value, int number)
    {
        switch (value)
        {
            case PdfStream stream:
                CheckValue(context, stream.Dictionary, number);
                break;
            case PdfDictionary dictionary:
                CheckAction(context, dictionary, number);
                foreach (var (key, entry) in dictionary.Entries)
                {
                    CheckName(context, key, number);
                    CheckValue(context, entry, number);
                }
                break;
            case PdfArray array:
                foreach (var item in array.Items) CheckValue(context, item, number);
                break;
            default:
                CheckSimple(context, value, number);
                break;
        }
    }

    private static void CheckSimple(CheckContext context, PdfValue value, int number)
    {
        if (value is PdfName name) CheckName(context, name.Value, number);
        if (value is PdfString text)
        {
            context.Require(text.WellFormed, "6.1.6", "A hexadecimal string has an odd number of digits or other characters.", number);
            context.Require(text.Bytes.Length <= LongestString, "6.1.13", $"A string is longer than {LongestString} bytes.", number);
        }
        if (value is PdfNumber { IsInteger: true } integer)
            context.Require(integer.Value is >= int.MinValue and <= int.MaxValue, "6.1.13", "An integer exceeds 32 bits.", number);
    }

    private static void CheckName(CheckContext context, string name, int number) =>
        context.Require(name.Length <= LongestName, "6.1.13", $"A name is longer than {LongestName} bytes.", number);

    private static void CheckAction(CheckContext context, PdfDictionary dictionary, int number)
    {
        context.Require(dictionary.Name("S") is not { } action || !ForbiddenActions.Contains(action), "6.5.1", $"Action {dictionary.Name("S")} is not allowed.", number);
        context.Require(!dictionary.Has("JS"), "6.5.1", "There is JavaScript.", number);
        context.Require(!dictionary.Has("AA"), "6.5.2", "There are additional actions.", number);
        context.Require(!dictionary.Has("EF"), "6.8", "There is an embedded file.", number);
    }

    [GeneratedRegex(@"^[\r\n]\d+ \d+ obj[\r\n]")]
    private static partial Regex Beginning();

    [GeneratedRegex(@"^(\r\n|\r|\n)endstream[\r\n]+endobj[\r\n]")]
    private static partial Regex StreamEnd();
}
