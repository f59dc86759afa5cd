using System.Globalization;
using System.Text;

namespace Archive.Pdf.Writing;

/// <summary>How numbers, text and dates are spelled in PDF (ISO 32000-1, 7.3 and 7.9), the same in every culture.</summary>
internal static class PdfSyntax
{
    /// <summary>A real with at most <paramref name="decimals"/> decimals and no exponent.</summary>
    public static string Number(double value, int decimals = 3)
    {
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), value, "A PDF number is finite.");
        var text = Math.Round(value, decimals, MidpointRounding.AwayFromZero).ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    /// <summary>A text string: UTF-16BE with byte order mark in hexadecimal, which every reader understands for every language.</summary>
    public static string TextString(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    /// <summary>An ASCII string that needs no other encoding (dates, languages, identifiers of registries).</summary>
    public static string AsciiString(string text)
    {
        if (!Ascii.IsValid(text)) throw new ArgumentException($"'{text}' is not ASCII.", nameof(text));
        return $"({text.Replace("\\", "\\\\").Replace("(", "\\(").Replace(")", "\\)")})";
    }

    /// <summary>A date to the second with its offset from UTC (ISO 32000-1, 7.9.4).</summary>
    public static string Date(DateTimeOffset time)
    {
        var offset = time.Offset;
        var sign = offset < TimeSpan.Zero ? '-' : '+';
        return string.Create(CultureInfo.InvariantCulture, $"(D:{time:yyyyMMddHHmmss}{sign}{offset:hh}'{offset:mm}')");
    }

    public static string Reference(int number) => string.Create(CultureInfo.InvariantCulture, $"{number} 0 R");
}
