using Archive.Domain.Access;
using Archive.Domain.Audit;
using Microsoft.AspNetCore.Hosting;

namespace Archive.Web.Tests.Accounts;

/// <summary>How long a session lasts, what ends it, and how its cookie is kept.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.StartAsync();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Session_UsedWithinTheIdleTime_GoesOnUntilItsEnd()
    {
        var anna = await _service.PersonAsync("anna", Roles.None);
        for (var minutes = 0; minutes < 12 * 60 - 20; minutes += 20)
        {
            _service.Time.Advance(TimeSpan.FromMinutes(20));
            (await anna.GetAsync("/api/v1/session")).Is(200);
        }

        _service.Time.Advance(TimeSpan.FromMinutes(20));
        (await anna.GetAsync("/api/v1/session")).IsProblem(401, "logInNeeded");
    }

    [Fact]
    public async Task Session_NotUsedForTheIdleTime_IsOverForGood()
    {
        var anna = await _service.PersonAsync("anna", Roles.None);
        _service.Time.Advance(TimeSpan.FromMinutes(30));
        (await anna.GetAsync("/api/v1/session")).Is(200);
        _service.Time.Advance(TimeSpan.FromMinutes(30) + TimeSpan.FromTicks(1));
        (await anna.GetAsync("/api/v1/session")).IsProblem(401, "logInNeeded");
        _service.Time.Advance(TimeSpan.FromMinutes(-20));
        (await anna.GetAsync("/api/v1/session")).IsProblem(401, "logInNeeded");
    }

    [Fact]
    public async Task Session_ClockSetBackALittle_GoesOnAndStillGoesIdle()
    {
        var anna = await _service.PersonAsync("anna", Roles.None);
        _service.Time.Jump(TimeSpan.FromMinutes(-20));
        (await anna.GetAsync("/api/v1/session")).Is(200);
        _service.Time.Advance(TimeSpan.FromMinutes(30) + TimeSpan.FromTicks(1));
        (await anna.GetAsync("/api/v1/session")).IsProblem(401, "logInNeeded");
    }

    [Theory]
    [InlineData(-120)]
    [InlineData(120)]
    public async Task Session_ClockSetFarBackOrForward_IsOver(int minutes)
    {
        var anna = await _service.PersonAsync("anna", Roles.None);
        _service.Time.Jump(TimeSpan.FromMinutes(minutes));
        (await anna.GetAsync("/api/v1/session")).IsProblem(401, "logInNeeded");
        _service.Time.Jump(TimeSpan.FromMinutes(-minutes));
        (await anna.GetAsync("/api/v1/session")).IsProblem(401, "logInNeeded");
    }

    [Fact]
    public async Task Session_ClockSetBackAgainAndAgain_LastsNoLongerThanAnyMay()
    {
        var anna = await _service.PersonAsync("anna", Roles.None);
        for (var time = 0; time < 2; time++)
        {
            _service.Time.Jump(TimeSpan.FromMinutes(-20));
            var answer = await anna.GetAsync("/api/v1/session");
            answer.Is(time == 0 ? 200 : 401);
        }
    }

    [Fact]
    public async Task Session_ShortestIdleTimeInConstantUse_GoesOn()
    {
        await using var strict = await TestService.StartAsync(new() { Options = new() { IdleTime = TimeSpan.FromMinutes(1) } });
        var anna = await strict.PersonAsync("anna", Roles.None);
        for (var time = 1; time <= 12; time++)
        {
            strict.Time.Advance(TimeSpan.FromSeconds(20));
            (await anna.GetAsync("/api/v1/session")).Is(200);
        }

        strict.Time.Advance(TimeSpan.FromSeconds(61));
        (await anna.GetAsync("/api/v1/session")).Is(401);
    }

    [Fact]
    public async Task LogOut_OfASession_EndsItAndNoOther()
    {
        var anna = await _service.PersonAsync("anna", Roles.None);
        var elsewhere = await _service.LogInAsync(anna.Account);

        var answer = (await anna.DeleteAsync("/api/v1/session")).Is(204);

        Assert.StartsWith("archive-local=; expires=Thu, 01 Jan 1970", answer.Header("Set-Cookie"), StringComparison.Ordinal);
        (await anna.GetAsync("/api/v1/session")).IsProblem(401, "logInNeeded");
        (await elsewhere.GetAsync("/api/v1/session")).Is(200);
        Assert.Equal((AuditAction.LogOut, AuditOutcome.Done), (await anna.ToldAsync())[0] is var told ? (told.Action, told.Outcome) : default);
    }

    [Fact]
    public async Task Session_TokenForged_IsNoSession()
    {
        var anna = await _service.PersonAsync("anna", Roles.None);
        foreach (var token in new[] { "", "x", "' or 1=1 --", SecretToken.New(), SecretToken.DigestOf(anna.Token!).Hex, anna.Token![..^1], new string('a', 4000) })
            (await new Visitor(_service, anna.Account, token).GetAsync("/api/v1/session")).IsProblem(401, "logInNeeded");
    }

    [Fact]
    public async Task Rights_Changed_EndOpenSessions()
    {
        var (boss, anna) = (await _service.PersonAsync("boss", Roles.Administrator), await _service.PersonAsync("anna", Roles.Caseworker));
        (await anna.GetAsync("/api/v1/files")).Is(200);

        (await boss.PutAsync($"/api/v1/accounts/{anna.Account.Id}", Rights("caseworker"), ("If-Match", "\"1\""))).Is(200);

        (await anna.GetAsync("/api/v1/files")).IsProblem(401, "logInNeeded");
        (await boss.GetAsync("/api/v1/session")).Is(200);
    }

    [Fact]
    public async Task Rights_OfOneself_KeepThisSessionAlone()
    {
        var boss = await _service.PersonAsync("boss", Roles.Administrator);
        var elsewhere = await _service.LogInAsync(boss.Account);

        (await boss.PutAsync($"/api/v1/accounts/{boss.Account.Id}", Rights("administrator", "auditor"), ("If-Match", "\"1\""))).Is(200);

        (await boss.GetAsync("/api/v1/audit")).Is(200);
        (await elsewhere.GetAsync("/api/v1/session")).Is(401);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Account_DisabledOrPasswordReset_EndsSessionsAndKeysOfTheDisabled(bool disabled)
    {
        var (boss, anna) = (await _service.PersonAsync("boss", Roles.Administrator), await _service.PersonAsync("anna", Roles.Caseworker));
        var key = await _service.SystemAsync("system1", anna.Account, ["read"]);
        (await key.GetAsync("/api/v1/files")).Is(200);

        if (disabled) (await boss.PutAsync($"/api/v1/accounts/{anna.Account.Id}", Rights(true, "caseworker"), ("If-Match", "\"1\""))).Is(200);
        else (await boss.PostAsync($"/api/v1/accounts/{anna.Account.Id}/password", "{}")).Is(200);

        (await anna.GetAsync("/api/v1/session")).Is(401);
        (await key.GetAsync("/api/v1/files")).Is(disabled ? 401 : 403);
    }

    [Fact]
    public async Task Session_IssuedUnderAnotherStamp_NoLongerHolds()
    {
        var anna = await _service.PersonAsync("anna", Roles.None);
        await _service.Stores.Catalog.Accounts.ChangeAsync(anna.Account.Id, account => account with { SecurityStamp = SecretToken.New() }, default);
        (await anna.GetAsync("/api/v1/session")).Is(401);
    }

    [Fact]
    public async Task Cookie_WithoutTls_IsForHttpAndThisSiteAlone()
    {
        await _service.AddAsync("anna");
        var cookie = (await _service.Nobody.LogInAsync("anna", TestService.Password)).Is(200).Header("Set-Cookie")!;
        Assert.Equal("; path=/; samesite=strict; httponly", cookie[cookie.IndexOf(';')..]);
        Assert.StartsWith("archive-local=", cookie, StringComparison.Ordinal);
        // Nothing about the token is kept that would open a session.
        Assert.DoesNotContain(cookie.Split('=', ';')[1], System.Text.Encoding.Latin1.GetString(await ReadSharedAsync(_service.CatalogPath + "-wal")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookie_UnderTls_IsTiedToTheHostAndToTls()
    {
        using var certificate = TestCertificate.Make();
        await using var service = await TestService.StartAsync(new()
        {
            Address = "https://127.0.0.1:0",
            Configure = builder => builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate)),
        });
        await service.AddAsync("anna");

        var answer = (await service.Nobody.LogInAsync("anna", TestService.Password)).Is(200);

        var cookie = answer.Header("Set-Cookie")!;
        Assert.StartsWith("__Host-archive=", cookie, StringComparison.Ordinal);
        Assert.Equal("; path=/; secure; samesite=strict; httponly", cookie[cookie.IndexOf(';')..]);
        Assert.Contains("max-age=", answer.Header("Strict-Transport-Security"), StringComparison.Ordinal);
        var session = ("Cookie", cookie.Split(';')[0]);
        (await service.Nobody.GetAsync("/api/v1/session", session)).Is(200);
        // Under TLS the cookie without the prefix, which another host could have set, counts for nothing.
        (await service.Nobody.GetAsync("/api/v1/session", ("Cookie", "archive-local=" + cookie.Split('=', ';')[1]))).Is(401);
    }

    private static object Rights(params string[] roles) => Rights(false, roles);

    private static object Rights(bool disabled, params string[] roles) =>
        new { displayName = "Vārds", roles, registers = new[] { "PMR" }, units = Array.Empty<string>(), allUnits = true, disabled };

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        await file.CopyToAsync(copy);
        return copy.ToArray();
    }
}
