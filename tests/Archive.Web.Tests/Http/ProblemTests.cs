using Archive.Domain.Access;
using Archive.Domain.Audit;

namespace Archive.Web.Tests.Http;

/// <summary>Whatever is sent, the answer is a result or a problem with a code, never a stack trace, never a broken service.</summary>
public sealed class ProblemTests(ShelfFixture fixture) : IClassFixture<ShelfFixture>
{
    private static int _people;

    private readonly TestService _service = fixture.Service;
    private readonly Shelf _shelf = fixture.Shelf;

    [Theory]
    [InlineData("/api/v1/openapi.json", "br")]
    [InlineData("/health/live", "br")]
    [InlineData("/iiif/3/{0}-p1/full/80,/0/default.png", null)]
    public async Task Answer_ToWhoTakesItCompressed_IsCompressedWhereThatHelps(string path, string? encoding)
    {
        var person = await _service.PersonAsync($"packer{Interlocked.Increment(ref _people)}", Roles.Operator);
        Assert.Equal(encoding, (await person.GetAsync(string.Format(null, path, _shelf.Asylum), ("Accept-Encoding", "br"))).Is(200).Header("Content-Encoding"));
    }

    [Theory]
    [InlineData("POST /api/v1/session", "", 400, "badRequest")]
    [InlineData("POST /api/v1/session", "{", 400, "badRequest")]
    [InlineData("POST /api/v1/session", "null", 400, "badRequest")]
    [InlineData("POST /api/v1/session", "[]", 400, "badRequest")]
    [InlineData("POST /api/v1/session", "{}", 400, "badRequest")]
    [InlineData("POST /api/v1/session", """{"name":null,"password":"x"}""", 400, "badRequest")]
    [InlineData("POST /api/v1/session", """{"name":1,"password":"x"}""", 400, "badRequest")]
    [InlineData("POST /api/v1/session", """{"name":"\ud800","password":"x"}""", 400, "badRequest")]
    [InlineData("POST /api/v1/accounts", """{"name":"x","displayName":"X","roles":["emperor"],"registers":[],"units":[],"allUnits":false}""", 400, "badRequest")]
    [InlineData("POST /api/v1/accounts", """{"name":"x","displayName":"X","roles":[16],"registers":[],"units":[],"allUnits":false}""", 400, "badRequest")]
    [InlineData("POST /api/v1/accounts", """{"name":"x","displayName":"X","roles":null,"registers":[],"units":[],"allUnits":false}""", 400, "badRequest")]
    [InlineData("POST /api/v1/accounts", """{"name":"x","displayName":"X","roles":[],"registers":["XYZ"],"units":[],"allUnits":false}""", 400, "badRequest")]
    [InlineData("POST /api/v1/accounts", """{"name":"x","displayName":"X","roles":[],"registers":[],"units":[null],"allUnits":false}""", 422, "invalid")]
    [InlineData("PUT /api/v1/accounts/x", "{}", 404, "notFound")]
    [InlineData("POST /api/v1/api-keys", """{"name":"x","scopes":[null],"registers":["PMR"],"days":1}""", 422, "invalid")]
    [InlineData("POST /api/v1/api-keys", """{"name":"x","scopes":["read"],"registers":["PMR"],"days":"1.5"}""", 400, "badRequest")]
    [InlineData("POST /api/v1/audit/verification", "", 400, "badRequest")]
    [InlineData("POST /api/v1/audit/verification", """{"noted":{"id":1}}""", 400, "badRequest")]
    [InlineData("POST /api/v1/files/{0}/purpose", """{"purpose":null}""", 400, "badRequest")]
    [InlineData("PUT /api/v1/files/{0}/access", """{"unit":7,"restricted":false}""", 400, "badRequest")]
    [InlineData("GET /api/v1/search", null, 400, "badRequest")]
    [InlineData("GET /api/v1/search?q=", null, 422, "syntax")]
    [InlineData("GET /api/v1/search?q=x1&year=abc", null, 422, "invalid")]
    [InlineData("GET /api/v1/search?q=x1&year=3899", null, 422, "invalid")]
    [InlineData("GET /api/v1/search?q=x1&register=XYZ", null, 422, "invalid")]
    [InlineData("GET /api/v1/search?q=x1&limit=99999999999", null, 400, "badRequest")]
    [InlineData("GET /api/v1/search?q=x1&after=-1", null, 422, "invalid")]
    [InlineData("GET /api/v1/search?q=x1&after=10001", null, 422, "invalid")]
    [InlineData("GET /api/v1/search?q=x1&after='", null, 422, "invalid")]
    [InlineData("GET /api/v1/files?case=nonsense", null, 422, "invalid")]
    [InlineData("GET /api/v1/files?after=nonsense", null, 422, "invalid")]
    [InlineData("GET /api/v1/files?batch=x", null, 400, "badRequest")]
    [InlineData("GET /api/v1/files/{0}/pages/0/text", null, 404, "notFound")]
    [InlineData("GET /api/v1/files/{0}/pages/-1/text", null, 404, "notFound")]
    [InlineData("GET /api/v1/files/{0}/pages/3/text", null, 404, "notFound")]
    [InlineData("GET /api/v1/files/{0}/pages/99999999999/text", null, 404, "notFound")]
    [InlineData("GET /api/v1/files/{0}/pages/x/text", null, 404, "notFound")]
    [InlineData("GET /api/v1/files/{0}/hits", null, 400, "badRequest")]
    [InlineData("GET /api/v1/audit?action=nonsense", null, 400, "badRequest")]
    [InlineData("GET /api/v1/audit?from=yesterday", null, 400, "badRequest")]
    [InlineData("GET /api/v1/audit/readers", null, 422, "invalid")]
    [InlineData("DELETE /api/v1/files/{0}", null, 405, "wrongMethod")]
    [InlineData("GET /nothing", null, 404, "notFound")]
    [InlineData("GET /api/v2/openapi.json", null, 404, "notFound")]
    public async Task Request_ThatMakesNoSense_IsAProblemWithACode(string request, string? body, int status, string code)
    {
        var everybody = await EverybodyAsync();
        var (method, path) = (request.Split(' ', 2)[0], request.Split(' ', 2)[1].Replace("{0}", _shelf.Asylum, StringComparison.Ordinal));
        (await everybody.SendAsync(new(method), path, body)).IsProblem(status, code);
        // Whoever asks for pictures is told in the same way.
        (await everybody.SendAsync(new(method), path, body, ("Accept", "image/png"))).IsProblem(status, code);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../../etc/passwd")]
    [InlineData("%2e%2e")]
    [InlineData("%2e%2e%2f%2e%2e%2fcatalog.db")]
    [InlineData("..%5c..%5ccatalog.db")]
    [InlineData("%00")]
    [InlineData("F00000001%00")]
    [InlineData("%ff%fe")]
    [InlineData("' or '1'='1")]
    [InlineData("F00000001'--")]
    [InlineData("1")]
    [InlineData("F1")]
    [InlineData("f00000001")]
    [InlineData(" F00000001")]
    [InlineData("F-0000001")]
    [InlineData("F00000001-p1")]
    [InlineData("F99999999999999999999")]
    [InlineData("\u0416\u0301")]
    public async Task Id_Forged_LeadsToNothing(string id)
    {
        var everybody = await EverybodyAsync();
        foreach (var way in new[] { "/api/v1/files/{0}", "/api/v1/files/{0}/pdf", "/api/v1/files/{0}/pages/1/text", "/api/v1/files/{0}/hits?q=x1", "/api/v1/files/{0}/grants", "/iiif/3/{0}-p1/full/max/0/default.jpg", "/iiif/3/{0}/info.json", "/iiif/presentation/3/{0}/manifest", "/iiif/search/2/{0}?q=x1" })
        {
            if (id == "F00000001-p1" && way == "/iiif/3/{0}/info.json") continue;
            var answer = await everybody.GetAsync(way.Replace("{0}", id, StringComparison.Ordinal));
            Assert.True(answer is { Status: 404, Code: "notFound" } or { Status: 400 }, $"{way} of {id}: {answer.Status} {answer.Text}");
        }

        (await everybody.PutAsync($"/api/v1/files/{Uri.EscapeDataString(id)}/access", new { unit = "x", restricted = false })).IsProblem(404, "notFound");
        // What was tried stands in the ledger, and nothing that was done.
        Assert.All(await everybody.ToldAsync(), told => Assert.Equal(AuditOutcome.Refused, told.Outcome));
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("\"unclosed")]
    [InlineData("*")]
    [InlineData("-")]
    [InlineData("OR")]
    [InlineData("a1 OR")]
    [InlineData("NEAR(a b, 2)")]
    [InlineData("word: x")]
    [InlineData("{text} : x")]
    [InlineData("^word")]
    [InlineData("a1 AND NOT b1")]
    [InlineData("'; drop table page; --")]
    [InlineData("(((((((((((((((((((((((((((((((((((((((((a1")]
    [InlineData("\u0000")]
    [InlineData("a\u0000b")]
    [InlineData("\uFFFE\uFFFF")]
    [InlineData("😀😀")]
    [InlineData("%")]
    [InlineData("[]")]
    [InlineData("{\"match_all\":{}}")]
    public async Task Query_OfAnotherLanguage_IsWordsOrASyntaxProblem(string query)
    {
        var everybody = await EverybodyAsync();
        foreach (var path in new[] { "/api/v1/search?q=", $"/api/v1/files/{_shelf.Asylum}/hits?q=", $"/iiif/search/2/{_shelf.Asylum}?q=" })
        {
            var answer = await everybody.GetAsync(path + Uri.EscapeDataString(query));
            Assert.True(answer.Status == 200 || answer is { Status: 422, Code: "syntax" }, $"{path}: {answer.Status} {answer.Text}");
        }

        // Two pages each of the four files that are not restricted.
        Assert.Equal(8, (await everybody.GetAsync($"/api/v1/search?q={Shelf.Common}")).Is(200).Json.GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData(2_000, "a ")]
    [InlineData(3_000, "a* OR ")]
    [InlineData(5_000, "x")]
    public async Task Query_Overlong_IsRefusedOrAnsweredAndWrittenDownShort(int times, string piece)
    {
        var everybody = await EverybodyAsync();
        var answer = await everybody.GetAsync("/api/v1/search?q=" + Uri.EscapeDataString(string.Concat(Enumerable.Repeat(piece, times)).Trim()));
        Assert.True(answer.Status == 200 || answer is { Code: "syntax" } || answer.Status == 414, $"{answer.Status} {answer.Text}");
        Assert.All(await everybody.ToldAsync(), told => Assert.InRange(told.Detail?.Length ?? 0, 0, 1000));
    }

    [Fact]
    public async Task Query_CutShortForTheLedger_IsNotCutInTheMiddleOfACharacter()
    {
        var everybody = await EverybodyAsync();
        // A file's hits are told with the query alone: its 1000th character is the first half of an emoji.
        (await everybody.GetAsync("/api/v1/files?q=" + Uri.EscapeDataString(new string('a', 965) + string.Concat(Enumerable.Repeat("😀", 40))))).Is(200);
        (await everybody.GetAsync("/api/v1/files?q=" + Uri.EscapeDataString(new string('a', 966) + string.Concat(Enumerable.Repeat("😀", 40))))).Is(200);
        Assert.All(await everybody.ToldAsync(2), told => Assert.False(char.IsHighSurrogate(told.Detail![^1]), told.Detail));
        await foreach (var breach in _service.Stores.Catalog.Audit.VerifyAsync(null, default)) Assert.Fail(breach.What);
    }

    [Fact]
    public async Task Body_Huge_IsRefusedWithoutBeingRead()
    {
        var everybody = await EverybodyAsync();
        var huge = $$"""{"name":"{{new string('x', 1_100_000)}}","password":"x"}""";
        await IsTooLargeAsync(() => everybody.PostAsync("/api/v1/session", huge));
        await IsTooLargeAsync(() => everybody.PostAsync($"/api/v1/files/{_shelf.Asylum}/purpose", huge));
        (await everybody.GetAsync("/api/v1/session")).Is(200);
    }

    /// <summary>The server hangs up on what it does not read: whether its answer is seen before that is chance, at most a few times.</summary>
    private static async Task IsTooLargeAsync(Func<Task<Answer>> send)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                (await send()).IsProblem(413, "tooLarge");
                return;
            }
            catch (HttpRequestException) when (attempt < 20)
            {
                // Asked again.
            }
        }
    }

    [Fact]
    public async Task Body_DeeplyNested_IsAProblem()
    {
        var everybody = await EverybodyAsync();
        (await everybody.PostAsync("/api/v1/session", new string('[', 100_000))).IsProblem(400, "badRequest");
        (await everybody.PostAsync("/api/v1/session", """{"name":""" + new string('[', 5000) + new string(']', 5000) + "}")).IsProblem(400, "badRequest");
    }

    [Fact]
    public async Task Body_OfAnotherKind_IsAProblem()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _service.Address + "/api/v1/session") { Content = new FormUrlEncodedContent([new("name", "anna"), new("password", "x")]) };
        request.Headers.Add("X-Archive-Request", "1");
        using var response = await _service.Http.SendAsync(request);
        Assert.Equal((415, "application/problem+json"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Contains("\"code\":\"notJson\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_OfAnyKind_CarryTheHeadersOfABrowsersSafety()
    {
        var everybody = await EverybodyAsync();
        foreach (var path in new[] { "/api/v1/files", "/api/v1/nothing", $"/api/v1/files/{_shelf.Asylum}/pdf", $"/iiif/3/{_shelf.Asylum}-p1/full/80,/0/default.jpg", "/health/live", "/api/v1/search?q=%22" })
        {
            var answer = await everybody.GetAsync(path);
            var policy = answer.Header("Content-Security-Policy")!;
            Assert.StartsWith("default-src 'none'; script-src 'self';", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            // Viewers of other sites read these, with a key.
            var isIiif = path.StartsWith("/iiif/", StringComparison.Ordinal);
            Assert.Equal(("nosniff", "no-referrer"), (answer.Header("X-Content-Type-Options"), answer.Header("Referrer-Policy")));
            Assert.Equal(isIiif ? ("cross-origin", "*") : ("same-origin", null), (answer.Header("Cross-Origin-Resource-Policy"), answer.Header("Access-Control-Allow-Origin")));
            Assert.Contains("no-store", answer.Header("Cache-Control"), StringComparison.Ordinal);
            Assert.Null(answer.Header("Server"));
        }
    }

    [Fact]
    public async Task Metrics_ForTheMachineAlone_AreNotPassedOnByAProxy()
    {
        var answer = (await _service.Nobody.GetAsync("/metrics")).Is(200);
        Assert.Contains("archive_catalog_available 1", answer.Text, StringComparison.Ordinal);
        (await _service.Nobody.GetAsync("/metrics", ("X-Forwarded-For", "10.0.0.1"))).IsProblem(404, "notFound");
        (await _service.Nobody.GetAsync("/metrics", ("Forwarded", "for=10.0.0.1"))).IsProblem(404, "notFound");
    }

    private Task<Visitor> EverybodyAsync() => _service.PersonAsync($"everybody{Interlocked.Increment(ref _people)}", Roles.Operator | Roles.Caseworker | Roles.Archivist | Roles.Auditor | Roles.Administrator);
}
