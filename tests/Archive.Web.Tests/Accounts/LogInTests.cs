using Archive.Domain.Access;
using Archive.Domain.Audit;

namespace Archive.Web.Tests.Accounts;

/// <summary>Who gets in at the door, and who is kept out for how long.</summary>
public sealed class LogInTests : IAsyncLifetime
{
    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.StartAsync();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task LogIn_NameAndPasswordRight_OpensASession()
    {
        await _service.AddAsync("anna", Roles.Caseworker, units: ["riga"]);
        var anna = _service.Nobody;

        // However the name is typed.
        var answer = (await anna.LogInAsync(" ANNA ", TestService.Password)).Is(200);

        Assert.Equal("anna", answer.Json.GetProperty("account").GetProperty("name").GetString());
        Assert.Equal(30, answer.Json.GetProperty("idleMinutes").GetInt32());
        var shown = (await anna.GetAsync("/api/v1/session")).Is(200).Json;
        foreach (var field in new[] { "account", "idleMinutes", "endsAt", "version" }) Assert.Equal(answer.Json.GetProperty(field).GetRawText(), shown.GetProperty(field).GetRawText());
        Assert.False(shown.TryGetProperty("failedLogIns", out _));
        Assert.Equal("""["caseworker"]""", shown.GetProperty("account").GetProperty("roles").GetRawText());
        Assert.Equal("""["PMR","UAT"]""", shown.GetProperty("account").GetProperty("registers").GetRawText());
        Assert.Equal("""["riga"]""", shown.GetProperty("account").GetProperty("units").GetRawText());
        Assert.DoesNotContain("hash", answer.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("stamp", answer.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task LogIn_WrongUnknownDisabledOrLocked_HasTheSameAnswer()
    {
        await _service.AddAsync("anna");
        var disabled = await _service.AddAsync("off");
        await _service.Stores.Catalog.Accounts.UpdateAsync(disabled with { Disabled = true }, default);
        var locked = await _service.AddAsync("locked");
        await _service.Stores.Catalog.Accounts.UpdateAsync(locked with { LockedUntil = _service.Time.GetUtcNow().AddMinutes(10) }, default);
        var none = await _service.AddAsync("no-password");
        await _service.Stores.Catalog.Accounts.UpdateAsync(none with { PasswordHash = null }, default);

        var answers = new[]
        {
            await _service.Nobody.LogInAsync("anna", "wrong password"),
            await _service.Nobody.LogInAsync("nobody-of-this-name", TestService.Password),
            await _service.Nobody.LogInAsync("", TestService.Password),
            await _service.Nobody.LogInAsync("no name at all; drop table account", TestService.Password),
            await _service.Nobody.LogInAsync("\uFFFF", "\uFFFF\uFFFE"),
            await _service.Nobody.LogInAsync("anna", new string('x', 100_000)),
            await _service.Nobody.LogInAsync("anna", ""),
            await _service.Nobody.LogInAsync("off", TestService.Password),
            await _service.Nobody.LogInAsync("locked", TestService.Password),
            await _service.Nobody.LogInAsync("no-password", TestService.Password),
        };

        Assert.All(answers, answer => answer.IsProblem(401, "wrongCredentials"));
        Assert.Single(answers.Select(answer => answer.Telling).Distinct());
        Assert.All(answers, answer => Assert.Null(answer.Header("Set-Cookie")));
    }

    [Fact]
    public async Task LogIn_FailedTooOften_IsLockedForAWhileThenFreeThenLockedTwiceAsLong()
    {
        await _service.AddAsync("anna");
        for (var failure = 1; failure <= 4; failure++) (await _service.Nobody.LogInAsync("anna", "wrong")).Is(401);
        (await _service.Nobody.LogInAsync("anna", TestService.Password)).Is(200);

        for (var failure = 1; failure <= 5; failure++) (await _service.Nobody.LogInAsync("anna", "wrong")).Is(401);
        await LockedForAsync(TimeSpan.FromMinutes(1));
        // What was tried while it was locked did not count; the next failure does.
        (await _service.Nobody.LogInAsync("anna", "wrong")).Is(401);
        await LockedForAsync(TimeSpan.FromMinutes(2));
        (await _service.Nobody.LogInAsync("anna", "wrong")).Is(401);
        await LockedForAsync(TimeSpan.FromMinutes(4));

        (await _service.Nobody.LogInAsync("anna", TestService.Password)).Is(200);
        (await _service.Nobody.LogInAsync("anna", "wrong")).Is(401);
        (await _service.Nobody.LogInAsync("anna", TestService.Password)).Is(200);

        async Task LockedForAsync(TimeSpan time)
        {
            _service.Time.Advance(time - TimeSpan.FromSeconds(1));
            (await _service.Nobody.LogInAsync("anna", TestService.Password)).Is(401);
            _service.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task LogIn_ThousandsOfFailures_LocksForAQuarterOfAnHourAtMost()
    {
        var anna = await _service.AddAsync("anna");
        await _service.Stores.Catalog.Accounts.UpdateAsync(anna with { FailedLogins = 5000 }, default);
        (await _service.Nobody.LogInAsync("anna", "wrong")).Is(401);
        Assert.Equal(_service.Time.GetUtcNow().AddMinutes(15), (await _service.Stores.Catalog.Accounts.GetAsync(anna.Id, default))!.LockedUntil);
    }

    [Fact]
    public async Task LogIn_ManyWrongAtOnce_CountsEachOne()
    {
        var anna = await _service.AddAsync("anna");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _service.Nobody.LogInAsync("anna", "wrong")));
        Assert.Equal(4, (await _service.Stores.Catalog.Accounts.GetAsync(anna.Id, default))!.FailedLogins);
    }

    [Fact]
    public async Task LogIn_WrongName_IsNotWrittenDown()
    {
        (await _service.Nobody.LogInAsync("my-password-typed-as-name", "x")).Is(401);
        var told = Assert.Single(await _service.Nobody.ToldAsync());
        Assert.Equal((AuditAction.LogIn, AuditOutcome.Refused, null, null), (told.Action, told.Outcome, told.Subject, told.Detail));
        Assert.DoesNotContain("my-password", _service.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LogIn_FromOneAddressTooOften_HasToWait()
    {
        await using var strict = await TestService.StartAsync(new() { Options = new() { LogInsPerMinute = 3 } });
        for (var time = 1; time <= 3; time++) (await strict.Nobody.LogInAsync("anna", "wrong")).Is(401);
        var answer = (await strict.Nobody.LogInAsync("anna", "wrong")).IsProblem(429, "tooMany");
        Assert.InRange(int.Parse(answer.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        (await strict.Nobody.GetAsync("/health/live")).Is(200);
    }

    [Fact]
    public async Task Request_OfOneAccountTooOften_HasToWaitAndOthersNeedNot()
    {
        await using var strict = await TestService.StartAsync(new() { Options = new() { RequestsPerMinute = 60 } });
        var (anna, berta) = (await strict.PersonAsync("anna", Roles.None), await strict.PersonAsync("berta", Roles.None));
        for (var time = 1; time <= 60; time++) (await anna.GetAsync("/api/v1/session")).Is(200);
        var answer = (await anna.GetAsync("/api/v1/session")).IsProblem(429, "tooMany");
        Assert.NotNull(answer.Header("Retry-After"));
        (await berta.GetAsync("/api/v1/session")).Is(200);
    }

    [Fact]
    public async Task Request_WithoutTheHeaderOfTheUi_ChangesNothing()
    {
        var anna = await _service.PersonAsync("anna", Roles.None);
        anna.Headers.Remove("X-Archive-Request");
        (await anna.DeleteAsync("/api/v1/session")).IsProblem(400, "requestHeaderNeeded");
        (await anna.PostAsync("/api/v1/session", new { name = "anna", password = TestService.Password })).IsProblem(400, "requestHeaderNeeded");
        (await anna.GetAsync("/api/v1/session")).Is(200);
    }

    [Fact]
    public async Task FirstAdministrator_EmptyCatalog_IsMadeOnceWithAPasswordForOnce()
    {
        var made = await Archive.Web.Accounts.FirstAdministrator.EnsureAsync(_service.Stores.Catalog, _service.Time, default);
        Assert.Null(await Archive.Web.Accounts.FirstAdministrator.EnsureAsync(_service.Stores.Catalog, _service.Time, default));

        var visitor = _service.Nobody;
        Assert.True((await visitor.LogInAsync(made!.Value.Name, made.Value.Password)).Is(200).Json.GetProperty("account").GetProperty("mustChangePassword").GetBoolean());
        (await visitor.GetAsync("/api/v1/accounts")).IsProblem(403, "passwordChangeNeeded");
        (await visitor.PostAsync("/api/v1/session/password", new { current = made.Value.Password, replacement = "jauna-parole-kas-der" })).Is(204);
        (await visitor.GetAsync("/api/v1/accounts")).Is(200);
        Assert.DoesNotContain(made.Value.Password, _service.Log.Text, StringComparison.Ordinal);
    }
}
