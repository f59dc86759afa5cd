using Archive.Domain;
using Archive.Imaging;

namespace Archive.Web.Tests.Images;

/// <summary>Pictures as they come over the wire, in grey.</summary>
internal static class Decoded
{
    internal static GrayImage Of(Answer answer)
    {
        answer.Is(200);
        using var picture = Pix.Decode(answer.Body);
        using var plain = picture.HasPalette ? picture.WithoutPalette() : picture.Copy();
        using var gray = plain.ToGray();
        return gray.ToGrayImage();
    }

    internal static byte At(this GrayImage image, int x, int y) => image.Pixels[y * image.Width + x];

    /// <summary>Mean difference of the pixels, 0 to 255.</summary>
    internal static double DistanceTo(this GrayImage image, GrayImage other)
    {
        Assert.Equal((other.Width, other.Height), (image.Width, image.Height));
        var sum = 0L;
        for (var i = 0; i < image.Width * image.Height; i++) sum += Math.Abs(image.Pixels[i] - other.Pixels[i]);
        return (double)sum / (image.Width * image.Height);
    }

    internal static GrayImage Part(this GrayImage image, PixelRect area)
    {
        var pixels = new byte[area.Width * area.Height];
        for (var y = 0; y < area.Height; y++) Array.Copy(image.Pixels, (area.Y + y) * image.Width + area.X, pixels, y * area.Width, area.Width);
        return new(area.Width, area.Height, pixels);
    }
}
