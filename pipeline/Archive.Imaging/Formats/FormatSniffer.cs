using System.Text;
using Archive.Domain;

namespace Archive.Imaging.Formats;

/// <summary>What the first bytes of a file say it is.</summary>
public abstract record SniffedFormat
{
    private SniffedFormat() { }

    /// <summary>One of the formats in which masters are taken.</summary>
    public sealed record Known(MasterFormat Format) : SniffedFormat;

    /// <summary>Anything else, with a reason naming what it looks like.</summary>
    public sealed record Foreign(string Reason) : SniffedFormat;
}

/// <summary>Tells a file's format by its first bytes.</summary>
public static class FormatSniffer
{
    /// <summary>How many of a file's first bytes are looked at; a PDF header may stand anywhere in them (ISO 32000-1, annex H.3.4.1).</summary>
    public const int BytesNeeded = 1024;

    private const string Accepted = "JPEG, PNG, TIFF, JPEG 2000 and PDF are taken";

    /// <param name="head">The first <see cref="BytesNeeded"/> bytes, or all of a shorter file.</param>
    public static SniffedFormat Sniff(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty) return new SniffedFormat.Foreign("the file is empty");
        if (KnownFormat(head) is { } format) return new SniffedFormat.Known(format);
        if (ForeignSignatures.NameOf(head) is { } name) return new SniffedFormat.Foreign($"looks like {name}; {Accepted}");
        if (head.IndexOf("%PDF-"u8) >= 0) return new SniffedFormat.Known(MasterFormat.Pdf);
        var unknown = LooksLikeText(head) ? "looks like a text file" : "its first bytes are those of no known image format";
        return new SniffedFormat.Foreign($"{unknown}; {Accepted}");
    }

    /// <summary>The format's name as people write it.</summary>
    public static string NameOf(MasterFormat format) => format switch
    {
        MasterFormat.Jpeg => "JPEG",
        MasterFormat.Png => "PNG",
        MasterFormat.Tiff => "TIFF",
        MasterFormat.Jpeg2000 => "JPEG 2000",
        _ => "PDF",
    };

    private static MasterFormat? KnownFormat(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith<byte>([0xFF, 0xD8, 0xFF])) return MasterFormat.Jpeg;
        if (head.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return MasterFormat.Png;
        if (head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8) || head.StartsWith("II+\0"u8) || head.StartsWith("MM\0+"u8)) return MasterFormat.Tiff;
        if (head.StartsWith<byte>([0, 0, 0, 0x0C, 0x6A, 0x50, 0x20, 0x20, 0x0D, 0x0A, 0x87, 0x0A])) return MasterFormat.Jpeg2000;
        if (head.StartsWith<byte>([0xFF, 0x4F, 0xFF, 0x51])) return MasterFormat.Jpeg2000;
        if (head.StartsWith("%PDF-"u8)) return MasterFormat.Pdf;
        return null;
    }

    private static bool LooksLikeText(ReadOnlySpan<byte> head)
    {
        foreach (var value in head)
            if (value < 0x20 && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f' or 0x1B))
                return false;
        try
        {
            // The last character may be cut in two, which is no sign against text.
            _ = new UTF8Encoding(false, true).GetCharCount(head.Length < BytesNeeded ? head : head[..^3].TrimEnd(ContinuationBytes));
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static ReadOnlySpan<byte> ContinuationBytes => Enumerable.Range(0x80, 0x80).Select(value => (byte)value).ToArray();
}
