using System.Text;
using Archive.Domain;
using Archive.Imaging;
using Archive.Samples.Rendering;
using Archive.Samples.Scanning;

namespace Archive.Samples.Encoders;

/// <summary>Brings scanned pictures into the file formats of scanners, with or without the resolution written in.</summary>
public static class ImageFiles
{
    /// <summary>The file name extension of a format, with the dot.</summary>
    public static string Extension(ScanFormat format) => format switch
    {
        ScanFormat.Jpeg => ".jpg",
        ScanFormat.Png => ".png",
        _ => ".tif",
    };

    public static byte[] Encode(Pix picture, ScanConditions conditions) => conditions.Format switch
    {
        ScanFormat.Jpeg => picture.EncodeJpeg(conditions.JpegQuality),
        ScanFormat.Png => picture.EncodePng(),
        _ => picture.EncodeTiff(Compression(conditions.Format)),
    };

    /// <summary>The picture in the scanner's colour mode, tagged with the resolution it is to claim.</summary>
    /// <exception cref="ArgumentException">A TIFF is to have no resolution: Leptonica writes one always, and the truth would be wrong.</exception>
    public static Pix ToPix(Raster image, ScanConditions conditions)
    {
        if (conditions.TaggedDpi is null && Extension(conditions.Format) == ".tif")
            throw new ArgumentException("A TIFF without resolution cannot be written.", nameof(conditions));
        var pix = Convert(image, conditions);
        for (var i = 0; i < conditions.JpegGenerations; i++)
        {
            using var before = pix;
            pix = Pix.Decode(before.EncodeJpeg(Math.Max(30, conditions.JpegQuality - 15)));
        }
        pix.SetResolution(new(conditions.TaggedDpi ?? 0));
        return pix;
    }

    private static Pix Convert(Raster image, ScanConditions conditions)
    {
        if (conditions.Colour == ColourMode.Colour) return FromColour(image);
        var gray = ToGray(image);
        if (conditions.Colour == ColourMode.Gray) return Pix.FromGray(gray);
        using var pix = Pix.FromGray(gray);
        return pix.Threshold(PaperLevel(gray) * 62 / 100);
    }

    /// <summary>By way of a portable pixmap in memory, which Leptonica reads without loss.</summary>
    private static Pix FromColour(Raster image)
    {
        var header = Encoding.ASCII.GetBytes($"P6\n{image.Width} {image.Height}\n255\n");
        var data = new byte[header.Length + image.Pixels.Length];
        header.CopyTo(data, 0);
        image.Pixels.CopyTo(data, header.Length);
        return Pix.Decode(data);
    }

    private static GrayImage ToGray(Raster image)
    {
        var gray = new byte[image.Width * image.Height];
        for (int i = 0, p = 0; i < gray.Length; i++, p += 3)
            gray[i] = (byte)((77 * image.Pixels[p] + 151 * image.Pixels[p + 1] + 28 * image.Pixels[p + 2] + 128) >> 8);
        return new(image.Width, image.Height, gray);
    }

    /// <summary>The commonest grey level above 96: the paper's.</summary>
    private static int PaperLevel(GrayImage image)
    {
        var histogram = new int[256];
        foreach (var level in image.Pixels) histogram[level]++;
        var paper = 96;
        for (var level = 96; level < 256; level++)
            if (histogram[level] > histogram[paper]) paper = level;
        return paper;
    }

    public static TiffCompression Compression(ScanFormat format) => format switch
    {
        ScanFormat.TiffG4 => TiffCompression.CcittG4,
        ScanFormat.TiffLzw => TiffCompression.Lzw,
        ScanFormat.TiffJpeg => TiffCompression.Jpeg,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a TIFF format."),
    };
}
