using Archive.Domain;
using Archive.Imaging;
using Archive.Pipeline.Tests.Receive;
using Archive.Pipeline.Viewing;

namespace Archive.Pipeline.Tests.Viewing;

/// <summary>An image that was decoded lately is not read again; no more are kept than there is room for.</summary>
public sealed class DecodedImagesTests : IDisposable
{
    private const int Width = 400, Height = 300;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void With_SameImageAgain_IsNotReadAgain()
    {
        using var images = new DecodedImages(1_000_000);
        Cut(images, "a", 1);
        File.Delete(Path("a"));
        Cut(images, "a", 1);
        Cut(images, "a", 4);

        Assert.Equal((1, 1), (images.Read, images.Count));
    }

    [Fact]
    public void With_MoreThanThereIsRoomFor_TheOneUsedLongestAgoGoes()
    {
        // Each takes its 120,000 bytes of pixels and some of JPEG: two fit.
        using var images = new DecodedImages(2 * (Width * Height + 20_000));
        foreach (var name in new[] { "a", "b", "a", "c", "a" }) Cut(images, name, 1);
        Assert.Equal((3, 2), (images.Read, images.Count));
        Cut(images, "b", 1);
        Assert.Equal((4, 2), (images.Read, images.Count));
    }

    [Fact]
    public void With_OneLargerThanTheRoom_IsKeptUntilTheNext()
    {
        using var images = new DecodedImages(1000);
        Cut(images, "a", 1);
        Cut(images, "a", 1);
        Assert.Equal((1, 1), (images.Read, images.Count));
        Cut(images, "b", 1);
        Assert.Equal((2, 1), (images.Read, images.Count));
    }

    [Fact]
    public void With_ImageToldToBeOfAnotherSize_IsAnotherImage()
    {
        using var images = new DecodedImages(1_000_000);
        Cut(images, "a", 1);
        Assert.Throws<ImagingException>(() => images.With(View("a") with { Width = Width + 8 }, Path("a"), levels => Pixels(levels, 1)));
        Cut(images, "a", 1);
        Assert.Equal((2, 1), (images.Read, images.Count));
    }

    [Fact]
    public void With_UnnamedImage_IsForgotten()
    {
        using var images = new DecodedImages(1_000_000);
        for (var time = 1; time <= 2; time++) images.With(View("a") with { Image = null }, Path("a"), levels => Pixels(levels, 1));
        Assert.Equal((2, 0), (images.Read, images.Count));
    }

    private void Cut(DecodedImages images, string name, int by) => images.With(View(name), Path(name), levels => Pixels(levels, by));

    private static int Pixels(ImageLevels levels, int by)
    {
        using var cut = levels.Cut(new(0, 0, Width, Height), Width / by, Height / by);
        return cut.Width * cut.Height;
    }

    private string Path(string name)
    {
        var path = System.IO.Path.Combine(_folder.Path, name);
        if (File.Exists(path)) return path;
        using var pix = Pix.FromGray(new(Width, Height, new byte[Width * Height]));
        return _folder.Write(name, pix.EncodeJpeg(80));
    }

    private static PageView View(string name) => new(PageImageEncoding.JpegGray, Width, Height, []) { Image = Sha256Digest.Of(System.Text.Encoding.UTF8.GetBytes(name)) };
}
