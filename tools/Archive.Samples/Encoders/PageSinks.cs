using Archive.Imaging;
using Archive.Samples.Scanning;

namespace Archive.Samples.Encoders;

/// <summary>Takes scanned pages into a file; the file is complete when it is disposed.</summary>
internal interface IPageSink : IDisposable
{
    void Add(Pix page, ScanConditions conditions);
}

/// <summary>A file of one picture.</summary>
internal sealed class ImageSink(string path) : IPageSink
{
    public void Add(Pix page, ScanConditions conditions) => File.WriteAllBytes(path, ImageFiles.Encode(page, conditions));

    public void Dispose()
    {
    }
}

/// <summary>A TIFF of several pages.</summary>
internal sealed class TiffSink : IPageSink
{
    private readonly string _path;
    private bool _append;

    public TiffSink(string path)
    {
        _path = path;
        File.Delete(path);
    }

    public void Add(Pix page, ScanConditions conditions)
    {
        page.WriteTiff(_path, ImageFiles.Compression(conditions.Format), _append);
        _append = true;
    }

    public void Dispose()
    {
    }
}

/// <summary>An image-only PDF.</summary>
internal sealed class PdfSink(string path) : IPageSink
{
    private readonly PdfImageWriter _writer = new();

    public void Add(Pix page, ScanConditions conditions)
    {
        if (conditions.Colour == ColourMode.Bitonal)
            _writer.AddGroupFour(page.EncodeTiff(TiffCompression.CcittG4), page.Width, page.Height, conditions.Dpi);
        else
            _writer.AddJpeg(page.EncodeJpeg(conditions.JpegQuality), page.Width, page.Height, conditions.Colour == ColourMode.Gray, conditions.Dpi);
    }

    public void Dispose() => File.WriteAllBytes(path, _writer.Finish());
}
