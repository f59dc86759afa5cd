using System.Text;
using Archive.Domain;

namespace Archive.Pdf.Tests.Codecs;

/// <summary>Decoders that share nothing with our encoders: poppler's for images in a PDF of ours, jbig2dec for JBIG2 by itself.</summary>
internal static class BitonalDecoders
{
    private static readonly byte[] Jbig2FileHeader = [0x97, 0x4A, 0x42, 0x32, 0x0D, 0x0A, 0x1A, 0x0A, 1, 0, 0, 0, 1];

    /// <summary>An end of page and an end of file segment (ITU-T T.88, 7.4.9 and 7.4.11).</summary>
    private static readonly byte[] Jbig2FileEnd = [0, 0, 0, 254, 49, 0, 1, 0, 0, 0, 0, 0, 0, 0, 255, 51, 0, 0, 0, 0, 0, 0];

    /// <summary>Writes each image on a page of a PDF and insists that poppler reads them all bit by bit, and without a complaint.</summary>
    public static void AssertPopplerReads(IReadOnlyList<BitonalImage> images, PageImageEncoding encoding, Func<BitonalImage, byte[]> encode)
    {
        PdfPage[] pages = [.. images.Select(image => PdfPage.FromImage(new(encoding, image.Width, image.Height, encode(image)), image.Width, image.Height, TestPages.Dpi))];
        using var pdf = new TemporaryFile(TestPages.Write(pages));
        InFolder(folder =>
        {
            var (exit, _, errors) = PdfTools.Run("pdfimages", pdf.Path, Path.Combine(folder, "i"));
            Assert.True(exit == 0 && errors.Length == 0, errors);
            for (var index = 0; index < images.Count; index++)
                Assert.True(Same(images[index], ReadPbm(Path.Combine(folder, $"i-{index:D3}.pbm"))), $"image {index}: {images[index].Width} × {images[index].Height}");
        });
    }

    /// <summary>The image that jbig2dec makes of a page in the embedded organisation, put into a file of the sequential one (T.88, Annex D).</summary>
    public static BitonalImage ByJbig2Dec(byte[] embedded)
    {
        BitonalImage? image = null;
        InFolder(folder =>
        {
            var (source, target) = (Path.Combine(folder, "i.jb2"), Path.Combine(folder, "i.pbm"));
            File.WriteAllBytes(source, [.. Jbig2FileHeader, .. embedded, .. Jbig2FileEnd]);
            var (exit, _, errors) = PdfTools.Run("jbig2dec", "-t", "pbm", "-o", target, source);
            Assert.True(exit == 0 && errors.Length == 0, errors);
            image = ReadPbm(target);
        });
        return image!;
    }

    /// <summary>Reads a P4 file, in which 1 is black.</summary>
    public static BitonalImage ReadPbm(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var header = Encoding.ASCII.GetString(bytes, 0, Math.Min(32, bytes.Length)).Split('\n');
        var (size, start) = (header[1].Split(' '), header[0].Length + header[1].Length + 2);
        return new(int.Parse(size[0]), int.Parse(size[1]), bytes[start..]);
    }

    /// <summary>Whether all pixels are the same; the padding behind the rows is not looked at.</summary>
    public static bool Same(BitonalImage one, BitonalImage other)
    {
        if (one.Width != other.Width || one.Height != other.Height) return false;
        var lastByte = (byte)(0xFF << (8 * one.Stride - one.Width));
        for (var y = 0; y < one.Height; y++)
        {
            var row = one.Rows.AsSpan(y * one.Stride, one.Stride);
            var otherRow = other.Rows.AsSpan(y * one.Stride, one.Stride);
            if (!row[..^1].SequenceEqual(otherRow[..^1]) || ((row[^1] ^ otherRow[^1]) & lastByte) != 0) return false;
        }
        return true;
    }

    private static void InFolder(Action<string> act)
    {
        var folder = Directory.CreateTempSubdirectory("archive-bitonal-");
        try
        {
            act(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
