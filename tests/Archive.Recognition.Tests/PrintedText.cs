using System.Diagnostics;
using System.Security;
using Archive.Domain;
using Archive.Imaging;

namespace Archive.Recognition.Tests;

/// <summary>Text set in DejaVu Sans at 300 dpi, 12 points.</summary>
internal static class PrintedText
{
    public static Dpi Dpi { get; } = new(300);

    /// <summary>One line of print with white about it.</summary>
    public static GrayImage Line(string text)
    {
        var width = 80 + text.Length * 32;
        var svg = $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="110"><rect width="100%" height="100%" fill="white"/>
            <text x="40" y="70" font-family="DejaVu Sans" font-size="50">{SecurityElement.Escape(text)}</text></svg>
            """;
        using var pix = Pix.Decode(Render(svg));
        using var gray = pix.ToGray();
        return gray.ToGrayImage();
    }

    public static GrayImage UpsideDown(this GrayImage image) => new(image.Width, image.Height, [.. image.Pixels.Take(image.Width * image.Height).Reverse()]);

    private static byte[] Render(string svg)
    {
        var start = new ProcessStartInfo("rsvg-convert", ["--format", "png"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("rsvg-convert does not start.");
        process.StandardInput.Write(svg);
        process.StandardInput.Close();
        using var png = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(png);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return png.ToArray();
    }
}
