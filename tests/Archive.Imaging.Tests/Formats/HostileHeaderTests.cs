using System.Diagnostics;
using Archive.Imaging.Formats;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.Imaging.Tests.Formats;

public class HostileHeaderTests(ITestOutputHelper output)
{
    [Fact]
    public void Inspect_HostileFiles_EachQuicklyAcceptedOrRejectedWithReason()
    {
        var files = SharedFiles.In("hostile");
        if (files.Count == 0) output.WriteLine(SharedFiles.Skipped);
        foreach (var file in files)
        {
            var clock = Stopwatch.StartNew();
            var inspection = ImageInspector.Inspect(File.ReadAllBytes(file));
            output.WriteLine($"{Path.GetFileName(file)}: {Describe(inspection)}");
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"{file} took {clock.Elapsed}.");
            if (inspection is ImageInspection.Rejected rejected) Assert.NotEqual("", rejected.Reason);
            if (inspection is ImageInspection.Accepted accepted) Assert.NotEmpty(accepted.Pages);
        }
    }

    [Theory]
    [InlineData("pillow__decompression_bomb.gif", "GIF")]
    [InlineData("libvips__big-height.webp", "WebP")]
    [InlineData("pillow__mmap_error.bmp", "BMP")]
    [InlineData("serenity__bitmap.jbig2", "JBIG2")]
    [InlineData("tests__xlfn0g04.png", "text mode")]
    [InlineData("tests__xc1n0g08.png", "colour type")]
    [InlineData("pillow__zero_height.j2k", "nothing to show")]
    public void Inspect_KnownHostileFile_ReasonNamesWhatItIs(string name, string expected)
    {
        if (SharedFiles.Find("hostile", name) is not { } file)
        {
            output.WriteLine(SharedFiles.Skipped);
            return;
        }

        var rejected = Assert.IsType<ImageInspection.Rejected>(ImageInspector.Inspect(File.ReadAllBytes(file)));
        Assert.Contains(expected, rejected.Reason, StringComparison.Ordinal);
    }

    private static string Describe(ImageInspection inspection) => inspection switch
    {
        ImageInspection.Accepted accepted => $"{accepted.Format} " + string.Join(" | ", accepted.Pages),
        ImageInspection.Rejected rejected => "REJECTED " + rejected.Reason,
        _ => "?",
    };
}
