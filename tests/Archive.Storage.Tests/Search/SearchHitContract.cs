using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Storage.Tests.Search;

/// <summary>The contract about what comes back: boxes, snippets, pages of hits, and what the index holds.</summary>
public abstract class SearchHitContract : SearchMatchingContract
{
    private const string Page = "Pilsonības un migrācijas lietu pārvalde\nLēmums par uzturēšanās atļaujas izsniegšanu\nTermiņa uzturēšanās atļauja, derīga";

    [Fact]
    public async Task Search_Hit_HasTheBoxesOfExactlyTheHitWords()
    {
        await IndexAsync(Page);
        var hit = Assert.Single((await SearchAsync("uzturesanas atlauja")).Hits);
        Assert.Equal([TypedPage.Box(Page, 1, 2), TypedPage.Box(Page, 2, 1), TypedPage.Box(Page, 2, 2)], hit.Boxes);
    }

    [Fact]
    public async Task Search_PhraseHit_HasTheBoxesOfThatPlaceOnly()
    {
        await IndexAsync(Page);
        var hit = Assert.Single((await SearchAsync("\"uzturēšanās atļauja\"")).Hits);
        Assert.Equal([TypedPage.Box(Page, 2, 1), TypedPage.Box(Page, 2, 2)], hit.Boxes);
    }

    [Fact]
    public async Task Search_DividedWord_HasTheBoxesOfBothParts()
    {
        const string text = "termiņa uzturē-\nšanās atļauja";
        await IndexAsync(text);
        var hit = Assert.Single((await SearchAsync("uzturēšanās")).Hits);
        Assert.Equal([TypedPage.Box(text, 0, 1), TypedPage.Box(text, 1, 0)], hit.Boxes);
        Assert.Equal("termiņa [uzturē]- [šanās] atļauja", hit.Snippet);
    }

    [Fact]
    public async Task Search_NearMissHit_HasItsBoxAndBrackets()
    {
        await IndexAsync("Termiņa uzturēšonās atļauja");
        var hit = Assert.Single((await SearchAsync("uzturēšanās")).Hits);
        Assert.Equal([TypedPage.Box("Termiņa uzturēšonās", 0, 1)], hit.Boxes);
        Assert.Equal("Termiņa [uzturēšonās] atļauja", hit.Snippet);
    }

    [Fact]
    public async Task Search_OrBranchThatDoesNotMatch_GivesNoBoxes()
    {
        await IndexAsync("alfa gamma");
        var hit = Assert.Single((await SearchAsync("(alfa beta) OR gamma")).Hits);
        Assert.Equal([TypedPage.Box("alfa gamma", 0, 1)], hit.Boxes);
    }

    [Fact]
    public async Task Search_Snippet_BracketsTheWordsWithoutTheirPunctuation()
    {
        await IndexAsync(Page);
        var hit = Assert.Single((await SearchAsync("lēmums atļauja")).Hits);
        Assert.Equal("Pilsonības un migrācijas lietu pārvalde [Lēmums] par uzturēšanās atļaujas izsniegšanu Termiņa uzturēšanās [atļauja], derīga", hit.Snippet);
    }

    [Fact]
    public async Task Search_LongPage_SnippetIsTheDensestPlace()
    {
        var filler = string.Join(' ', Enumerable.Range(0, 100).Select(i => $"pirms{i}"));
        await IndexAsync($"{filler} alfa {filler}\n{filler} alfa beta gamma {filler}");
        var hit = Assert.Single((await SearchAsync("alfa beta gamma")).Hits);

        Assert.Contains("[alfa] [beta] [gamma]", hit.Snippet, StringComparison.Ordinal);
        Assert.StartsWith("… ", hit.Snippet, StringComparison.Ordinal);
        Assert.EndsWith(" …", hit.Snippet, StringComparison.Ordinal);
        Assert.InRange(hit.Snippet.Length, 140, 175);
    }

    [Fact]
    public async Task Search_Hit_NamesFileCaseAndPage()
    {
        var caseNumber = CaseNumber.Parse("UAT-2020-00042");
        await Index.ReplaceFileAsync("F9", [TypedPage.Of("F9", 1, "alfa", caseNumber), TypedPage.Of("F9", 7, "beta", caseNumber)], None);
        var hit = Assert.Single((await SearchAsync("beta")).Hits);
        Assert.Equal(("F9", (CaseNumber?)caseNumber, 7), (hit.FileId, hit.Case, hit.PageNumber));
    }

    [Fact]
    public async Task Search_Windows_TileTheWholeResultInStableOrder()
    {
        for (var file = 1; file <= 9; file++)
        {
            var word = new[] { "uzturēšanās", "uzturēšana", "uzturēšonās" }[file % 3];
            await Index.ReplaceFileAsync($"F{file}", [.. Enumerable.Range(1, 3).Select(number => TypedPage.Of($"F{file}", number, $"{word} {number}"))], None);
        }
        var whole = await SearchAsync("uzturēšanās", limit: 100);
        Assert.Equal(27, whole.Total);

        var tiled = new List<SearchHit>();
        for (var offset = 0; offset < 30; offset += 4)
        {
            var window = await SearchAsync("uzturēšanās", offset, 4);
            Assert.Equal(27, window.Total);
            tiled.AddRange(window.Hits);
        }

        Assert.Equal(whole.Hits.Select(hit => (hit.FileId, hit.PageNumber, hit.Score)), tiled.Select(hit => (hit.FileId, hit.PageNumber, hit.Score)));
        Assert.Equal(27, tiled.Select(hit => (hit.FileId, hit.PageNumber)).Distinct().Count());
    }

    [Fact]
    public async Task Search_LimitZero_GivesTheTotalOnly()
    {
        await IndexAsync("alfa", "alfa");
        var result = await SearchAsync("alfa", limit: 0);
        Assert.Equal((2, 0), (result.Total, result.Hits.Count));
    }

    [Fact]
    public async Task ReplaceFile_Again_OldTextAndPagesAreGone()
    {
        await Index.ReplaceFileAsync("F1", [TypedPage.Of("F1", 1, "alfa"), TypedPage.Of("F1", 2, "beta")], None);
        await Index.ReplaceFileAsync("F1", [TypedPage.Of("F1", 1, "gamma")], None);

        Assert.Equal("", await FilesAsync("alfa OR beta"));
        Assert.Equal("F1", await FilesAsync("gamma"));
        Assert.Equal([new IndexEntry("F1", 1, TypedPage.Of("F1", 1, "gamma").Revision)], await ListAsync());
    }

    [Fact]
    public async Task ReplaceFile_CaseChangedOnly_HitNamesTheNewCase()
    {
        var caseNumber = CaseNumber.Parse("PMR-2021-00001");
        await Index.ReplaceFileAsync("F1", [TypedPage.Of("F1", 1, "alfa")], None);
        await Index.ReplaceFileAsync("F1", [TypedPage.Of("F1", 1, "alfa", caseNumber)], None);
        Assert.Equal(caseNumber, Assert.Single((await SearchAsync("alfa")).Hits).Case);
    }

    [Fact]
    public async Task RemoveFile_File_IsNoLongerFound()
    {
        await IndexAsync("alfa", "alfa");
        await Index.RemoveFileAsync("F1", None);
        await Index.RemoveFileAsync("F1", None);
        Assert.Equal("F2", await FilesAsync("alfa"));
        Assert.Equal("F2", Assert.Single(await ListAsync()).FileId);
    }

    [Fact]
    public async Task ReplaceFile_PageWithoutText_IsListedAndNotFound()
    {
        var blank = new IndexedPage("F1", null, 1, Sha256Digest.Of("blank"u8), new RecognizedText(2480, 3508, new Dpi(300), []));
        await Index.ReplaceFileAsync("F1", [blank], None);
        Assert.Single(await ListAsync());
        Assert.Equal("", await FilesAsync("alfa"));
    }

    [Fact]
    public async Task ReplaceFile_PageOfAnotherFile_Throws() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Index.ReplaceFileAsync("F1", [TypedPage.Of("F2", 1, "alfa")], None));

    [Fact]
    public async Task ReplaceAndSearch_ManyTasksAtOnce_LoseNothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(task => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                var file = $"F{task}-{i}";
                await Index.ReplaceFileAsync(file, [TypedPage.Of(file, 1, $"kopīgs vārds{task}x{i}")], None);
                Assert.True((await SearchAsync("kopīgs", limit: 3)).Total > i);
            }
        })));
        Assert.Equal(40, (await SearchAsync("kopīgs")).Total);
    }
}
