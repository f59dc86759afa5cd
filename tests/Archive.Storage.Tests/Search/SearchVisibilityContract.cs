using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Ports;

namespace Archive.Storage.Tests.Search;

/// <summary>Who sees what: of pages that are not shown not even the number is told.</summary>
public abstract class SearchVisibilityContract : SearchIndexContract
{
    private static readonly AccessConditions Riga = new("riga", false);
    private static readonly AccessConditions Secret = new(null, true);

    [Fact]
    public async Task Search_RegisterNotSeen_IsNeitherFoundNorCounted()
    {
        await EnterAsync();
        Assert.Equal("asylum", await FilesAsync(Sees(register: Register.Pmr)));
        Assert.Equal("permit permit-riga", await FilesAsync(Sees(register: Register.Uat, units: ["riga"])));
        Assert.Equal("asylum permit", await FilesAsync(new Visibility(new HashSet<Register> { Register.Pmr, Register.Uat }, false, new HashSet<string>(), new HashSet<string>())));
    }

    [Fact]
    public async Task Search_FilesWithoutCase_AreForThoseAloneWhoMaySeeThem()
    {
        await EnterAsync();
        Assert.Equal("loose", await FilesAsync(new Visibility(new HashSet<Register>(), true, null, new HashSet<string>())));
    }

    [Fact]
    public async Task Search_OtherUnit_SeesFilesOfNoUnitOnly()
    {
        await EnterAsync();
        Assert.Equal("permit", await FilesAsync(Sees(register: Register.Uat, units: ["cesis"])));
        Assert.Equal("permit permit-riga", await FilesAsync(new Visibility(new HashSet<Register> { Register.Uat }, false, null, new HashSet<string>())));
    }

    [Fact]
    public async Task Search_RestrictedFile_IsForThoseLetInByNameWhoseRegisterItIs()
    {
        await EnterAsync();
        Assert.Equal("asylum secret", await FilesAsync(Sees(register: Register.Pmr) with { RestrictedFiles = new HashSet<string> { "secret" } }));
        Assert.Equal("permit", await FilesAsync(Sees(register: Register.Uat) with { RestrictedFiles = new HashSet<string> { "secret" } }));
        Assert.Equal("asylum secret", await FilesAsync(Sees(register: Register.Pmr) with { RestrictedFiles = null }));
    }

    [Fact]
    public async Task Search_EverythingAndNothing_AreWhatTheySay()
    {
        await EnterAsync();
        Assert.Equal("asylum loose permit permit-riga secret", await FilesAsync(Visibility.Everything));
        Assert.Equal("", await FilesAsync(Visibility.Nothing));
    }

    [Theory]
    [InlineData("uzturesanas", 2)]
    [InlineData("uztur*", 2)]
    [InlineData("uzturēšanas OR slepens", 2)]
    [InlineData("-nekas uzturēšanās", 2)]
    [InlineData("uzturcsanas", 2)]
    [InlineData("slepens", 0)]
    [InlineData("\"uzturēšanās slepens\"", 0)]
    public async Task Search_AnyKindOfQuery_CountsOnlyWhatIsSeen(string query, int expected)
    {
        await EnterAsync();
        var result = await SearchAsync(query, visible: new(new HashSet<Register> { Register.Pmr, Register.Uat }, false, new HashSet<string>(), new HashSet<string>()));
        Assert.Equal((expected, expected), (result.Total, result.Hits.Count));
    }

    [Fact]
    public async Task Replace_OnlyWhoMaySeeItChanged_IsSeenByTheseFromThenOn()
    {
        await EnterAsync();
        var sees = Sees(register: Register.Pmr);
        await Index.ReplaceFileAsync("asylum", [Page("asylum", "PMR-2020-00001", Secret, "uzturēšanās")], None);
        Assert.Equal("", await FilesAsync(sees));

        await Index.ReplaceFileAsync("asylum", [Page("asylum", "PMR-2020-00001", AccessConditions.Open, "uzturēšanās")], None);

        Assert.Equal("asylum", await FilesAsync(sees));
    }

    [Fact]
    public async Task Search_WithinAFileOrAYear_FindsAndCountsNothingElse()
    {
        await EnterAsync();
        await Index.ReplaceFileAsync("later", [Page("later", "PMR-2021-00001", AccessConditions.Open, "uzturēšanās")], None);
        Assert.Equal("permit", await FilesAsync(Visibility.Everything, query => query with { FileId = "permit" }));
        Assert.Equal("", await FilesAsync(Sees(Register.Pmr), query => query with { FileId = "permit" }));
        Assert.Equal("", await FilesAsync(Visibility.Everything, query => query with { FileId = "per*" }));
        Assert.Equal("", await FilesAsync(Visibility.Everything, query => query with { FileId = "permit\" OR \"asylum" }));
        Assert.Equal("later", await FilesAsync(Visibility.Everything, query => query with { Filter = Years("2021") }));
        Assert.Equal("asylum permit permit-riga secret", await FilesAsync(Visibility.Everything, query => query with { Filter = Years("2020") }));
        Assert.Equal("asylum", await FilesAsync(Sees(Register.Pmr), query => query with { Filter = Years("2020") }));
        Assert.Equal("", await FilesAsync(Visibility.Everything, query => query with { Filter = Years("2020"), FileId = "later" }));
        Assert.Equal("", await FilesAsync(Visibility.Nothing, query => query with { Filter = Years("2020") }));
    }

    private static FacetFilter Years(string year) => FacetFilter.None.With(Facet.Year, year);

    private static Visibility Sees(Register register, params string[] units) =>
        new(new HashSet<Register> { register }, false, units.ToHashSet(), new HashSet<string>());

    private async Task<string> FilesAsync(Visibility visible, Func<SearchQuery, SearchQuery>? narrow = null)
    {
        var query = new SearchQuery("uzturēšanās", visible, Limit: 1000);
        var result = await Index.SearchAsync(narrow?.Invoke(query) ?? query, None);
        Assert.Equal(result.Total, result.Hits.Count);
        return string.Join(' ', result.Hits.Select(hit => hit.FileId).Order(StringComparer.Ordinal));
    }

    private async Task EnterAsync()
    {
        await Index.ReplaceFileAsync("asylum", [Page("asylum", "PMR-2020-00001", AccessConditions.Open, "uzturēšanās")], None);
        await Index.ReplaceFileAsync("secret", [Page("secret", "PMR-2020-00002", Secret, "uzturēšanās slepens")], None);
        await Index.ReplaceFileAsync("permit", [Page("permit", "UAT-2020-00001", AccessConditions.Open, "uzturēšanās")], None);
        await Index.ReplaceFileAsync("permit-riga", [Page("permit-riga", "UAT-2020-00002", Riga, "uzturēšanās slepens")], None);
        await Index.ReplaceFileAsync("loose", [Page("loose", null, AccessConditions.Open, "uzturēšanās")], None);
    }

    private static IndexedPage Page(string file, string? caseNumber, AccessConditions access, string text)
    {
        var page = TypedPage.Of(file, 1, text, caseNumber is null ? null : CaseNumber.Parse(caseNumber));
        return page with { Access = access, Revision = PageFacts.None.Revision(page.Revision, access) };
    }
}
