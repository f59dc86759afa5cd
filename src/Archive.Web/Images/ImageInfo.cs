using System.Text.Json.Serialization;
using Archive.Domain;

namespace Archive.Web.Images;

public sealed record ImageTiles(int Width, IReadOnlyList<int> ScaleFactors);

public sealed record ImageSize(int Width, int Height);

/// <summary>The description of an image (IIIF Image API 3.0, section 5).</summary>
public sealed record ImageInfo(
    [property: JsonPropertyName("@context")] string Context, string Id, string Type, string Protocol, string Profile, int Width, int Height, long MaxArea,
    IReadOnlyList<ImageSize> Sizes, IReadOnlyList<ImageTiles> Tiles, IReadOnlyList<string> ExtraFormats, IReadOnlyList<string> ExtraQualities, IReadOnlyList<string> ExtraFeatures)
{
    internal static ImageInfo Of(string id, PageImageRecord image)
    {
        var scales = TileGrid.ScaleFactors(image);
        return new(
            ImageEndpoints.Context, id, "ImageService3", "http://iiif.io/api/image", "level2", image.Width, image.Height, ImageRequest.MostPixels,
            [.. Enumerable.Reverse(scales).Select(scale => new ImageSize((image.Width + scale - 1) / scale, (image.Height + scale - 1) / scale))],
            [new(TileGrid.TileSize, scales)], ["png"], ["color", "gray", "bitonal"], ["mirroring", "sizeUpscaling", "regionSquare"]);
    }
}
