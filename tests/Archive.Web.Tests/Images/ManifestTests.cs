using System.Text.Json;
using System.Text.RegularExpressions;
using Archive.Domain.Access;

namespace Archive.Web.Tests.Images;

/// <summary>Files by the IIIF Presentation API 3.0, and search within them by the Content Search API 2.0.</summary>
public sealed class ManifestTests(ShelfFixture fixture) : IClassFixture<ShelfFixture>
{
    private static int _people;

    private readonly TestService _service = fixture.Service;
    private readonly Shelf _shelf = fixture.Shelf;

    [Fact]
    public async Task Manifest_OfAFile_HoldsToTheRules()
    {
        var answer = (await (await PersonAsync()).GetAsync($"/iiif/presentation/3/{_shelf.Asylum}/manifest")).Is(200);
        Assert.Equal("application/ld+json", answer.ContentType);
        Assert.Contains("profile=\"http://iiif.io/api/presentation/3/context.json\"", answer.Header("Content-Type"), StringComparison.Ordinal);
        var manifest = answer.Json;
        Assert.Equal("http://iiif.io/api/presentation/3/context.json", manifest.GetProperty("@context").GetString());
        Assert.Equal($"{_service.Address}/iiif/presentation/3/{_shelf.Asylum}/manifest", IdOf(manifest, "Manifest"));
        Assert.Equal("Ozola lieta", Values(manifest.GetProperty("label")).Single());
        Assert.All(manifest.GetProperty("metadata").EnumerateArray(), pair => Assert.NotEmpty(Values(pair.GetProperty("label")).Concat(Values(pair.GetProperty("value")))));
        Assert.Equal($"{_service.Address}/iiif/search/2/{_shelf.Asylum}", IdOf(manifest.GetProperty("service")[0], "SearchService2"));
        Assert.Equal($"{_service.Address}/iiif/3/{_shelf.Asylum}-p1/full/!200,280/0/default.jpg", IdOf(manifest.GetProperty("thumbnail")[0], "Image"));
        var canvases = manifest.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(2, canvases.Count);
        Assert.Equal(2, canvases.Select(canvas => IdOf(canvas, "Canvas")).Distinct().Count());
        for (var page = 1; page <= 2; page++)
        {
            var canvas = canvases[page - 1];
            Assert.Equal((1300, 1700), (canvas.GetProperty("width").GetInt32(), canvas.GetProperty("height").GetInt32()));
            var painting = canvas.GetProperty("items")[0].GetProperty("items")[0];
            IdOf(canvas.GetProperty("items")[0], "AnnotationPage");
            IdOf(painting, "Annotation");
            Assert.Equal(("painting", canvas.GetProperty("id").GetString()), (painting.GetProperty("motivation").GetString(), painting.GetProperty("target").GetString()));
            var body = painting.GetProperty("body");
            var service = IdOf(body.GetProperty("service")[0], "ImageService3");
            Assert.Equal(($"{_service.Address}/iiif/3/{_shelf.Asylum}-p{page}", "level2"), (service, body.GetProperty("service")[0].GetProperty("profile").GetString()));
            // The image itself is where its id says.
            var picture = Decoded.Of(await (await PersonAsync()).GetAsync(IdOf(body, "Image")[_service.Address.Length..]));
            Assert.Equal((picture.Width, picture.Height), (body.GetProperty("width").GetInt32(), body.GetProperty("height").GetInt32()));
        }
    }

    [Fact]
    public async Task Search_WithinAFile_MarksTheWordOnItsCanvas()
    {
        var reader = await PersonAsync();
        var canvases = (await reader.GetAsync($"/iiif/presentation/3/{_shelf.Asylum}/manifest")).Is(200).Json.GetProperty("items").EnumerateArray().Select(canvas => canvas.GetProperty("id").GetString()).ToList();
        var answer = (await reader.GetAsync($"/iiif/search/2/{_shelf.Asylum}?q=asylumword")).Is(200).Json;
        Assert.Equal("http://iiif.io/api/search/2/context.json", answer.GetProperty("@context").GetString());
        Assert.Equal($"{_service.Address}/iiif/search/2/{_shelf.Asylum}?q=asylumword", IdOf(answer, "AnnotationPage"));
        var found = answer.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(2, found.Count);
        // The second word begins at 100 + 12 × 20 and has ten letters of 20.
        Assert.Equal(canvases.Select(canvas => $"{canvas}#xywh=340,100,200,40"), found.Select(one => one.GetProperty("target").GetString()));
        Assert.Equal(2, found.Select(one => IdOf(one, "Annotation")).Distinct().Count());
        Assert.All(found, one => Assert.Equal("highlighting", one.GetProperty("motivation").GetString()));
        Assert.All(found, one => Assert.Equal("asylumword", one.GetProperty("body").GetProperty("value").GetString()));
        var ignored = (await reader.GetAsync($"/iiif/search/2/{_shelf.Asylum}?q=asylumword&user=x&motivation=painting")).Is(200).Json;
        Assert.Equal(["motivation", "user"], ignored.GetProperty("ignored").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task Iiif_ForViewersOnOtherSites_MayBeReadWithAKeyAndNothingElseMay()
    {
        var reader = await PersonAsync();
        foreach (var path in new[] { $"/iiif/presentation/3/{_shelf.Asylum}/manifest", $"/iiif/3/{_shelf.Asylum}-p1/info.json", $"/iiif/3/{_shelf.Asylum}-p1/full/!100,100/0/default.jpg", $"/iiif/search/2/{_shelf.Asylum}?q=x" })
        {
            var answer = (await reader.GetAsync(path, ("Origin", "https://viewer.example"))).Is(200);
            Assert.Equal(("*", "cross-origin", null), (answer.Header("Access-Control-Allow-Origin"), answer.Header("Cross-Origin-Resource-Policy"), answer.Header("Access-Control-Allow-Credentials")));
            var asked = (await _service.Nobody.SendAsync(HttpMethod.Options, path, null, ("Origin", "https://viewer.example"), ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "authorization"))).Is(204);
            Assert.Contains("Authorization", asked.Header("Access-Control-Allow-Headers"), StringComparison.Ordinal);
        }

        var other = await reader.GetAsync("/api/v1/session", ("Origin", "https://viewer.example"));
        Assert.Equal((null, "same-origin"), (other.Header("Access-Control-Allow-Origin"), other.Header("Cross-Origin-Resource-Policy")));
    }

    [Theory]
    [InlineData("?q=permitword")]
    [InlineData("?q=")]
    [InlineData("")]
    public async Task Search_WithinAFile_FindsNothingOfOthers(string query) =>
        Assert.Equal(0, (await (await PersonAsync()).GetAsync($"/iiif/search/2/{_shelf.Asylum}{query}")).Is(200).Json.GetProperty("items").GetArrayLength());

    [Fact]
    public async Task Hits_WithinAFile_AreByPageWithBoxes()
    {
        var reader = await PersonAsync();
        Assert.Equal(
            """{"items":[{"page":1,"boxes":[[340,100,200,40]]},{"page":2,"boxes":[[340,100,200,40]]}],"next":null}""", (await reader.GetAsync($"/api/v1/files/{_shelf.Asylum}/hits?q=asylumword")).Is(200).Text);
        var text = (await reader.GetAsync($"/api/v1/files/{_shelf.Asylum}/pages/2/text")).Is(200).Json;
        var words = text.GetProperty("blocks")[0].GetProperty("lines")[0].GetProperty("words").EnumerateArray().ToList();
        Assert.Equal([Shelf.Common, "asylumword", "lappuse2"], words.Select(word => word.GetProperty("text").GetString()));
        Assert.Equal("[340,100,200,40]", words[1].GetProperty("box").GetRawText());
        Assert.Equal(("lav", 1300, 1700), (text.GetProperty("language").GetString(), text.GetProperty("width").GetInt32(), text.GetProperty("height").GetInt32()));
    }

    private static string IdOf(JsonElement resource, string type)
    {
        Assert.Equal(type, resource.GetProperty("type").GetString());
        var id = resource.GetProperty("id").GetString()!;
        Assert.Matches(new Regex("^http://127\\.0\\.0\\.1:\\d+/"), id);
        return id;
    }

    /// <summary>A language map: lists of text by language (section 4.1).</summary>
    private static List<string> Values(JsonElement map) => [.. map.EnumerateObject().SelectMany(language => language.Value.EnumerateArray()).Select(text => text.GetString()!)];

    private Task<Visitor> PersonAsync() => _service.PersonAsync($"reader{Interlocked.Increment(ref _people)}", Roles.Caseworker);
}
