using System.Globalization;
using System.Text;

namespace Archive.Pdf.Writing;

/// <summary>
/// The page labels as a number tree (ISO 32000-1, 12.4.2). Labels that count on (3, 4, 5 or) make one range, so that a
/// file of any length needs a few entries.
/// </summary>
internal sealed class PageLabels
{
    private readonly StringBuilder _ranges = new();
    private string? _prefix;
    private int _nextNumber;
    private int _pages;

    /// <summary>Enters the label of the next page.</summary>
    public void Add(string label)
    {
        var (prefix, number) = Split(label);
        var continues = number is not null && prefix == _prefix && number == _nextNumber;
        if (!continues) AppendRange(prefix, number);
        (_prefix, _nextNumber) = (number is null ? null : prefix, (number ?? 0) + 1);
        _pages++;
    }

    public int Write(PdfObjectWriter writer) => writer.WriteObject($"<< /Nums [{_ranges}] >>");

    private void AppendRange(string prefix, int? number)
    {
        if (_pages > 0) _ranges.Append('\n');
        _ranges.Append(CultureInfo.InvariantCulture, $"{_pages} <<");
        if (prefix.Length > 0) _ranges.Append(CultureInfo.InvariantCulture, $" /P {PdfSyntax.TextString(prefix)}");
        if (number is not null) _ranges.Append(CultureInfo.InvariantCulture, $" /S /D /St {number}");
        _ranges.Append(" >>");
    }

    /// <summary>Parts "A-012" into "A-0" and 12: what is counted has no leading zeros, at most nine digits, and is at least 1.</summary>
    private static (string Prefix, int? Number) Split(string label)
    {
        var start = label.Length;
        while (start > 0 && label.Length - start < 9 && char.IsAsciiDigit(label[start - 1])) start--;
        while (start < label.Length && label[start] == '0') start++;
        return start == label.Length ? (label, null) : (label[..start], int.Parse(label.AsSpan(start), CultureInfo.InvariantCulture));
    }
}
