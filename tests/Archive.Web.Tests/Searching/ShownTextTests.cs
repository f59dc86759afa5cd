using System.Text.Json;
using Archive.Domain.Access;
using Archive.Domain.Audit;
using Archive.Web.Searching;

namespace Archive.Web.Tests.Searching;

/// <summary>What a search shows of restricted files, and what the ledger knows of whose text was shown.</summary>
public sealed class ShownTextTests : IAsyncLifetime
{
    private TestService _service = null!;
    private Shelf _shelf = null!;
    private Visitor _reader = null!;

    public async Task InitializeAsync()
    {
        _service = await TestService.StartAsync();
        _shelf = await Shelf.FillAsync(_service);
        _reader = await _service.PersonAsync("reader", Roles.Caseworker);
        await _service.Stores.Catalog.Accounts.GrantAsync(_reader.Account.Id, _shelf.Secret, "boss", default);
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Search_RestrictedFileWithoutAPurpose_ShowsNoWordOfIt()
    {
        var before = await FindAsync(_shelf.Secret);
        Assert.True(before.GetProperty("purposeNeeded").GetBoolean());
        Assert.Equal([1, 2], Hits(before).Select(hit => hit.GetProperty("page").GetInt32()).Order());
        Assert.All(Hits(before), hit => Assert.Equal((0, 0), (hit.GetProperty("snippet").GetArrayLength(), hit.GetProperty("boxes").GetArrayLength())));
        Assert.False((await FindAsync(_shelf.Asylum)).GetProperty("purposeNeeded").GetBoolean());

        await _reader.StatePurposeAsync(_shelf.Secret, "tiesas lūgums");

        var after = await FindAsync(_shelf.Secret);
        Assert.False(after.GetProperty("purposeNeeded").GetBoolean());
        Assert.All(Hits(after), hit => Assert.NotEqual((0, 0), (hit.GetProperty("snippet").GetArrayLength(), hit.GetProperty("boxes").GetArrayLength())));
    }

    [Fact]
    public async Task Search_ByAnotherSystem_ShowsARestrictedFileForThePurposeItStates()
    {
        var key = await _service.SystemAsync("courts", _reader.Account, ["search"]);
        Assert.True(Group(await key.GetAsync($"/api/v1/search?q={Shelf.Common}"), _shelf.Secret).GetProperty("purposeNeeded").GetBoolean());
        Assert.False(Group(await key.GetAsync($"/api/v1/search?q={Shelf.Common}", ("X-Purpose", "court request")), _shelf.Secret).GetProperty("purposeNeeded").GetBoolean());
    }

    [Fact]
    public async Task Search_ThatShowsText_SaysOfWhichFilesInOneEntryAndOfRestrictedOnesWithThePurpose()
    {
        await FindAsync(_shelf.Secret);
        var told = Assert.Single(await _reader.ToldAsync());
        Assert.Equal((AuditAction.Search, ShownText.Subject), (told.Action, told.Subject));
        foreach (var file in new[] { _shelf.Asylum, _shelf.Permit, _shelf.Riga }) Assert.True(ShownText.Has(told, file), told.Detail);
        Assert.False(ShownText.Has(told, _shelf.Secret));

        await _reader.StatePurposeAsync(_shelf.Secret, "tiesas lūgums");
        await FindAsync(_shelf.Secret);

        var restricted = Assert.Single(await _reader.ToldAsync(), one => one.Subject == _shelf.Secret && one.Action == AuditAction.Search);
        Assert.Equal("tiesas lūgums", restricted.Purpose);
    }

    [Fact]
    public async Task Readers_WhoSawAFileInASearch_AreNamedForThatAndNotAsReaders()
    {
        var auditor = await _service.PersonAsync("auditor", Roles.Auditor);
        var query = Uri.EscapeDataString($"asylumword OR \"; text shown of {_shelf.Permit}\"");
        (await _reader.GetAsync($"/api/v1/search?q={query}")).Is(200);
        (await _reader.GetAsync($"/iiif/search/2/{_shelf.Asylum}?q={Shelf.Common}")).Is(200);

        var seen = Assert.Single((await auditor.GetAsync($"/api/v1/audit/readers?file={_shelf.Asylum}")).Is(200).Json.GetProperty("items").EnumerateArray());

        Assert.Equal(("reader", 0, 2), (seen.GetProperty("actor").GetString(), seen.GetProperty("times").GetInt32(), seen.GetProperty("shownInSearch").GetInt32()));
        // What somebody searched for makes nobody a reader.
        Assert.Empty((await auditor.GetAsync($"/api/v1/audit/readers?file={_shelf.Permit}")).Is(200).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Search_LongQuery_LosesNoFileOfTheEntry()
    {
        var query = string.Join(" OR ", Enumerable.Repeat(Shelf.Common, 38));
        (await _reader.GetAsync($"/api/v1/search?q={query}")).Is(200);
        var told = await _reader.ToldAsync();
        Assert.True(ShownText.Has(Assert.Single(told, one => one.Subject == ShownText.Subject), _shelf.Asylum));
        Assert.StartsWith(query, Assert.Single(told, one => one.Subject is null).Detail, StringComparison.Ordinal);
    }

    private async Task<JsonElement> FindAsync(string file) => Group(await _reader.GetAsync($"/api/v1/search?q={Shelf.Common}"), file);

    private static JsonElement Group(Answer answer, string file) =>
        Assert.Single(answer.Is(200).Json.GetProperty("groups").EnumerateArray(), group => group.GetProperty("file").GetProperty("id").GetString() == file);

    private static IEnumerable<JsonElement> Hits(JsonElement group) => group.GetProperty("hits").EnumerateArray();
}
