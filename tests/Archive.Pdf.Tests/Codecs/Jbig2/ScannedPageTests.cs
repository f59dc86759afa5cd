using Archive.Domain;
using Archive.Imaging;
using Archive.Pdf.Codecs;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.Pdf.Tests.Codecs.Jbig2;

/// <summary>Every bitonal image of the shared data: real scans of offices, and files made to be hard to read.</summary>
public class ScannedPageTests(ITestOutputHelper output)
{
    private const int PagesPerFile = 4;

    [Theory]
    [InlineData("ocr/ocr_unlv")]
    [InlineData("ocr/ocr_tesseract")]
    [InlineData("hostile")]
    public void Encode_BitonalImage_IsReadByJbig2DecAndEveryFifthByPoppler(string folder)
    {
        var (count, jbig2, g4) = (0, 0L, 0L);
        var shown = new List<BitonalImage>();
        foreach (var (file, image) in Images(folder))
        {
            var data = Jbig2Encoder.Encode(image);
            Assert.True(BitonalDecoders.Same(image, BitonalDecoders.ByJbig2Dec(data)), file);
            (jbig2, g4) = (jbig2 + data.Length, g4 + CcittG4Encoder.Encode(image).Length);
            if (count++ % 5 == 0) shown.Add(image);
        }
        if (shown.Count > 0) BitonalDecoders.AssertPopplerReads(shown, PageImageEncoding.Jbig2, Jbig2Encoder.Encode);
        output.WriteLine(count == 0 ? SharedFiles.Skipped : $"{count} images, {jbig2} bytes, {(double)jbig2 / g4:F3} of {g4} in G4");
        if (folder == "ocr/ocr_unlv" && count > 0) Assert.InRange((double)jbig2 / g4, 0, 0.55);
    }

    private static IEnumerable<(string File, BitonalImage Image)> Images(string folder) =>
        from file in SharedFiles.In(folder)
        where Path.GetExtension(file) is ".tif" or ".tiff" or ".png"
        from page in Enumerable.Range(0, PagesPerFile)
        let image = Read(file, page)
        where image is not null
        select (Path.GetFileName(file), image);

    /// <summary>A page of the file; null where there is none, or none that is bitonal.</summary>
    private static BitonalImage? Read(string file, int page)
    {
        var isTiff = Path.GetExtension(file) != ".png";
        if (page > 0 && !isTiff) return null;
        try
        {
            using var pix = isTiff ? Pix.DecodeTiffPage(File.ReadAllBytes(file), page) : Pix.Decode(File.ReadAllBytes(file));
            return pix.Depth == 1 && !pix.HasPalette ? pix.ToBitonalImage() : null;
        }
        catch (ImagingException)
        {
            return null;
        }
    }
}
