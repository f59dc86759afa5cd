using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Ports;

namespace Archive.Storage.Tests.Search;

/// <summary>Pages counted and narrowed by facets, and other spellings offered: always of what is seen alone.</summary>
public abstract class SearchFacetContract : SearchVisibilityContract
{
    private static readonly Visibility Asylum = new(new HashSet<Register> { Register.Pmr }, false, null, new HashSet<string>());

    [Fact]
    public async Task Facets_OfAll_CountEveryPageUnderEachFacet()
    {
        await EnterFacetedAsync();
        var result = await FacetedAsync(Visibility.Everything, FacetFilter.None);
        Assert.Equal("PMR 3,  1, UAT 1", Told(result, Facet.Register));
        Assert.Equal("2020 3,  1, 2021 1", Told(result, Facet.Year));
        Assert.Equal(" 3, decision 2", Told(result, Facet.DocumentType));
        Assert.Equal("lav 4, rus 1", Told(result, Facet.Language));
        Assert.Equal("read 4, doubtful 1", Told(result, Facet.Status));
    }

    [Fact]
    public async Task Facets_Narrowed_EachIsCountedByWhatIsWantedOfTheOthers()
    {
        await EnterFacetedAsync();
        var result = await FacetedAsync(Visibility.Everything, FacetFilter.None.With(Facet.Year, "2020").With(Facet.Register, "PMR"));
        Assert.Equal(2, result.Total);
        Assert.Equal(2, result.Hits.Count);
        Assert.Equal("PMR 2, UAT 1", Told(result, Facet.Register));
        Assert.Equal("2020 2, 2021 1", Told(result, Facet.Year));
        Assert.Equal("decision 2", Told(result, Facet.DocumentType));
    }

    [Fact]
    public async Task Facets_SeveralValuesAndNone_AreChosenByAnyOfThem()
    {
        await EnterFacetedAsync();
        Assert.Equal(2, (await FacetedAsync(Visibility.Everything, FacetFilter.None.With(Facet.Year, "2021", ""))).Total);
        Assert.Equal(1, (await FacetedAsync(Visibility.Everything, FacetFilter.None.With(Facet.Register, ""))).Total);
        Assert.Equal(1, (await FacetedAsync(Visibility.Everything, FacetFilter.None.With(Facet.Status, PageStatus.Doubtful))).Total);
        Assert.Equal(0, (await FacetedAsync(Visibility.Everything, FacetFilter.None.With(Facet.Language, "x\" OR \"lav"))).Total);
    }

    [Fact]
    public async Task Facets_OfWhatIsNotSeen_AreNotTold()
    {
        await EnterFacetedAsync();
        var result = await FacetedAsync(Asylum, FacetFilter.None);
        Assert.Equal("PMR 2", Told(result, Facet.Register));
        Assert.Equal("2020 1, 2021 1", Told(result, Facet.Year));
        Assert.Equal(0, (await FacetedAsync(Asylum, FacetFilter.None.With(Facet.Register, "UAT"))).Total);
        Assert.DoesNotContain((await FacetedAsync(Asylum, FacetFilter.None.With(Facet.Register, "UAT"))).Facets, count => count.Value == "UAT");
        Assert.Empty((await FacetedAsync(Visibility.Nothing, FacetFilter.None)).Facets);
    }

    [Fact]
    public async Task Facets_NotAskedFor_AreNotCounted()
    {
        await EnterFacetedAsync();
        Assert.Empty((await Index.SearchAsync(new("uzturēšanās", Visibility.Everything), None)).Facets);
    }

    [Fact]
    public async Task Replace_TypeOfDocumentChanged_IsCountedByTheNewOne()
    {
        await EnterFacetedAsync();
        await Index.ReplaceFileAsync("first", [Faceted("first", 1, "PMR-2020-00001", new("passport", false))], None);
        Assert.Equal(1, (await FacetedAsync(Visibility.Everything, FacetFilter.None.With(Facet.DocumentType, "passport"))).Total);
    }

    [Theory]
    [InlineData("Kalnbērziš", "Kalnbērziņš")]
    [InlineData("jānis Kalnbrezins", "jānis Kalnbērziņš")]
    [InlineData("kanlberzins -nekas", "Kalnbērziņš -nekas")]
    [InlineData("Ozls", "Ozols")]
    [InlineData("Жуковский", "Жуковскій")]
    public async Task Suggest_Misspelt_OffersTheWordOfThePages(string query, string expected)
    {
        await EnterNamesAsync();
        Assert.Equal(expected, (await SuggestAsync(query, Visibility.Everything)).FirstOrDefault());
    }

    [Theory]
    [InlineData("Kalnbērziņš")]
    [InlineData("kalnberzins")]
    [InlineData("nekāda līdzība")]
    [InlineData("12345")]
    [InlineData("kal*")]
    [InlineData("Kalnbrezins nekurnavs")]
    public async Task Suggest_WordsThatAreFoundOrNearToNothing_OffersNothing(string query)
    {
        await EnterNamesAsync();
        Assert.Empty(await SuggestAsync(query, Visibility.Everything));
    }

    [Fact]
    public async Task Suggest_WordsOfFilesThatAreNotSeen_AreNotOffered()
    {
        await EnterNamesAsync();
        Assert.Equal(["Slepenzieds"], await SuggestAsync("slepenzeids", Visibility.Everything));
        Assert.Empty(await SuggestAsync("slepenzeids", Asylum));
        Assert.Empty(await SuggestAsync("slepenzieda", Asylum));
        Assert.Empty(await SuggestAsync("Kalnbrezins", Visibility.Nothing));
    }

    [Fact]
    public async Task Suggest_QueryThatCannotBeUnderstood_IsASyntaxError() =>
        await Assert.ThrowsAsync<SearchSyntaxException>(() => Index.SuggestAsync(new("(alfa", Visibility.Everything), None));

    private async Task<IReadOnlyList<string>> SuggestAsync(string query, Visibility visible) => await Index.SuggestAsync(new(query, visible), None);

    private Task<SearchResult> FacetedAsync(Visibility visible, FacetFilter filter) =>
        Index.SearchAsync(new("uzturēšanās", visible, Limit: 100) { Filter = filter, WithFacets = true }, None);

    private static string Told(SearchResult result, Facet facet) =>
        string.Join(", ", result.Facets.Where(count => count.Facet == facet).OrderByDescending(count => count.Count).ThenBy(count => count.Value, StringComparer.Ordinal).Select(count => $"{count.Value} {count.Count}"));

    private async Task EnterFacetedAsync()
    {
        await Index.ReplaceFileAsync("first", [Faceted("first", 1, "PMR-2020-00001", new("decision", false))], None);
        await Index.ReplaceFileAsync("second", [Faceted("second", 1, "PMR-2021-00002", PageFacts.None, "rus")], None);
        await Index.ReplaceFileAsync("third", [Faceted("third", 1, "UAT-2020-00003", new(null, true))], None);
        await Index.ReplaceFileAsync("loose", [Faceted("loose", 1, null, PageFacts.None)], None);
        await Index.ReplaceFileAsync("hidden", [Faceted("hidden", 1, "PMR-2020-00004", new("decision", false), access: new(null, true))], None);
    }

    private async Task EnterNamesAsync()
    {
        await Index.ReplaceFileAsync("first", [TypedPage.Of("first", 1, "Jānis Kalnbērziņš un Ozols", CaseNumber.Parse("PMR-2020-00001"))], None);
        await Index.ReplaceFileAsync("second", [TypedPage.Of("second", 1, "Жуковскій", CaseNumber.Parse("PMR-2020-00002"))], None);
        var secret = TypedPage.Of("hidden", 1, "Slepenzieds", CaseNumber.Parse("PMR-2020-00003"));
        var access = new AccessConditions(null, true);
        await Index.ReplaceFileAsync("hidden", [secret with { Access = access, Revision = PageFacts.None.Revision(secret.Revision, access) }], None);
    }

    private static IndexedPage Faceted(string file, int number, string? caseNumber, PageFacts facts, string language = "lav", AccessConditions? access = null)
    {
        var page = TypedPage.Of(file, number, "uzturēšanās", caseNumber is null ? null : CaseNumber.Parse(caseNumber));
        var text = page.Text with { Blocks = [.. page.Text.Blocks.Select(block => block with { Lines = [.. block.Lines.Select(line => line with { Language = language })] })] };
        return page with { Text = text, Facts = facts, Access = access ?? AccessConditions.Open, Revision = facts.Revision(page.Revision, access ?? AccessConditions.Open) };
    }
}
