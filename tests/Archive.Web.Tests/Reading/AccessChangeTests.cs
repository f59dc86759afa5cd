using Archive.Domain.Access;

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

        var answer = (await archivist.PutAsync($"/api/v1/files/{_shelf.Asylum}/access", new { unit = (string?)null, restricted = true })).Is(200).Json;

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
        (await archivist.PutAsync($"/api/v1/files/{_shelf.Asylum}/access", new { unit = "two words", restricted = false })).IsProblem(422, "invalid");
        (await archivist.PutAsync($"/api/v1/files/{_shelf.Asylum}/access", new { unit = "riga", restricted = false })).Is(200);
        (await other.GetAsync($"/api/v1/files/{_shelf.Asylum}")).IsProblem(404, "notFound");
        (await archivist.PutAsync($"/api/v1/files/{_shelf.Asylum}/access", new { unit = "cesis", restricted = false })).Is(200);
        (await other.GetAsync($"/api/v1/files/{_shelf.Asylum}")).Is(200);
    }

    [Fact]
    public async Task Access_SaidAgain_ChangesNothing()
    {
        var archivist = await _service.PersonAsync("archivist", Roles.Archivist);
        (await archivist.PutAsync($"/api/v1/files/{_shelf.Riga}/access", new { unit = "riga", restricted = false })).Is(200);
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

    private static async Task<int> CountAsync(Visitor visitor) => (await visitor.GetAsync("/api/v1/search?q=asylumword")).Is(200).Json.GetProperty("total").GetInt32();
}
