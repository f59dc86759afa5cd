using System.Text;

namespace Archive.Pdf;

/// <summary>Makes text fit for titles and metadata, the same for the information dictionary and XMP, so that the two agree.</summary>
internal static class PdfText
{
    /// <summary>The longest title, in UTF-16 units; far below the 32,767 bytes of a string (ISO 19005-2, 6.1.13).</summary>
    public const int LongestTitle = 1000;

    /// <summary>
    /// Drops what XML 1.0 cannot carry (control characters, unpaired surrogates, non-characters), turns white space into
    /// single spaces, and cuts to <paramref name="longest"/> UTF-16 units.
    /// </summary>
    public static string Clean(string text, int longest)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune)) AppendSpace(clean);
            else if (!Rune.IsControl(rune) && (rune.Value & 0xFFFE) != 0xFFFE && rune.Value != 0xFEFF) clean.Append(rune);
            if (clean.Length >= longest) break;
        }
        return clean.ToString().TrimEnd();
    }

    private static void AppendSpace(StringBuilder clean)
    {
        if (clean.Length > 0 && clean[^1] != ' ') clean.Append(' ');
    }
}
