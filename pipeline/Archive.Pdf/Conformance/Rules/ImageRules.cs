using Archive.Pdf.Codecs;
using Archive.Pdf.Codecs.Jbig2;
using Archive.Pdf.Conformance.Reading;

namespace Archive.Pdf.Conformance.Rules;

/// <summary>Image XObjects: forbidden entries, colour, and agreement between dictionary and data (6.2.4.3, 6.2.8).</summary>
internal static class ImageRules
{
    public static void Check(CheckContext context, PdfStream image, int? number)
    {
        var entries = image.Dictionary;
        context.Require(!entries.Has("Alternates") && !entries.Has("OPI"), "6.2.8", "The image has alternates or OPI entries.", number);
        context.Require(context.File.Resolve(entries["Interpolate"]) is not PdfBoolean { Value: true }, "6.2.8", "The image asks for interpolation.", number);
        context.Require(!entries.Has("SMask") && !entries.Has("SMaskInData"), "6.2.10", "The image has a soft mask.", number);
        var bits = context.File.Number(entries["BitsPerComponent"]);
        var isMask = context.File.Resolve(entries["ImageMask"]) is PdfBoolean { Value: true };
        context.Require(isMask ? bits is null or 1 : bits is 1 or 2 or 4 or 8 or 16, "6.2.8", $"The image has {bits} bits per component.", number);
        var components = isMask ? 1 : CheckColour(context, entries, number);
        CheckData(context, image, components, number);
    }

    /// <summary>Gives back the number of components; 0 for a colour space that is not judged.</summary>
    private static int CheckColour(CheckContext context, PdfDictionary entries, int? number)
    {
        switch (context.File.Resolve(entries["ColorSpace"]))
        {
            case PdfName { Value: "DeviceGray" }:
                context.Require(context.OutputColourSpace is not null, "6.2.4.3", "DeviceGray without output intent.", number);
                return 1;
            case PdfName { Value: "DeviceRGB" }:
                context.Require(context.OutputColourSpace == "RGB ", "6.2.4.3", "DeviceRGB without an RGB output intent.", number);
                return 3;
            default:
                context.Report("6.2.4.3", "The image's colour space is neither DeviceGray nor DeviceRGB.", number);
                return 0;
        }
    }

    private static void CheckData(CheckContext context, PdfStream image, int components, int? number)
    {
        var (width, height) = (context.File.Number(image.Dictionary["Width"]), context.File.Number(image.Dictionary["Height"]));
        context.Require(width > 0 && height > 0, "6.2.8", "The image has no size.", number);
        switch (context.File.Resolve(image.Dictionary["Filter"]))
        {
            case PdfName { Value: "CCITTFaxDecode" }:
                var parameters = context.File.Dictionary(image.Dictionary["DecodeParms"]);
                var columns = context.File.Number(parameters["Columns"]) ?? 1728;
                context.Require(columns == width, "6.2.8", $"The fax data has {columns} columns, the image {width}.", number);
                context.Require((context.File.Number(parameters["Rows"]) ?? height) == height, "6.2.8", "The fax data's rows differ from the image's height.", number);
                context.Require(context.File.Number(image.Dictionary["BitsPerComponent"]) == 1 && components == 1, "6.2.8", "Fax data has one bit of one component.", number);
                break;
            case PdfName { Value: "JBIG2Decode" }:
                var page = Jbig2PageHeader.Read(context.File.RawData(image));
                context.Require(page is { } read && read.Width == width && read.Height == height, "6.2.8", $"The JBIG2 data says {page}, the image otherwise.", number);
                context.Require(context.File.Number(image.Dictionary["BitsPerComponent"]) == 1 && components == 1, "6.2.8", "JBIG2 data has one bit of one component.", number);
                break;
            case PdfName { Value: "DCTDecode" }:
                var bits = context.File.Number(image.Dictionary["BitsPerComponent"]);
                var frame = JpegFrameHeader.Read(context.File.RawData(image));
                var agrees = frame is { } found && found.Width == width && found.Height == height && found.Components == components && found.Precision == bits;
                context.Require(agrees, "6.2.8", $"The JPEG says {frame}, the image otherwise.", number);
                break;
        }
    }
}
