using System.Text.Json;
using Archive.Cli.Output;
using Archive.Domain;

namespace Archive.Cli.Tests.Output;

public sealed class PageJsonTests
{
    private static readonly Sha256Digest Master = Sha256Digest.Of("master"u8);

    [Fact]
    public void Of_FinishedPage_HasTheDocumentedFields()
    {
        var page = Json(new PageResult
        {
            Outcome = PageOutcome.NeedsOperator,
            Problem = PageProblem.LowConfidence,
            Reason = "uzturēšanās",
            Width = 2480,
            Height = 3508,
            Dpi = new Dpi(300),
            Orientation = new(90, new Confidence(0.9)),
            Skew = new(new Degrees(-1.23456), new Confidence(0.9)),
            Text = new("lav", new Confidence(0.87654), 12),
        });

        Assert.Equal(1, page.GetProperty("number").GetInt32());
        Assert.Equal(Master.Hex, page.GetProperty("master").GetString());
        Assert.Equal("needsOperator", page.GetProperty("outcome").GetString());
        Assert.Equal("uzturēšanās", page.GetProperty("reason").GetString());
        Assert.Equal(2480, page.GetProperty("width").GetInt32());
        Assert.Equal(3508, page.GetProperty("height").GetInt32());
        Assert.Equal(300, page.GetProperty("dpi").GetDouble());
        Assert.Equal(90, page.GetProperty("orientation").GetInt32());
        Assert.Equal(-1.2346, page.GetProperty("skewDegrees").GetDouble());
        Assert.False(page.GetProperty("blank").GetBoolean());
        Assert.Equal("lav", page.GetProperty("language").GetString());
        Assert.Equal(0.8765, page.GetProperty("meanConfidence").GetDouble());
        Assert.Equal(12, page.GetProperty("words").GetInt32());
    }

    [Fact]
    public void Of_NoAngleFound_SkewIsNullNotZero()
    {
        var page = Json(new PageResult { Outcome = PageOutcome.Done });

        Assert.Equal(JsonValueKind.Null, page.GetProperty("skewDegrees").ValueKind);
        Assert.Equal(JsonValueKind.Null, page.GetProperty("language").ValueKind);
        Assert.Equal(JsonValueKind.Null, page.GetProperty("reason").ValueKind);
        Assert.Equal("done", page.GetProperty("outcome").GetString());
    }

    private static JsonElement Json(PageResult result)
    {
        var page = PageJson.Of(new(1, "F00000001", 1, Master, MasterFormat.Png, 0, "/a.png", PageState.Finished, 1, 0, result, null, null, null, null));
        using var output = new StringWriter();
        CliJson.Write(output, new FileJson("F00000001", null, "a", null, [page]));
        return JsonDocument.Parse(output.ToString()).RootElement.GetProperty("pages")[0].Clone();
    }
}
