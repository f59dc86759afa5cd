using System.Diagnostics;
using Archive.Domain;
using Archive.Pipeline.Receive;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.Pipeline.Tests.Receive;

public sealed class MasterInspectorTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MasterInspector _inspector = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task InspectAsync_HostileFiles_EachAnsweredInTimeWithReason()
    {
        var files = SharedFiles.In("hostile");
        if (files.Count == 0) output.WriteLine(SharedFiles.Skipped);
        foreach (var file in files)
        {
            var clock = Stopwatch.StartNew();
            var inspection = await _inspector.InspectAsync(file);
            output.WriteLine($"{Path.GetFileName(file)}: {inspection}");
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{file} took {clock.Elapsed}.");
            if (inspection is MasterInspection.Rejected rejected) Assert.NotEqual("", rejected.Reason);
            if (inspection is MasterInspection.Accepted accepted) Assert.InRange(accepted.PageCount, 1, 10_000);
        }
    }

    [Theory]
    [InlineData("naps2__encrypted_pdf.pdf", "needs a password")]
    [InlineData("paperless-ngx__encrypted.pdf", "needs a password")]
    [InlineData("qpdf__encrypted-40-bit-R3.pdf", "needs a password")]
    [InlineData("pdf.js__poppler-67295-0.pdf", "page count")]
    [InlineData("pdf.js__REDHAT-1531897-0.pdf", "damaged")]
    public async Task InspectAsync_BadPdf_OwnReason(string name, string expected)
    {
        if (SharedFiles.Find("hostile", name) is not { } file)
        {
            output.WriteLine(SharedFiles.Skipped);
            return;
        }

        Assert.Contains(expected, Assert.IsType<MasterInspection.Rejected>(await _inspector.InspectAsync(file)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serenity__encryption_nocopy.pdf", 1)]
    [InlineData("qpdf__hybrid-xref.pdf", 30)]
    public async Task InspectAsync_PdfWithOwnerPasswordOrManyPages_Accepted(string name, int pages)
    {
        if (SharedFiles.Find("hostile", name) is not { } file)
        {
            output.WriteLine(SharedFiles.Skipped);
            return;
        }

        Assert.Equal(new MasterInspection.Accepted(MasterFormat.Pdf, pages), await _inspector.InspectAsync(file));
    }

    [Fact]
    public async Task InspectAsync_WrongExtension_ContentCounts() =>
        Assert.Equal(new MasterInspection.Accepted(MasterFormat.Jpeg, 1), await _inspector.InspectAsync(_folder.Jpeg("scan.pdf")));

    [Fact]
    public async Task InspectAsync_EmptyFile_SaysSo() =>
        Assert.Equal(new MasterInspection.Rejected("the file is empty"), await _inspector.InspectAsync(_folder.Write("empty.jpg", [])));

    [Fact]
    public async Task InspectAsync_Pipe_RejectedWithoutOpening()
    {
        var path = Path.Combine(_folder.Path, "pipe");
        using (var make = Process.Start("mkfifo", path)) make.WaitForExit();
        Assert.IsType<MasterInspection.Rejected>(await _inspector.InspectAsync(path));
    }

    [Fact]
    public async Task InspectAsync_PdfCutShort_NeverThrows()
    {
        if (SharedFiles.Find("hostile", "ocrmypdf__ccitt.pdf") is not { } file) return;
        var bytes = await File.ReadAllBytesAsync(file);
        for (var tenth = 1; tenth < 10; tenth++)
        {
            var inspection = await _inspector.InspectAsync(_folder.Write("cut.pdf", bytes[..(bytes.Length * tenth / 10)]));
            if (inspection is MasterInspection.Rejected rejected) Assert.Contains("PDF", rejected.Reason, StringComparison.Ordinal);
        }
    }
}
