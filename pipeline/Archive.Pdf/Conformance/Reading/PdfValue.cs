using System.Text;

namespace Archive.Pdf.Conformance.Reading;

/// <summary>A PDF object (ISO 32000-1, 7.3) as read from a file.</summary>
internal abstract record PdfValue;

internal sealed record PdfNull : PdfValue;

internal sealed record PdfBoolean(bool Value) : PdfValue;

internal sealed record PdfNumber(double Value, bool IsInteger) : PdfValue;

internal sealed record PdfName(string Value) : PdfValue;

/// <summary>A string's bytes. <paramref name="WellFormed"/> is false for hexadecimal with an odd number of digits or other characters.</summary>
internal sealed record PdfString(byte[] Bytes, bool WellFormed) : PdfValue
{
    /// <summary>The string as text: UTF-16BE where it has the byte order mark, Latin-1 otherwise.</summary>
    public string Text => Bytes is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode.GetString(Bytes, 2, Bytes.Length - 2) : Encoding.Latin1.GetString(Bytes);
}

internal sealed record PdfReference(int Number) : PdfValue;

internal sealed record PdfArray(IReadOnlyList<PdfValue> Items) : PdfValue;

/// <summary>A word that is no object: an operator in content, a keyword in a file.</summary>
internal sealed record PdfKeyword(string Value) : PdfValue;

internal sealed record PdfDictionary(IReadOnlyDictionary<string, PdfValue> Entries) : PdfValue
{
    public static PdfDictionary Empty { get; } = new(new Dictionary<string, PdfValue>());

    public PdfValue? this[string key] => Entries.GetValueOrDefault(key);

    public bool Has(string key) => Entries.ContainsKey(key);

    public string? Name(string key) => (this[key] as PdfName)?.Value;
}

/// <summary>A stream: its dictionary and where its data begins in the file.</summary>
internal sealed record PdfStream(PdfDictionary Dictionary, long DataStart) : PdfValue;
