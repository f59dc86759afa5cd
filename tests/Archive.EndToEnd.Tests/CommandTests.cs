using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;

namespace Archive.EndToEnd.Tests;

/// <summary>What the commands say of an ingested batch, and what they make of it.</summary>
public sealed class CommandTests(IngestedSample sample) : IClassFixture<IngestedSample>
{
    [Fact]
    public void Ingest_GoodAndBadInputs_JsonHasTheDocumentedShape()
    {
        Assert.Equal(3, sample.Ingest.Code);
        Assert.Equal("", sample.Ingest.Error);
        var report = sample.Ingest.Json();
        Assert.Equal(["batch", "files", "rejected", "duplicates", "counts", "problems"], Names(report));
        var file = Assert.Single(report.GetProperty("files").EnumerateArray());
        Assert.Equal("PMR-2019-00017", file.GetProperty("case").GetString());
        Assert.Equal(["path", "sha256", "bytes"], Names(file.GetProperty("pdf")));
        var page = file.GetProperty("pages")[0];
        string[] documented = ["number", "master", "outcome", "reason", "width", "height", "dpi", "orientation", "skewDegrees", "blank", "language", "meanConfidence", "words"];
        Assert.Empty(documented.Except(Names(page)));
        Assert.Equal(["path", "reason"], Names(report.GetProperty("rejected")[0]));
        Assert.Equal(["path", "of", "file"], Names(report.GetProperty("duplicates")[0]));
    }

    [Fact]
    public void Ingest_Counts_AddUp()
    {
        var counts = sample.Ingest.Json().GetProperty("counts");
        int Count(string name) => counts.GetProperty(name).GetInt32();

        Assert.Equal(IngestedSample.GoodPages + 1, Count("received"));
        Assert.Equal(Count("received"), Count("recognized") + Count("blank") + Count("needsOperator") + Count("rejected"));
        Assert.Equal((1, 1), (Count("rejected"), Count("duplicates")));
    }

    [Fact]
    public async Task Ingest_SameCommandAgain_ReportsTheSame()
    {
        var again = await sample.IngestAgainAsync();

        Assert.Equal(sample.Ingest.Code, again.Code);
        Assert.Equal(sample.Ingest.Out, again.Out);
    }

    [Fact]
    public void Ingest_Pdf_IsReadableAndPassesQpdf()
    {
        var pdf = sample.Ingest.Json().GetProperty("files")[0].GetProperty("pdf");
        var path = pdf.GetProperty("path").GetString()!;

        Assert.EndsWith(".pdf", path, StringComparison.Ordinal);
        Assert.Equal(pdf.GetProperty("bytes").GetInt64(), File.ReadAllBytes(path).LongLength);
        using var qpdf = Process.Start(new ProcessStartInfo("qpdf", ["--check", path]) { RedirectStandardOutput = true })!;
        Assert.Contains("No syntax or stream encoding errors found", qpdf.StandardOutput.ReadToEnd(), StringComparison.Ordinal);
        qpdf.WaitForExit();
        Assert.Equal(0, qpdf.ExitCode);
    }

    [Fact]
    public async Task Search_WordOfThePage_FindsItWithBoxesOnThePage()
    {
        var file = sample.Ingest.Json().GetProperty("files")[0];
        var word = await LongWordOfAsync(file.GetProperty("id").GetString()!);

        var result = (await sample.RunAsync("search", word, "--json")).Json();

        Assert.Equal(["total", "totalIsExact", "hits"], Names(result));
        var hit = result.GetProperty("hits")[0];
        Assert.Equal(["file", "case", "page", "score", "snippet", "boxes"], Names(hit));
        var page = file.GetProperty("pages").EnumerateArray().Single(one => one.GetProperty("number").GetInt32() == hit.GetProperty("page").GetInt32());
        var box = hit.GetProperty("boxes")[0];
        Assert.Equal(["x", "y", "width", "height"], Names(box));
        Assert.InRange(box.GetProperty("x").GetInt32() + box.GetProperty("width").GetInt32(), 1, page.GetProperty("width").GetInt32());
        Assert.InRange(box.GetProperty("y").GetInt32() + box.GetProperty("height").GetInt32(), 1, page.GetProperty("height").GetInt32());
    }

    [Fact]
    public async Task Search_SenselessQuery_ExitsWith2() => Assert.Equal(2, (await sample.RunAsync("search", "\"open")).Code);

    [Fact]
    public async Task Show_ByCaseNumber_ListsThePages()
    {
        var shown = (await sample.RunAsync("show", "PMR-2019-00017", "--json")).Json();
        var table = await sample.RunAsync("show", "PMR-2019-00017");

        Assert.Equal(IngestedSample.GoodPages, shown.GetProperty("pages").GetArrayLength());
        Assert.Contains(shown.GetProperty("id").GetString()!, table.Out, StringComparison.Ordinal);
        Assert.Equal(2, (await sample.RunAsync("show", "F99999999")).Code);
    }

    [Fact]
    public async Task Export_EverythingAskedFor_IsWritten()
    {
        var (pdf, alto, text) = (sample.Scratch("out.pdf"), sample.Scratch("alto"), sample.Scratch("out.txt"));

        var run = await sample.RunAsync("export", "PMR-2019-00017", "--pdf", pdf, "--alto", alto, "--text", text, "--json");

        Assert.Equal(0, run.Code);
        Assert.StartsWith("%PDF", await File.ReadAllTextAsync(pdf), StringComparison.Ordinal);
        Assert.Equal(IngestedSample.GoodPages, (await File.ReadAllTextAsync(text)).Count(character => character == '\f'));
        var pages = Directory.GetFiles(alto, "*.xml");
        Assert.NotEmpty(pages);
        Assert.All(pages, page => Assert.Equal("alto", XDocument.Load(page).Root!.Name.LocalName));
    }

    [Fact]
    public async Task FilesAndBatches_AfterIngest_TellTheStates()
    {
        var file = (await sample.RunAsync("files", "--json")).Json().GetProperty("files")[0];
        var batch = (await sample.RunAsync("batches", "--json")).Json().GetProperty("batches")[0];

        Assert.Equal(JsonValueKind.String, file.GetProperty("assembled").ValueKind);
        Assert.Equal(JsonValueKind.String, file.GetProperty("indexed").ValueKind);
        Assert.Equal("complete", batch.GetProperty("state").GetString());
        Assert.Equal((IngestedSample.GoodPages, IngestedSample.GoodPages), (batch.GetProperty("pages").GetInt32(), batch.GetProperty("pagesFinished").GetInt32()));
    }

    [Fact]
    public async Task Status_OfOneMachine_CountsWhatNeedsTheOperatorByReason()
    {
        var run = await sample.RunAsync("status", "--json");
        var status = run.Json();
        var reasons = status.GetProperty("reasons").GetProperty("needsOperator").EnumerateObject().Sum(reason => reason.Value.GetInt64());

        Assert.Equal(0, run.Code);
        Assert.Equal(sample.Ingest.Json().GetProperty("counts").GetProperty("needsOperator").GetInt64(), reasons);
        Assert.Equal((0, 0), (status.GetProperty("queue").GetProperty("pagesWaiting").GetInt32(), status.GetProperty("queue").GetProperty("batchesOpen").GetInt32()));
        Assert.True(status.GetProperty("freeBytes").GetInt64() > 0);
    }

    private async Task<string> LongWordOfAsync(string fileId)
    {
        var path = sample.Scratch("words.txt");
        await sample.RunAsync("export", fileId, "--text", path);
        return (await File.ReadAllTextAsync(path)).Split([' ', '\n', '\f']).Where(word => word.All(char.IsLetter)).MaxBy(word => word.Length)!;
    }

    private static List<string> Names(JsonElement element) => [.. element.EnumerateObject().Select(property => property.Name)];
}
