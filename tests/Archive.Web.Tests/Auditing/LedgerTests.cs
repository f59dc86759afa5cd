using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Audit;
using Archive.Web.Reading;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Web.Tests.Auditing;

/// <summary>What is done leaves its entry in the ledger before the answer, and the auditor's view of them.</summary>
public sealed class LedgerTests : IAsyncLifetime
{
    private const string Query = "slepenvārds";

    private TestService _service = null!;
    private Shelf _shelf = null!;

    /// <summary>Method, path and body; then action, outcome, subject and the beginning of the detail. {0} is an open file, {1} another's, {2} an account.</summary>
    private static readonly (string Request, string? Body, string Entry)[] Entries =
    [
        ("GET /api/v1/files?q=Ozo", null, "Search Done | list of files: case ; name Ozo; batch "),
        ($"GET /api/v1/search?q={Query}&register=PMR&year=2020", null, $"Search Done | {Query} (register PMR; year 2020; from 0)"),
        ("GET /api/v1/files/{0}", null, "ReadFile Done {0} | "),
        ("GET /api/v1/files/{1}", null, "ReadFile Refused {1} | "),
        ("GET /api/v1/files/F99999999", null, "ReadFile Refused F99999999 | "),
        ("GET /api/v1/files/{0}/pages/99/text", null, "ReadPage Failed {0} | page 99, text"),
        ("GET /api/v1/files/{0}/access", null, "ReadFile Done {0} | access"),
        ("GET /api/v1/files/{0}/grants", null, "ReadFile Done {0} | grants"),
        ("GET /api/v1/samples", null, "Search Done | list of samples: judged False"),
        ("POST /api/v1/samples/77", """{"verdict":"good"}""", "Change Refused | sample 77"),
        ("PUT /api/v1/files/{0}/case", """{"case":"pmr-2020-00009"}""", "Change Done {0} | case changed from PMR-2020-00001 to PMR-2020-00009"),
        ("GET /api/v1/files/{0}/pages/1/text", null, "ReadPage Done {0} | page 1, text"),
        ("GET /api/v1/files/{1}/pages/1/text", null, "ReadPage Refused {1} | "),
        ($"GET /api/v1/files/{{0}}/hits?q={Query}", null, $"Search Done {{0}} | {Query}"),
        ("GET /api/v1/files/{0}/pdf", null, "Export Done {0} | PDF"),
        ("GET /api/v1/files/{1}/pdf", null, "Export Refused {1} | "),
        ("GET /iiif/3/{0}-p2/full/!320,320/0/default.jpg", null, "ReadFile Done {0} | thumbnails"),
        ("GET /iiif/3/{0}-p2/full/321,/0/default.jpg", null, "ReadPage Done {0} | page 2, image"),
        ("GET /iiif/3/{0}-p1/0,0,100,100/max/0/default.jpg", null, "ReadPage Done {0} | page 1, image"),
        ("GET /iiif/3/{1}-p1/full/max/0/default.jpg", null, "ReadFile Refused {1} | "),
        ("GET /iiif/presentation/3/{0}/manifest", null, "ReadFile Done {0} | manifest"),
        ($"GET /iiif/search/2/{{0}}?q={Query}", null, $"Search Done {{0}} | {Query}"),
        ("PUT /api/v1/files/{1}/access", """{"unit":null,"restricted":true}""", "Change Refused {1} | "),
        ("PUT /api/v1/files/{0}/grants/target", null, "Change Done {0} | target let into the restricted file"),
        ("DELETE /api/v1/files/{0}/grants/target", null, "Change Done {0} | target no longer let into the restricted file"),
        ("PUT /api/v1/files/{0}/access", """{"unit":"riga","restricted":true}""", "Change Done {0} | access changed from [unit none; open] to [unit riga; restricted]"),
        ("POST /api/v1/files/{0}/purpose", """{"purpose":"tiesas lūgums"}""", "ReadFile Done {0} | purpose stated"),
        ("POST /api/v1/accounts", """{"name":"fresh","displayName":"X","roles":["operator"],"registers":["UAT"],"units":["a"],"allUnits":false}""", "Administer Done fresh | account created: [Operator; registers Uat; units a]"),
        ("PUT /api/v1/accounts/{2}", """{"displayName":"X","roles":["auditor"],"registers":[],"units":[],"allUnits":true}""", "Administer Done target | rights changed from [None; registers Pmr Uat; units all] to [Auditor; registers ; units all]"),
        ("GET /api/v1/accounts", null, "Search Done accounts | list of accounts: after "),
        ("GET /api/v1/accounts/{2}", null, "Search Done accounts | account target"),
        ("GET /api/v1/accounts/names?q=ta", null, "Search Done accounts | names that begin with ta"),
        ("GET /api/v1/api-keys", null, "Search Done accounts | list of API keys: after "),
        ("DELETE /api/v1/accounts/{2}/lock", null, "Administer Done target | account unlocked"),
        ("POST /api/v1/accounts/{2}/password", "{}", "Administer Done target | password reset"),
        ("DELETE /api/v1/accounts/{2}/second-factor", null, "Administer Done target | second factor taken away"),
        ("POST /api/v1/api-keys", """{"name":"k1","scopes":["read"],"registers":["PMR"],"days":5}""", "Administer Done key:k1 | API key created on behalf of everybody: read; Pmr; 5 days"),
        ("DELETE /api/v1/api-keys/1", null, "Administer Done key:k1 | API key revoked"),
        ("GET /api/v1/audit?actor=nobody&outcome=refused", null, "Search Done audit ledger | actor nobody; action ; outcome Refused; subject ; from ; to "),
        ("GET /api/v1/audit/export?actor=nobody", null, "Export Done audit ledger | actor nobody; action ; outcome ; subject ; from ; to "),
        ("GET /api/v1/audit/readers?file={0}", null, "Search Done audit ledger | readers of {0}"),
        ("POST /api/v1/audit/verification", "{}", "Administer Done audit ledger | verified: 0 breaches"),
        ("DELETE /api/v1/session", null, "LogOut Done | "),
    ];

    public async Task InitializeAsync() => _service = await TestService.StartAsync();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Request_OfEachKind_LeavesOneEntry()
    {
        _shelf = await Shelf.FillAsync(_service);
        const Roles all = Roles.Operator | Roles.Caseworker | Roles.Archivist | Roles.Auditor | Roles.Administrator;
        var everybody = await _service.PersonAsync("everybody", all, [Register.Pmr]);
        var target = await _service.AddAsync("target");
        foreach (var (request, body, entry) in Entries)
        {
            var (before, filled) = ((await everybody.ToldAsync(1000)).Count, Fill(request).Split(' ', 2));
            var version = request.Contains("/files/", StringComparison.Ordinal)
                ? AccessShown.VersionOf((await _service.Stores.Catalog.GetFileAsync(_shelf.Asylum, default))!)
                : (await _service.Stores.Catalog.Accounts.GetAsync(target.Id, default))!.Version;
            var answer = await everybody.SendAsync(new(filled[0]), filled[1], body, filled[0] == "PUT" ? [("If-Match", $"\"{version}\"")] : []);
            Assert.True(answer.Status is >= 200 and < 300 or 404, $"{request}: {answer.Status} {answer.Text}");

            var told = await everybody.ToldAsync(1000);
            Assert.True(told.Count == before + 1, $"{request} left {told.Count - before} entries.");
            var subject = told[0].Subject is { } of ? $"{of} " : "";
            Assert.Equal(Fill(entry), $"{told[0].Action} {told[0].Outcome} {subject}| {told[0].Detail}");
            Assert.Equal(("127.0.0.1", _service.Time.GetUtcNow()), (told[0].Origin, told[0].At));
        }

        Assert.DoesNotContain(Query, _service.Log.Text, StringComparison.Ordinal);
        Assert.Empty(await BreachesAsync());

        string Fill(string text) => text.Replace("{0}", _shelf.Asylum, StringComparison.Ordinal).Replace("{1}", _shelf.Permit, StringComparison.Ordinal)
            .Replace("{2}", target.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_RoleMissing_IsWrittenDownWithItsRoute()
    {
        _shelf = await Shelf.FillAsync(_service);
        var clerk = await _service.PersonAsync("clerk", Roles.Operator);
        (await clerk.GetAsync($"/api/v1/files/{_shelf.Asylum}/pdf")).IsProblem(403, "forbidden");
        (await clerk.PostAsync("/api/v1/accounts/7/password", "{}")).IsProblem(403, "forbidden");
        var key = await _service.SystemAsync("system-1", await _service.AddAsync("owner", Roles.Archivist), ["search"]);
        (await key.GetAsync($"/api/v1/files/{_shelf.Asylum}")).IsProblem(403, "forbidden");

        var told = (await clerk.ToldAsync()).Concat(await key.ToldAsync()).ToList();
        Assert.All(told, one => Assert.Equal(AuditOutcome.Refused, one.Outcome));
        Assert.Equal(
            [
                ("clerk", AuditAction.Administer, "7", "POST /api/v1/accounts/{id:long}/password"), ("clerk", AuditAction.Export, _shelf.Asylum, "GET /api/v1/files/{file}/pdf"),
                ("key:system-1", AuditAction.ReadFile, _shelf.Asylum, "GET /api/v1/files/{file}"),
            ],
            told.Select(one => (one.Actor, one.Action, one.Subject, one.Detail)));
    }

    [Fact]
    public async Task Request_AddressNowhereOrMethodWrong_IsNoRefusal()
    {
        var clerk = await _service.PersonAsync("clerk", Roles.Operator);
        (await clerk.GetAsync("/api/v1/nothing")).IsProblem(404, "notFound");
        (await clerk.PutAsync("/api/v1/search", "{}")).IsProblem(405, "wrongMethod");
        (await _service.Nobody.GetAsync("/api/v1/nothing")).IsProblem(404, "notFound");
        Assert.Empty(await clerk.ToldAsync());
    }

    [Fact]
    public async Task Picture_ManyTilesOfAPage_AreOneEntryInTenMinutes()
    {
        _shelf = await Shelf.FillAsync(_service);
        var reader = await _service.PersonAsync("reader", Roles.Caseworker);
        var tiles = new[] { "0,0,512,512/512,512", "512,0,512,512/512,512", "0,0,1024,1024/512,512", "full/max" };
        foreach (var tile in tiles) (await reader.GetAsync($"/iiif/3/{_shelf.Asylum}-p1/{tile}/0/default.jpg")).Is(200);
        Assert.Equal("page 1, image", Assert.Single(await reader.ToldAsync()).Detail);
        (await reader.GetAsync($"/iiif/3/{_shelf.Asylum}-p2/full/max/0/default.jpg")).Is(200);
        Assert.Equal(2, (await reader.ToldAsync()).Count);
        _service.Time.Advance(TimeSpan.FromMinutes(10));
        (await reader.GetAsync($"/iiif/3/{_shelf.Asylum}-p1/full/max/0/default.jpg")).Is(200);
        Assert.Equal(3, (await reader.ToldAsync()).Count);
    }

    [Theory]
    [InlineData(-20)]
    [InlineData(20)]
    public async Task Picture_ClockSetBackOrForward_IsToldAfterTenMinutesAllTheSame(int minutes)
    {
        _shelf = await Shelf.FillAsync(_service);
        var reader = await _service.PersonAsync("reader", Roles.Caseworker);
        (await LookAsync()).Is(200);
        _service.Time.Jump(TimeSpan.FromMinutes(minutes));
        (await LookAsync()).Is(200);
        Assert.Single(await reader.ToldAsync());
        _service.Time.Advance(TimeSpan.FromMinutes(10));
        (await LookAsync()).Is(200);
        Assert.Equal(2, (await reader.ToldAsync()).Count);

        Task<Answer> LookAsync() => reader.GetAsync($"/iiif/3/{_shelf.Asylum}-p1/full/max/0/default.jpg");
    }

    [Fact]
    public async Task Verification_RowChangedByHand_IsFound()
    {
        var auditor = await _service.PersonAsync("auditor", Roles.Auditor);
        for (var time = 0; time < 5; time++) (await auditor.GetAsync("/api/v1/audit")).Is(200);
        var clean = (await auditor.PostAsync("/api/v1/audit/verification", "{}")).Is(200).Json;
        Assert.Equal(0, clean.GetProperty("breaches").GetArrayLength());
        Assert.Equal(5, clean.GetProperty("entries").GetInt64());

        await using (var connection = new SqliteConnection($"Data Source={_service.CatalogPath};Pooling=False"))
        {
            await connection.ExecuteAsync("drop trigger audit_keeps_entries; drop trigger audit_loses_nothing; update audit set actor = 'somebody else' where id = 3");
        }

        var found = (await auditor.PostAsync("/api/v1/audit/verification", new { noted = new { id = 5, hash = clean.GetProperty("head").GetProperty("hash").GetString() } })).Is(200).Json;
        Assert.Contains(3, found.GetProperty("breaches").EnumerateArray().Select(breach => breach.GetProperty("id").GetInt64()));
        (await auditor.PostAsync("/api/v1/audit/verification", new { noted = new { id = 5, hash = "no hash" } })).IsProblem(422, "invalid");
    }

    [Fact]
    public async Task Verification_LedgerWrittenAnew_IsFoundByTheNotedHeadAlone()
    {
        var auditor = await _service.PersonAsync("auditor", Roles.Auditor);
        (await auditor.GetAsync("/api/v1/audit")).Is(200);
        var noted = new { noted = new { id = 1, hash = new string('a', 64) } };
        Assert.Equal(1, (await auditor.PostAsync("/api/v1/audit/verification", noted)).Is(200).Json.GetProperty("breaches").GetArrayLength());
        Assert.Equal(0, (await auditor.PostAsync("/api/v1/audit/verification", "{}")).Is(200).Json.GetProperty("breaches").GetArrayLength());
    }

    [Fact]
    public async Task Export_WithFormulasAndQuotes_OpensSafelyInASpreadsheet()
    {
        await _service.Stores.Catalog.Audit.AppendAsync(
            [
                new(Guid.NewGuid(), _service.Time.GetUtcNow(), "anna", AuditAction.Search, AuditOutcome.Done, Detail: "=cmd|' /C calc'!A0"),
                new(Guid.NewGuid(), _service.Time.GetUtcNow(), "anna", AuditAction.Search, AuditOutcome.Done, Detail: "+1,\"two\"\nlines", Purpose: "@SUM(A1)", Subject: "-1", Origin: "\tx"),
            ],
            default);
        var auditor = await _service.PersonAsync("auditor", Roles.Auditor);

        var csv = (await auditor.GetAsync("/api/v1/audit/export?actor=anna")).Is(200);

        Assert.Equal("text/csv", csv.ContentType);
        Assert.Equal([0xEF, 0xBB, 0xBF], csv.Body[..3]);
        Assert.Contains("attachment", csv.Header("Content-Disposition"), StringComparison.Ordinal);
        var lines = csv.Text.TrimStart('\uFEFF').Split("\r\n");
        Assert.Equal("id,at,actor,action,outcome,subject,origin,purpose,detail,hash", lines[0]);
        Assert.Contains(",'-1,'\tx,'@SUM(A1),\"'+1,\"\"two\"\"\nlines\",", lines[1], StringComparison.Ordinal);
        Assert.Contains(",,,,'=cmd|' /C calc'!A0,", lines[2], StringComparison.Ordinal);
        Assert.Equal(4, lines.Length);
    }

    [Fact]
    public async Task Export_OfMoreThanAPortion_HasEveryEntryOnce()
    {
        var events = Enumerable.Range(0, 2001).Select(number => new AuditEvent(Guid.NewGuid(), _service.Time.GetUtcNow(), "anna", AuditAction.Search, AuditOutcome.Done, Detail: $"q{number}"));
        await _service.Stores.Catalog.Audit.AppendAsync([.. events], default);
        var auditor = await _service.PersonAsync("auditor", Roles.Auditor);
        var lines = (await auditor.GetAsync("/api/v1/audit/export?actor=anna")).Is(200).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Enumerable.Range(0, 2001).Select(number => $"q{number}").Order(), lines[1..].Select(line => line.Split(',')[8]).Order());
    }

    [Fact]
    public async Task Readers_OfAFile_AreThoseWhoReadItWithTheirPurposes()
    {
        _shelf = await Shelf.FillAsync(_service);
        var (anna, berta, auditor) = (await _service.PersonAsync("anna", Roles.Caseworker), await _service.PersonAsync("berta", Roles.Caseworker, [Register.Uat]), await _service.PersonAsync("auditor", Roles.Auditor));
        await _service.Stores.Catalog.Accounts.GrantAsync(anna.Account.Id, _shelf.Secret, "boss", default);
        await anna.StatePurposeAsync(_shelf.Secret, "tiesas lūgums");
        (await anna.GetAsync($"/api/v1/files/{_shelf.Secret}")).Is(200);
        _service.Time.Advance(TimeSpan.FromMinutes(5));
        (await anna.GetAsync($"/api/v1/files/{_shelf.Secret}/pdf")).Is(200);
        (await berta.GetAsync($"/api/v1/files/{_shelf.Secret}")).Is(404);

        var reader = Assert.Single((await auditor.GetAsync($"/api/v1/audit/readers?file={_shelf.Secret}")).Is(200).Json.GetProperty("items").EnumerateArray());

        Assert.Equal("anna", Assert.Single((await auditor.GetAsync("/api/v1/audit/readers?case=PMR-2020-00002")).Is(200).Json.GetProperty("items").EnumerateArray()).GetProperty("actor").GetString());
        (await auditor.GetAsync("/api/v1/audit/readers?case=PMR-2020")).IsProblem(422, "invalid");
        Assert.Equal(("anna", "Vārds anna", """["tiesas lūgums"]"""), (reader.GetProperty("actor").GetString(), reader.GetProperty("displayName").GetString(), reader.GetProperty("purposes").GetRawText()));
        Assert.Equal(2, reader.GetProperty("times").GetInt32());
        Assert.Equal(TimeSpan.FromMinutes(5), reader.GetProperty("last").GetDateTimeOffset() - reader.GetProperty("first").GetDateTimeOffset());
    }

    [Fact]
    public async Task List_Filtered_HasWhatMeetsEveryConditionInPortions()
    {
        _shelf = await Shelf.FillAsync(_service);
        var (anna, auditor) = (await _service.PersonAsync("anna", Roles.Caseworker), await _service.PersonAsync("auditor", Roles.Auditor));
        for (var time = 0; time < 5; time++)
        {
            (await anna.GetAsync($"/api/v1/files/{_shelf.Asylum}")).Is(200);
            _service.Time.Advance(TimeSpan.FromMinutes(1));
        }

        (await anna.GetAsync("/api/v1/search?q=x1")).Is(200);
        (await anna.GetAsync("/api/v1/files/F99999999")).Is(404);
        var refused = (await auditor.GetAsync("/api/v1/audit?actor=anna&outcome=refused")).Is(200).Json.GetProperty("items");
        Assert.Equal("F99999999", Assert.Single(refused.EnumerateArray()).GetProperty("subject").GetString());
        Assert.Equal(3, (await auditor.GetAsync("/api/v1/audit/export?actor=anna&outcome=refused")).Is(200).Text.Split("\r\n").Length);
        (await auditor.GetAsync("/api/v1/audit?outcome=nothing")).Is(400);
        var first = (await auditor.GetAsync($"/api/v1/audit?actor=anna&action=readFile&subject={_shelf.Asylum}&limit=3")).Is(200).Json;
        Assert.Equal(3, first.GetProperty("items").GetArrayLength());
        var rest = (await auditor.GetAsync($"/api/v1/audit?actor=anna&action=readFile&subject={_shelf.Asylum}&limit=3&after={first.GetProperty("next").GetString()}")).Is(200).Json;
        Assert.Equal((2, System.Text.Json.JsonValueKind.Null), (rest.GetProperty("items").GetArrayLength(), rest.GetProperty("next").ValueKind));
        var late = Uri.EscapeDataString(_service.Time.GetUtcNow().AddMinutes(-2).ToString("O"));
        Assert.Equal(3, (await auditor.GetAsync($"/api/v1/audit?actor=anna&outcome=done&from={late}")).Is(200).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Ledger_Away_NothingIsTold()
    {
        _shelf = await Shelf.FillAsync(_service);
        var reader = await _service.PersonAsync("reader", Roles.Caseworker, [Register.Pmr]);
        (await reader.GetAsync($"/api/v1/files/{_shelf.Asylum}")).Is(200);
        await using (var connection = new SqliteConnection($"Data Source={_service.CatalogPath};Pooling=False")) await connection.ExecuteAsync("alter table audit rename to audit_gone");

        foreach (var path in new[] { $"/api/v1/files/{_shelf.Asylum}", $"/api/v1/search?q={Query}", $"/api/v1/files/{_shelf.Asylum}/pdf", $"/iiif/3/{_shelf.Asylum}-p1/full/max/0/default.jpg", $"/api/v1/files/{_shelf.Permit}" })
            (await reader.GetAsync(path)).IsProblem(500, "unexpected");

        Assert.DoesNotContain(Query, _service.Log.Text, StringComparison.Ordinal);
    }

    private async Task<List<AuditBreach>> BreachesAsync()
    {
        var breaches = new List<AuditBreach>();
        await foreach (var breach in _service.Stores.Catalog.Audit.VerifyAsync(null, default)) breaches.Add(breach);
        return breaches;
    }
}
