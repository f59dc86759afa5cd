using Archive.Domain;
using Archive.Imaging;
using Archive.Imaging.Binarize;
using Archive.Imaging.Despeckle;
using Archive.Imaging.Tone;
using Archive.Pdf.Codecs;

namespace Archive.Pipeline.Stages;

/// <summary>Compresses the page as it is shown: one bit where nothing is lost by it, else grey or colour JPEG.</summary>
public sealed class EncodeStage(EncodeOptions options, DespeckleOptions despeckle)
{
    private readonly Despeckler _despeckler = new(despeckle);

    public PageImage Encode(PreparedPage page)
    {
        if (page.Tone == PageTone.Bitonal) return EncodeBitonal(page.Normalized, page.Page.Dpi);
        if (page.Tone == PageTone.Colour && page.Page.Colour is { } colour) return EncodeJpeg(colour, PageImageEncoding.JpegColor);
        using var gray = Pix.FromGray(AreaReducer.Reduce(page.Normalized, 1 / page.Page.Dpi.ReductionTo(new(options.JpegDpi))));
        return EncodeJpeg(gray, PageImageEncoding.JpegGray);
    }

    private PageImage EncodeBitonal(GrayImage normalized, Dpi dpi)
    {
        var bitonal = Binarizer.Threshold(normalized);
        _despeckler.Clean(bitonal, dpi);
        return new(PageImageEncoding.CcittG4, bitonal.Width, bitonal.Height, CcittG4Encoder.Encode(bitonal));
    }

    private PageImage EncodeJpeg(Pix pix, PageImageEncoding encoding) => new(encoding, pix.Width, pix.Height, pix.EncodeJpeg(options.JpegQuality));
}
