using Archive.Domain.Access;
using Archive.Domain.Audit;
using Archive.Domain.Ports;
using Archive.Web.Auditing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Web.Tests.Auditing;

/// <summary>What is tried and refused before anybody is let in stands in the ledger, and floods of it do not fill the disk.</summary>
public sealed class AttemptTests : IAsyncLifetime
{
    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.StartAsync();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Token_ForgedOrExpired_IsToldOnceAMinuteWithACount()
    {
        var forged = new Visitor(_service, token: SecretToken.New());
        for (var time = 0; time < 50; time++) (await forged.GetAsync("/api/v1/files")).IsProblem(401, "logInNeeded");
        var told = Assert.Single(await _service.Nobody.ToldAsync());
        Assert.Equal((AuditAction.LogIn, AuditOutcome.Refused, "127.0.0.1", "session or key not known: GET /api/v1/files/"), (told.Action, told.Outcome, told.Origin, told.Detail));
        await Attempts.FlushAsync();
        Assert.Single(await _service.Nobody.ToldAsync());

        _service.Time.Advance(TimeSpan.FromMinutes(1));
        await Attempts.FlushAsync();

        Assert.Equal("session or key not known: 49 more within a minute", (await _service.Nobody.ToldAsync())[0].Detail);
        (await new Visitor(_service, key: SecretToken.New()).GetAsync("/api/v1/files")).IsProblem(401, "logInNeeded");
        Assert.Equal(3, (await _service.Nobody.ToldAsync()).Count);
    }

    [Fact]
    public async Task NoToken_AtAll_IsNoAttempt()
    {
        (await _service.Nobody.GetAsync("/api/v1/session")).IsProblem(401, "logInNeeded");
        Assert.Empty(await _service.Nobody.ToldAsync());
    }

    [Fact]
    public async Task Request_WithoutTheHeaderOfTheUi_IsTold()
    {
        var anna = await _service.PersonAsync("anna", Roles.Operator);
        anna.Headers.Remove("X-Archive-Request");
        (await anna.PostAsync("/api/v1/batches", new { })).IsProblem(400, "requestHeaderNeeded");
        var told = Assert.Single(await _service.Nobody.ToldAsync());
        Assert.Equal((AuditAction.Change, AuditOutcome.Refused, "request without the header of the UI: POST /api/v1/batches/"), (told.Action, told.Outcome, told.Detail));
    }

    [Fact]
    public async Task Request_OneTooMany_IsToldOfWhoAsked()
    {
        await using var strict = await TestService.StartAsync(new() { Options = new() { RequestsPerMinute = 60, LogInsPerMinute = 3 } });
        var anna = await strict.PersonAsync("anna", Roles.Caseworker);
        for (var time = 0; time < 65; time++) await anna.GetAsync("/api/v1/session");
        Assert.Equal("too many requests: GET /api/v1/session/", Assert.Single(await anna.ToldAsync()).Detail);
        for (var time = 0; time < 6; time++) await strict.Nobody.LogInAsync("anna", "wrong");
        Assert.Equal("too many requests: POST /api/v1/session/", Assert.Single(await strict.Nobody.ToldAsync()).Detail);
    }

    [Fact]
    public async Task File_RestrictedWithoutPurpose_IsTold()
    {
        var shelf = await Shelf.FillAsync(_service);
        var reader = await _service.PersonAsync("reader", Roles.Caseworker);
        await _service.Stores.Catalog.Accounts.GrantAsync(reader.Account.Id, shelf.Secret, "boss", default);
        (await reader.GetAsync($"/api/v1/files/{shelf.Secret}/pdf")).IsProblem(403, "purposeNeeded");
        var told = Assert.Single(await reader.ToldAsync());
        Assert.Equal((AuditAction.Export, AuditOutcome.Refused, shelf.Secret, "purpose not stated"), (told.Action, told.Outcome, told.Subject, told.Detail));
    }

    [Fact]
    public async Task LogIn_PasswordRightAndNoCode_IsTold()
    {
        var anna = await _service.AddAsync("anna");
        await _service.Stores.Catalog.Accounts.UpdateAsync(anna with { TotpEnabled = true }, default);
        (await _service.Nobody.LogInAsync("anna", TestService.Password)).IsProblem(401, "secondFactorNeeded");
        var told = Assert.Single(await new Visitor(_service, anna).ToldAsync());
        Assert.Equal((AuditAction.LogIn, AuditOutcome.Refused, "second factor asked for"), (told.Action, told.Outcome, told.Detail));
    }

    [Fact]
    public async Task SecondFactor_WrongCodeAtSetUp_IsTold()
    {
        var anna = await _service.PersonAsync("anna", Roles.None);
        (await anna.PutAsync("/api/v1/session/second-factor", new { code = "123456" })).IsProblem(422, "wrongCode");
        Assert.Equal((AuditAction.Administer, AuditOutcome.Refused), (await anna.ToldAsync())[0] is var told ? (told.Action, told.Outcome) : default);
    }

    [Fact]
    public async Task Tell_FromMoreAddressesThanAreRemembered_CountsTheRestTogether()
    {
        using var attempts = new Attempts(_service.Services.GetRequiredService<AuditTrail>(), _service.Time);
        for (var number = 0; number < 1500; number++)
            await attempts.TellAsync(new DefaultHttpContext { Connection = { RemoteIpAddress = new(number) } }, AuditAction.LogIn, Attempts.UnknownToken);
        await attempts.FlushAsync(all: true);
        var told = await _service.Nobody.ToldAsync(2000);
        Assert.Equal(1002, told.Count);
        Assert.Equal("session or key not known: 499 more within a minute", told[0].Detail);
    }

    private Attempts Attempts => _service.Services.GetRequiredService<Attempts>();
}
