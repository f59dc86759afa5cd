using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Archive.Pdf.Tests.Conformance;

/// <summary>Takes a file of our writer apart into its objects, lets a test spoil one, and puts it together with a right cross-reference table.</summary>
internal sealed partial class PdfEditor
{
    private readonly SortedDictionary<int, string> _objects = [];
    private string _trailer;

    public PdfEditor(byte[] pdf)
    {
        var file = Encoding.Latin1.GetString(pdf);
        var start = file.LastIndexOf("\nxref\n", StringComparison.Ordinal) + 1;
        var entries = Entry().Matches(file[start..]);
        for (var number = 1; number <= entries.Count; number++)
        {
            var body = file.IndexOf("obj\n", int.Parse(entries[number - 1].Groups[1].Value), StringComparison.Ordinal) + 4;
            _objects[number] = file[body..file.IndexOf("\nendobj\n", body, StringComparison.Ordinal)];
        }
        _trailer = file[(file.LastIndexOf("trailer\n", StringComparison.Ordinal) + 8)..file.LastIndexOf("\nstartxref", StringComparison.Ordinal)];
    }

    /// <summary>Replaces text in the first object that has it.</summary>
    public PdfEditor Replace(string old, string @new) => Edit(body => body.Contains(old, StringComparison.Ordinal), body => ReplaceFirst(body, old, @new));

    public PdfEditor ReplaceInTrailer(string pattern, string @new)
    {
        Assert.Matches(pattern, _trailer);
        _trailer = Regex.Replace(_trailer, pattern, @new);
        return this;
    }

    public PdfEditor ReplacePattern(string pattern, string @new) => Edit(body => Regex.IsMatch(body, pattern), body => new Regex(pattern).Replace(body, @new, 1));

    /// <summary>Rewrites the first Flate stream whose decoded data satisfies a condition, with the right Length.</summary>
    public PdfEditor EditFlate(Predicate<string> which, Func<string, string> edit) => Edit(
        body => body.Contains("/FlateDecode", StringComparison.Ordinal) && which(Inflate(body)),
        body => WithData(body, Deflate(edit(Inflate(body)))));

    public byte[] Build()
    {
        var file = new StringBuilder("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
        var table = new StringBuilder($"xref\n0 {_objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var (number, body) in _objects)
        {
            table.Append($"{file.Length:D10} 00000 n \n");
            file.Append($"{number} 0 obj\n{body}\nendobj\n");
        }
        var start = file.Length;
        return Encoding.Latin1.GetBytes(file.Append(table).Append($"trailer\n{_trailer}\nstartxref\n{start}\n%%EOF\n").ToString());
    }

    private PdfEditor Edit(Predicate<string> which, Func<string, string> edit)
    {
        var (number, body) = _objects.First(pair => which(pair.Value));
        var edited = edit(body);
        Assert.NotEqual(body, edited);
        // A metadata stream is plain, so its Length follows the edit.
        if (body.Contains("/Type /Metadata", StringComparison.Ordinal) && edited.Contains("stream\n", StringComparison.Ordinal)) edited = WithData(edited, Data(edited));
        _objects[number] = edited;
        return this;
    }

    private static string ReplaceFirst(string text, string old, string @new)
    {
        var place = text.IndexOf(old, StringComparison.Ordinal);
        return text[..place] + @new + text[(place + old.Length)..];
    }

    private static string Data(string body) => body[(body.IndexOf("stream\n", StringComparison.Ordinal) + 7)..^"\nendstream".Length];

    private static string WithData(string body, string data) =>
        Length().Replace(body[..(body.IndexOf("stream\n", StringComparison.Ordinal) + 7)], $"/Length {data.Length} >>", 1) + data + "\nendstream";

    private static string Inflate(string body)
    {
        using var zlib = new ZLibStream(new MemoryStream(Encoding.Latin1.GetBytes(Data(body))), CompressionMode.Decompress);
        using var data = new MemoryStream();
        zlib.CopyTo(data);
        return Encoding.Latin1.GetString(data.ToArray());
    }

    private static string Deflate(string text)
    {
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionMode.Compress, leaveOpen: true)) zlib.Write(Encoding.Latin1.GetBytes(text));
        return Encoding.Latin1.GetString(data.ToArray());
    }

    [GeneratedRegex(@"(\d{10}) 00000 n ")]
    private static partial Regex Entry();

    [GeneratedRegex(@"/Length \d+ >>")]
    private static partial Regex Length();
}
