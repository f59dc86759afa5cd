using Archive.Storage.Search.Elastic;
using Archive.Storage.Search.Hits;
using Archive.Storage.Search.Query;
using Archive.Storage.Search.Text;

namespace Archive.Storage.Tests.Search.Elastic;

/// <summary>The hit words of a page that the server found are found again here.</summary>
public sealed class PageExpansionTests
{
    [Theory]
    [InlineData("uzturēšanās", "par uzturēšanās atļauju", "par [uzturēšanās] atļauju")]
    [InlineData("atļauja", "par uzturēšanās atļauju", "par uzturēšanās [atļauju]")]
    [InlineData("uzturēšanās", "par uzturēšonās atļauju", "par [uzturēšonās] atļauju")]
    [InlineData("миграционный", "Закон о миграции", "Закон о [миграции]")]
    [InlineData("\"uzturēšanās atļauja\"", "uzturēšonās atļauja, atļauja", "[uzturēšonās] [atļauja], atļauja")]
    [InlineData("00017", "Nr. OOO17 un 00018", "Nr. [OOO17] un 00018")]
    [InlineData("uzturēšanās", "uzturē-\nšonās", "[uzturē]- [šonās]")]
    public void Hits_Page_AreThoseOfTheServersQuery(string query, string page, string snippet) => Assert.Equal(snippet, SnippetOf(query, page, null));

    [Theory]
    [InlineData("permit", "it was permitted yesterday", "it was [permitted] yesterday", "text.en", "it was [permitted] yesterday")]
    [InlineData("проживать", "он проживает здесь", "он [проживает] здесь", "text.ru", "он [проживает] здесь")]
    [InlineData("permit OR yesterday", "it was permitted yesterday", "it was [permitted yesterday]", "text.en", "it was [permitted] [yesterday]")]
    public void Hits_FoundByTheServersStemmer_AreTakenFromItsMarks(string query, string page, string marked, string field, string snippet) =>
        Assert.Equal(snippet, SnippetOf(query, page, new() { [field] = [marked] }));

    [Fact]
    public void Hits_MarksOfAnotherText_AreNotTaken() =>
        Assert.Equal("it was permitted yesterday", SnippetOf("permit", "it was permitted yesterday", new() { ["text.en"] = ["[was] permitted"] }));

    [Theory]
    [InlineData("00017", "OOO17", true)]
    [InlineData("00017", "00018", false)]
    [InlineData("OOO17", "00017", true)]
    [InlineData("oooit", "00017", false)]
    [InlineData("alfa", "alva", false)]
    [InlineData("permit", "perrnit", true)]
    [InlineData("klinika", "k1inika", true)]
    public void IsNear_Words_AsTheFuzzyQueryOverSkeletons(string term, string token, bool near)
    {
        (term, token) = (term.ToLowerInvariant(), token.ToLowerInvariant());
        Assert.Equal(near, SkeletonForms.IsNear(term, token));
        if (NearMissRule.For(term) is not { Distance: var distance }) return;
        var asTheServer = distance == 0
            ? SkeletonForms.All(term).Contains(SkeletonForms.Of(token))
            : EditDistance.Within(OcrSkeleton.Of(term), SkeletonForms.Of(token), distance) is not null;
        Assert.Equal(near, asTheServer && term != token);
    }

    [Fact]
    public async Task Document_Page_HasFieldsOfEqualPositionsInEveryForm()
    {
        var fixture = new ElasticFixture();
        await using var index = await fixture.OpenAsync();
        await index.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "Lēmums Nr. 00017 par uzturē-\nšanās atļauju (ſtraße)", "12.03.2019"), CancellationToken.None);
        var page = fixture.Server.Documents("pages-000001")["F1-1"].Source;
        Assert.Equal("lemums nr 00017 par uzturesanas atlauju strasse", (string?)page["words"]);
        Assert.Equal("Lēmums Nr 00017 par uzturēšanās atļauju ſtraße", (string?)page["text"]);
        Assert.Equal("uzture sanas", (string?)page["pieces"]);
        Assert.Equal(7, ((string?)page["skeletons"])!.Split(' ').Length);
        Assert.Equal("###oooi7", ((string?)page["skeletons"])!.Split(' ')[2]);
        Assert.Contains("uzturesan", ((string?)page["stems"])!, StringComparison.Ordinal);
    }

    private static string SnippetOf(string query, string text, Dictionary<string, List<string>>? highlight)
    {
        var root = QueryParser.Parse(query);
        var words = PageWord.Of(TypedPage.Recognized(text));
        var tokens = PageTokens.Of(words);
        var expanded = PageExpansion.Of(root, tokens, HighlightedWords.Read(highlight, tokens));
        return Snippet.Build(words, new HitWords(new HitFinder(expanded, MatchLevel.NearMiss, tokens).Find()));
    }
}
