namespace Archive.Imaging.Formats;

/// <summary>Names formats that are not taken, so that the operator reads what was sent and not merely that it was wrong.</summary>
internal static class ForeignSignatures
{
    private static readonly (int Offset, byte[] Magic, string Name)[] Signatures =
    [
        (0, "GIF8"u8.ToArray(), "a GIF image"),
        (0, "BM"u8.ToArray(), "a BMP image"),
        (8, "WEBP"u8.ToArray(), "a WebP image"),
        (4, "ftypheic"u8.ToArray(), "a HEIC photograph"),
        (4, "ftypmif1"u8.ToArray(), "a HEIF photograph"),
        (4, "ftypavif"u8.ToArray(), "an AVIF image"),
        (4, "ftyp"u8.ToArray(), "a video or audio recording"),
        (0, [0, 0, 0, 0x0C, 0x4A, 0x58, 0x4C, 0x20], "a JPEG XL image"),
        (0, [0xFF, 0x0A], "a JPEG XL image"),
        (0, [0x97, 0x4A, 0x42, 0x32], "a bare JBIG2 stream"),
        (0, [0x49, 0x49, 0xBC], "a JPEG XR image"),
        (0, "8BPS"u8.ToArray(), "a Photoshop document"),
        (0, "AT&TFORM"u8.ToArray(), "a DjVu document"),
        (0, "%!PS"u8.ToArray(), "a PostScript document"),
        (0, [0x1F, 0x8B], "a gzip archive"),
        (0, "PK\u0003\u0004"u8.ToArray(), "a ZIP archive or an office document"),
        (0, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an old office document or thumbnail database"),
        (0, "{\\rtf"u8.ToArray(), "an RTF document"),
        (0, "Rar!"u8.ToArray(), "a RAR archive"),
        (0, [0x37, 0x7A, 0xBC, 0xAF], "a 7-Zip archive"),
        (0, [0x7F, 0x45, 0x4C, 0x46], "a program"),
        (0, "MZ"u8.ToArray(), "a Windows program"),
        (0, "<svg"u8.ToArray(), "an SVG drawing"),
        (0, "<?xml"u8.ToArray(), "an XML file"),
        (0, "<!DOCTYPE"u8.ToArray(), "a web page"),
        (0, "<html"u8.ToArray(), "a web page"),
        (0, [0, 0, 1, 0], "a Windows icon"),
        (0, "SQLite format 3"u8.ToArray(), "an SQLite database"),
        (1, "PNG"u8.ToArray(), "a PNG spoilt on the way, as by a transfer in text mode (its signature is damaged)"),
    ];

    /// <summary>The name with its article, or null where the bytes are not known.</summary>
    public static string? NameOf(ReadOnlySpan<byte> head)
    {
        foreach (var (offset, magic, name) in Signatures)
            if (head.Length >= offset + magic.Length && head[offset..].StartsWith(magic))
                return name;
        if (head.Length >= 3 && head[0] == 'P' && head[1] is >= (byte)'1' and <= (byte)'7' && head[2] is (byte)'\n' or (byte)' ' or (byte)'\r') return "a PNM image";
        return null;
    }
}
