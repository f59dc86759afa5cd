using Archive.Domain;
using Archive.Domain.Capture;
using Archive.Web.Capturing;

namespace Archive.Web.Tests.Capturing;

/// <summary>What the ledger is told of a rearrangement: all of it.</summary>
public sealed class ArrangementToldTests
{
    [Fact]
    public void Of_FieldsThatChanged_AreToldFromWhatToWhat()
    {
        var before = Pages(3);
        ArrangedPage[] wanted =
        [
            Wanted(before[1]) with { Turn = 90, Disposition = PageDisposition.Blank, IsAnswered = true }, Wanted(before[2]) with { Starts = PageStart.File, Case = CaseNumber.Parse("PMR-2020-00001"), DocumentType = "Pase" },
            Wanted(before[3]) with { Position = 7 },
        ];
        Assert.Equal(
            "pages arranged: 1: is Image>Blank, turn found>90, answered False>True; 2: begins Nothing>File, case none>PMR-2020-00001, type none>Pase; 3: place 3145728>7", Assert.Single(ArrangementTold.Of(before, wanted)));
    }

    [Fact]
    public void Of_ManyPages_IsCompleteInEntriesThatAreNotCutOff()
    {
        var before = Pages(1200);
        var told = ArrangementTold.Of(before, before.Values.Select(page => Wanted(page) with { Position = page.Arrangement.Position + 1, Starts = PageStart.Document, DocumentType = new string('x', 60) }));
        Assert.All(told, entry => Assert.InRange(entry.Length, 1, 1000));
        var pages = told.SelectMany(entry => entry["pages arranged: ".Length..].Split("; ")).Select(page => page.Split(':')[0]);
        Assert.Equal(Enumerable.Range(1, 1200).Select(number => $"{number}"), pages);
    }

    private static ArrangedPage Wanted(CapturedPage page) => new(page.Page.Id, page.Arrangement.Position, page.Arrangement.Disposition, null, PageStart.Nothing, null, null, false);

    private static Dictionary<long, CapturedPage> Pages(int count) => Enumerable.Range(1, count)
        .Select(number => new PageRecord(number, "F00000001", number, Sha256Digest.Of([]), MasterFormat.Tiff, 0, "/in/a.tif", PageState.Finished, 1, 0, null, null, null, null, null))
        .ToDictionary(page => page.Id, page => new CapturedPage(page, PageArrangement.Of(page)));
}
