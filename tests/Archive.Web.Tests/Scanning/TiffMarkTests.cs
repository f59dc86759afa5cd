using Archive.Imaging;
using Archive.Web.Scanning;

namespace Archive.Web.Tests.Scanning;

/// <summary>Pages of the same bytes become pages of their own, and stay the same pictures.</summary>
public sealed class TiffMarkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("archive-mark-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Write_SamePictureTwice_GivesTwoFilesOfTheSamePicture(bool isBig)
    {
        var plain = Tiff(isBig);
        var (first, again, second) = (Marked(plain, 1), Marked(plain, 1), Marked(plain, 2));
        Assert.Equal(first, again);
        Assert.NotEqual(first, second);
        Assert.Equal(Pixels(plain), Pixels(first));
        Assert.Equal(Pixels(plain), Pixels(second));
        // Marked anew after a crash: the old mark goes.
        Assert.Equal(Pixels(plain), Pixels(Marked(first, 3)));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })]
    [InlineData(new byte[] { (byte)'I', (byte)'I', 42, 0, 255, 255, 255, 127 })]
    [InlineData(new byte[] { (byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0, 255, 255 })]
    public void Write_WhatIsNoTiff_IsRefused(byte[] bytes) => Assert.Throws<InvalidDataException>(() => Marked(bytes, 1));

    private byte[] Marked(byte[] bytes, int page)
    {
        var path = Path.Combine(_folder, "page.tif");
        File.WriteAllBytes(path, bytes);
        using (var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite)) TiffMark.Write(file, "018f3c5e7a1b7c3d9e5f0a1b2c3d4e5f", page);
        return File.ReadAllBytes(path);
    }

    private static byte[] Pixels(byte[] tiff)
    {
        using var pix = Pix.Decode(tiff);
        return pix.ToGrayImage().Pixels;
    }

    /// <summary>Four grey pixels by two, in either order of bytes.</summary>
    private static byte[] Tiff(bool isBig)
    {
        (ushort Tag, ushort Type, uint Value)[] entries = [(256, 3, 4), (257, 3, 2), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (277, 3, 1), (278, 3, 2), (279, 4, 8)];
        using var stream = new MemoryStream();
        void U16(ushort value) => stream.Write(isBig ? [(byte)(value >> 8), (byte)value] : [(byte)value, (byte)(value >> 8)]);
        void U32(uint value)
        {
            U16((ushort)(isBig ? value >> 16 : value));
            U16((ushort)(isBig ? value : value >> 16));
        }

        stream.Write(isBig ? "MM"u8 : "II"u8);
        U16(42);
        U32(16);
        stream.Write([0, 40, 80, 120, 160, 200, 240, 255]);
        U16((ushort)entries.Length);
        foreach (var (tag, type, value) in entries)
        {
            U16(tag);
            U16(type);
            U32(1);
            if (type == 4) U32(value);
            else
            {
                U16((ushort)value);
                U16(0);
            }
        }

        U32(0);
        return stream.ToArray();
    }
}
