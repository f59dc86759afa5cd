using Archive.Domain;
using Archive.Domain.Access;

namespace Archive.Web.Tests.Accounts;

/// <summary>Keys of other systems: made by administrators, narrow, and over when they are to be.</summary>
public sealed class ApiKeyTests : IAsyncLifetime
{
    private TestService _service = null!;
    private Shelf _shelf = null!;

    public async Task InitializeAsync() => _service = await TestService.StartAsync();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Key_MadeByTheAdministrator_WorksUntilItIsRevoked()
    {
        _shelf = await Shelf.FillAsync(_service);
        await _service.AddAsync("anna", Roles.Caseworker);
        var boss = await _service.PersonAsync("boss", Roles.Administrator);
        var made = (await boss.PostAsync("/api/v1/api-keys", New("system-1", owner: "Anna"))).Is(201);
        var (id, secret) = (made.Json.GetProperty("key").GetProperty("id").GetInt64(), made.Json.GetProperty("secret").GetString()!);
        var system = new Visitor(_service, key: secret);

        (await system.GetAsync($"/api/v1/files/{_shelf.Asylum}")).Is(200);
        // Another system sends no header of the UI: its Authorization header is sent by no browser unasked.
        system.Headers.Clear();
        (await system.PostAsync($"/api/v1/files/{_shelf.Asylum}/purpose", new { purpose = "xyz" })).IsProblem(400, "noSession");
        Assert.DoesNotContain(secret, (await boss.GetAsync("/api/v1/api-keys")).Is(200).Text, StringComparison.Ordinal);
        (await boss.DeleteAsync($"/api/v1/api-keys/{id}")).Is(204);
        (await system.GetAsync($"/api/v1/files/{_shelf.Asylum}")).IsProblem(401, "logInNeeded");
        (await boss.DeleteAsync($"/api/v1/api-keys/{id}")).Is(204);
        (await boss.DeleteAsync("/api/v1/api-keys/999")).IsProblem(404, "notFound");
    }

    [Fact]
    public async Task Key_AtItsEnd_IsOver()
    {
        var system = await _service.SystemAsync("system-1", await _service.AddAsync("anna", Roles.Caseworker), ["read"], lasts: TimeSpan.FromDays(1));
        _service.Time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromTicks(1));
        (await system.GetAsync("/api/v1/files")).Is(200);
        _service.Time.Advance(TimeSpan.FromTicks(1));
        (await system.GetAsync("/api/v1/files")).IsProblem(401, "logInNeeded");
    }

    [Fact]
    public async Task Key_OnBehalfOfAnAccount_SeesNoMoreThanItAndItsOwnRegisters()
    {
        _shelf = await Shelf.FillAsync(_service);
        var owner = await _service.AddAsync("owner", Roles.Archivist, [Register.Pmr], []);
        Assert.Equal([_shelf.Asylum], await FilesAsync(await _service.SystemAsync("both", owner, ["read"])));
        Assert.Empty(await FilesAsync(await _service.SystemAsync("permits", owner, ["read"], [Register.Uat])));
        var wide = await _service.AddAsync("wide", Roles.Archivist);
        Assert.Equal([_shelf.Permit, _shelf.Riga], await FilesAsync(await _service.SystemAsync("narrow", wide, ["read"], [Register.Uat])));
        // What a role loses, its keys lose.
        await _service.Stores.Catalog.Accounts.ChangeAsync(wide.Id, account => account with { Roles = Roles.Administrator }, default);
        (await new Visitor(_service, key: "none").GetAsync("/api/v1/files")).Is(401);
        (await (await _service.SystemAsync("late", wide, ["read"])).GetAsync("/api/v1/files")).IsProblem(403, "forbidden");
    }

    [Fact]
    public async Task Key_RestrictedFile_NeedsAPurposeOfTheSameLengthAsAPerson()
    {
        _shelf = await Shelf.FillAsync(_service);
        var owner = await _service.AddAsync("owner", Roles.Caseworker);
        await _service.Stores.Catalog.Accounts.GrantAsync(owner.Id, _shelf.Secret, "boss", default);
        var system = await _service.SystemAsync("system-1", owner, ["read"]);
        (await system.GetAsync($"/api/v1/files/{_shelf.Secret}")).IsProblem(403, "purposeNeeded");
        (await system.GetAsync($"/api/v1/files/{_shelf.Secret}", ("X-Purpose", " x "))).IsProblem(403, "purposeNeeded");
        (await system.GetAsync($"/api/v1/files/{_shelf.Secret}", ("X-Purpose", "court request 17"))).Is(200);
        Assert.Equal("court request 17", (await system.ToldAsync())[0].Purpose);
    }

    [Fact]
    public async Task Key_NameTaken_IsSaid()
    {
        var boss = await _service.PersonAsync("boss", Roles.Administrator);
        (await boss.PostAsync("/api/v1/api-keys", New("system-1"))).Is(201);
        (await boss.PostAsync("/api/v1/api-keys", New("SYSTEM-1"))).IsProblem(409, "nameTaken");
    }

    private static object New(string name, string? owner = null) => new { name, scopes = new[] { "read" }, registers = new[] { "PMR" }, days = 30, owner };

    private static async Task<IReadOnlyList<string?>> FilesAsync(Visitor system) =>
        [.. (await system.GetAsync("/api/v1/files")).Is(200).Json.GetProperty("items").EnumerateArray().Select(file => file.GetProperty("id").GetString())];
}
