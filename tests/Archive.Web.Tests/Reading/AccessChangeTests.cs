using Archive.Domain.Access;
using Archive.Domain.Audit;
using Archive.Web.Reading;

namespace Archive.Web.Tests.Reading;

/// <summary>Archivists say who sees a file, and it holds at once.</summary>
public sealed class AccessChangeTests : IAsyncLifetime
{
    private TestService _service = null!;
    private Shelf _shelf = null!;

    public async Task InitializeAsync()
    {
        _service = await TestService.StartAsync();
        _shelf = await Shelf.FillAsync(_service);
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Access_Restricted_IsOutOfEverySearchAtOnceAndStaysWithWhoDidIt()
    {
        var (archivist, other) = (await _service.PersonAsync("archivist", Roles.Archivist), await _service.PersonAsync("other", Roles.Caseworker));
        Assert.Equal(2, await CountAsync(other));

        var answer = (await SetAsync(archivist, _shelf.Asylum, null, true)).Is(200).Json;

        Assert.True(answer.GetProperty("restricted").GetBoolean());
        Assert.Equal(0, await CountAsync(other));
        (await other.GetAsync($"/api/v1/files/{_shelf.Asylum}")).IsProblem(404, "notFound");
        (await archivist.GetAsync($"/api/v1/files/{_shelf.Asylum}")).IsProblem(403, "purposeNeeded");
        var grants = (await archivist.GetAsync($"/api/v1/files/{_shelf.Asylum}/grants")).Is(200).Json.GetProperty("items");
        Assert.Equal("archivist", Assert.Single(grants.EnumerateArray()).GetProperty("name").GetString());

        (await archivist.PutAsync($"/api/v1/files/{_shelf.Asylum}/grants/OTHER", null)).Is(204);
        await other.StatePurposeAsync(_shelf.Asylum);
        (await other.GetAsync($"/api/v1/files/{_shelf.Asylum}")).Is(200);
        (await archivist.PutAsync($"/api/v1/files/{_shelf.Asylum}/grants/stranger", null)).IsProblem(404, "notFound");
    }

    [Fact]
    public async Task Access_OfAUnit_IsForThatUnitAlone()
    {
        var (archivist, other) = (await _service.PersonAsync("archivist", Roles.Archivist), await _service.PersonAsync("other", Roles.Caseworker, units: ["cesis"]));
        (await SetAsync(archivist, _shelf.Asylum, "two words", false)).IsProblem(422, "invalid");
        (await SetAsync(archivist, _shelf.Asylum, "riga", false)).Is(200);
        (await other.GetAsync($"/api/v1/files/{_shelf.Asylum}")).IsProblem(404, "notFound");
        (await SetAsync(archivist, _shelf.Asylum, "cesis", false)).Is(200);
        (await other.GetAsync($"/api/v1/files/{_shelf.Asylum}")).Is(200);
    }

    [Fact]
    public async Task Access_SaidAgain_ChangesNothing()
    {
        var archivist = await _service.PersonAsync("archivist", Roles.Archivist);
        (await SetAsync(archivist, _shelf.Riga, "riga", false)).Is(200);
        Assert.NotNull((await _service.Stores.Catalog.GetFileAsync(_shelf.Riga, default))!.IndexedAt);
        Assert.Empty(await archivist.ToldAsync());
    }

    [Fact]
    public async Task Pdf_NotAssembled_IsSaidToWhoSeesTheFileAlone()
    {
        var raw = await _shelf.AddAsync("Jauna lieta", "PMR-2022-00009", AccessConditions.Open, "rawword", assembled: false);
        (await (await _service.PersonAsync("all", Roles.Caseworker)).GetAsync($"/api/v1/files/{raw}/pdf")).IsProblem(409, "notAssembled");
        (await (await _service.PersonAsync("permits", Roles.Caseworker, [Domain.Register.Uat])).GetAsync($"/api/v1/files/{raw}/pdf")).IsProblem(404, "notFound");
    }

    [Fact]
    public async Task Pdf_OfAFile_IsItsBytesWithATagAndParts()
    {
        var reader = await _service.PersonAsync("reader", Roles.Caseworker);
        var whole = (await reader.GetAsync($"/api/v1/files/{_shelf.Asylum}/pdf")).Is(200);
        var marked = (await reader.GetAsync($"/api/v1/files/{_shelf.Asylum}/pdf?watermark=true")).Is(200);
        Assert.StartsWith("%PDF-1.7", marked.Text, StringComparison.Ordinal);
        Assert.NotEqual(whole.Text, marked.Text);
        Assert.Equal("PDF, watermarked", (await reader.ToldAsync())[0].Detail);
        Assert.StartsWith("%PDF-1.7", whole.Text, StringComparison.Ordinal);
        Assert.Equal(("application/pdf", "no-store"), (whole.ContentType, whole.Header("Cache-Control")));
        Assert.Contains("PMR-2020-00001.pdf", whole.Header("Content-Disposition"), StringComparison.Ordinal);
        Assert.Equal("PDF", (await reader.GetAsync($"/api/v1/files/{_shelf.Asylum}/pdf", ("Range", "bytes=1-3"))).Is(206).Text);
        (await reader.GetAsync($"/api/v1/files/{_shelf.Asylum}/pdf", ("If-None-Match", whole.Header("ETag")!))).Is(304);
    }

    [Fact]
    public async Task Access_OfAVersionThatSomebodyChanged_IsRefused()
    {
        var (anna, berta) = (await _service.PersonAsync("anna", Roles.Archivist), await _service.PersonAsync("berta", Roles.Archivist));
        var seen = (await anna.GetAsync($"/api/v1/files/{_shelf.Asylum}/access")).Is(200);
        Assert.Equal($"\"{seen.Json.GetProperty("version").GetInt64()}\"", seen.Header("ETag"));
        var match = ("If-Match", seen.Header("ETag")!);
        (await berta.PutAsync($"/api/v1/files/{_shelf.Asylum}/access", new { unit = "riga", restricted = false }, match)).Is(200);

        (await anna.PutAsync($"/api/v1/files/{_shelf.Asylum}/access", new { unit = (string?)null, restricted = true }, match)).IsProblem(412, "changedMeanwhile");
        (await anna.PutAsync($"/api/v1/files/{_shelf.Asylum}/case", new { @case = (string?)null }, match)).IsProblem(412, "changedMeanwhile");
        (await anna.PutAsync($"/api/v1/files/{_shelf.Asylum}/access", new { unit = (string?)null, restricted = true })).IsProblem(428, "versionNeeded");

        Assert.Equal(new AccessConditions("riga", false), (await _service.Stores.Catalog.GetFileAsync(_shelf.Asylum, default))!.Access);
    }

    [Fact]
    public async Task Case_OfAFileWithoutOne_LetsThePeopleOfItsRegisterSeeIt()
    {
        var (archivist, permits) = (await _service.PersonAsync("archivist", Roles.Archivist), await _service.PersonAsync("permits", Roles.Caseworker, [Domain.Register.Uat]));
        (await permits.GetAsync($"/api/v1/files/{_shelf.Loose}")).IsProblem(404, "notFound");
        (await SetCaseAsync(archivist, "UAT-21-1")).IsProblem(422, "invalid");

        Assert.Equal("UAT-2021-00077", (await SetCaseAsync(archivist, " uat-2021-00077 ")).Is(200).Json.GetProperty("case").GetString());

        (await permits.GetAsync($"/api/v1/files/{_shelf.Loose}")).Is(200);
        Assert.Null((await _service.Stores.Catalog.GetFileAsync(_shelf.Loose, default))!.IndexedAt);
        Assert.Equal("case changed from none to UAT-2021-00077", (await archivist.ToldAsync())[0].Detail);
        (await SetCaseAsync(archivist, null)).Is(200);
        (await permits.GetAsync($"/api/v1/files/{_shelf.Loose}")).IsProblem(404, "notFound");
        (await SetCaseAsync(permits, "UAT-2021-00077")).IsProblem(403, "forbidden");
    }

    [Fact]
    public async Task Withdraw_TheLastWhoCanLetOthersIn_IsRefused()
    {
        var (anna, berta) = (await _service.PersonAsync("anna", Roles.Archivist), await _service.PersonAsync("berta", Roles.Archivist));
        await _service.AddAsync("clerk", Roles.Caseworker);
        await _service.AddAsync("permits", Roles.Archivist, [Domain.Register.Uat]);
        var off = await _service.AddAsync("off", Roles.Archivist);
        await _service.Stores.Catalog.Accounts.UpdateAsync(off with { Disabled = true }, default);
        (await SetAsync(anna, _shelf.Asylum, null, true)).Is(200);

        // None of these could lift the restriction.
        foreach (var other in new[] { "clerk", "permits", "off" }) (await anna.PutAsync($"/api/v1/files/{_shelf.Asylum}/grants/{other}", null)).Is(204);
        (await anna.DeleteAsync($"/api/v1/files/{_shelf.Asylum}/grants/anna")).IsProblem(409, "lastGrant");
        Assert.Equal((AuditAction.Change, AuditOutcome.Refused), (await anna.ToldAsync())[0] is var told ? (told.Action, told.Outcome) : default);
        (await anna.DeleteAsync($"/api/v1/files/{_shelf.Asylum}/grants/clerk")).Is(204);

        (await anna.PutAsync($"/api/v1/files/{_shelf.Asylum}/grants/berta", null)).Is(204);
        (await anna.DeleteAsync($"/api/v1/files/{_shelf.Asylum}/grants/anna")).Is(204);
        (await anna.GetAsync($"/api/v1/files/{_shelf.Asylum}/grants")).IsProblem(404, "notFound");
        (await berta.GetAsync($"/api/v1/files/{_shelf.Asylum}/grants")).Is(200);
    }

    [Fact]
    public async Task Names_ByTheirBeginning_AreOfThoseWhoWorkWithFiles()
    {
        var archivist = await _service.PersonAsync("archivist", Roles.Archivist);
        foreach (var (name, role) in new[] { ("berzina", Roles.Caseworker), ("beate", Roles.Operator), ("becka", Roles.Auditor), ("zane", Roles.Caseworker) }) await _service.AddAsync(name, role);
        var off = await _service.AddAsync("beata", Roles.Caseworker);
        await _service.Stores.Catalog.Accounts.UpdateAsync(off with { Disabled = true }, default);

        Assert.Equal("""[{"name":"beate","displayName":"Vārds beate"},{"name":"berzina","displayName":"Vārds berzina"}]""", (await archivist.GetAsync("/api/v1/accounts/names?q=BE")).Is(200).Json.GetProperty("items").GetRawText());
        // Of any word of the name, however it is accented.
        Assert.Equal(1, (await archivist.GetAsync("/api/v1/accounts/names?q=bērz")).Is(200).Json.GetProperty("items").GetArrayLength());
        Assert.Equal(4, (await archivist.GetAsync("/api/v1/accounts/names?q=vards")).Is(200).Json.GetProperty("items").GetArrayLength());
        foreach (var wrong in new[] { "b", "%20", new string('x', 101) }) (await archivist.GetAsync($"/api/v1/accounts/names?q={wrong}")).IsProblem(422, "invalid");
    }

    private async Task<Answer> SetAsync(Visitor archivist, string file, string? unit, bool restricted) =>
        await archivist.PutAsync($"/api/v1/files/{file}/access", new { unit, restricted }, await VersionAsync(file));

    private async Task<Answer> SetCaseAsync(Visitor archivist, string? number) =>
        await archivist.PutAsync($"/api/v1/files/{_shelf.Loose}/case", new { @case = number }, await VersionAsync(_shelf.Loose));

    private async Task<(string, string)> VersionAsync(string file) => ("If-Match", $"\"{AccessShown.VersionOf((await _service.Stores.Catalog.GetFileAsync(file, default))!)}\"");

    private static async Task<int> CountAsync(Visitor visitor) => (await visitor.GetAsync("/api/v1/search?q=asylumword")).Is(200).Json.GetProperty("total").GetInt32();
}
