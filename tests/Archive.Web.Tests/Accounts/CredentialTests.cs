using Archive.Domain.Access;
using Archive.Domain.Audit;
using Archive.Web.Accounts;

namespace Archive.Web.Tests.Accounts;

/// <summary>One's own password and second factor.</summary>
public sealed class CredentialTests : IAsyncLifetime
{
    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.StartAsync();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Password_Changed_EndsOtherSessionsAndTheOldPassword()
    {
        var anna = await _service.PersonAsync("anna", Roles.None, mustChangePassword: true);
        var elsewhere = await _service.LogInAsync(anna.Account);

        (await anna.PostAsync("/api/v1/session/password", new { current = TestService.Password, replacement = "pavisam jauns teikums" })).Is(204);

        Assert.False((await anna.GetAsync("/api/v1/session")).Is(200).Json.GetProperty("account").GetProperty("mustChangePassword").GetBoolean());
        (await elsewhere.GetAsync("/api/v1/session")).Is(401);
        (await _service.Nobody.LogInAsync("anna", TestService.Password)).Is(401);
        // However a keyboard composes the letters.
        (await _service.Nobody.LogInAsync("anna", "pavisam jauns teikums".Normalize(System.Text.NormalizationForm.FormD))).Is(200);
    }

    [Fact]
    public async Task Password_TooLong_IsRefused()
    {
        var anna = await _service.PersonAsync("anna", Roles.None);
        var answer = (await anna.PostAsync("/api/v1/session/password", new { current = TestService.Password, replacement = string.Concat(Enumerable.Range(0, 100).Select(number => $"{number} ")) }));
        Assert.Contains("tooLong", answer.IsProblem(422, "weakPassword").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Password_CurrentOneWrong_IsRefusedAndWrittenDown()
    {
        var anna = await _service.PersonAsync("anna", Roles.None);
        (await anna.PostAsync("/api/v1/session/password", new { current = "wrong", replacement = "pavisam jauns teikums" })).IsProblem(403, "wrongPassword");
        Assert.Equal((AuditAction.Administer, AuditOutcome.Refused, "anna"), (await anna.ToldAsync())[0] is var told ? (told.Action, told.Outcome, told.Subject) : default);
    }

    [Fact]
    public async Task Password_GuessedInAnOpenSession_LocksTheAccountAsAtTheDoor()
    {
        var anna = await _service.PersonAsync("anna", Roles.None);
        for (var failure = 1; failure <= 5; failure++) (await anna.PostAsync("/api/v1/session/second-factor", new { password = "wrong" })).IsProblem(403, "wrongPassword");
        (await anna.PostAsync("/api/v1/session/password", new { current = TestService.Password, replacement = "pavisam jauns teikums" })).IsProblem(403, "wrongPassword");
        _service.Time.Advance(TimeSpan.FromMinutes(1));
        (await anna.PostAsync("/api/v1/session/password", new { current = TestService.Password, replacement = "pavisam jauns teikums" })).Is(204);
    }

    [Fact]
    public async Task SecondFactor_SetUp_IsAskedForAtTheDoor()
    {
        var (anna, secret, _) = await WithSecondFactorAsync();
        (await _service.Nobody.LogInAsync("anna", TestService.Password)).IsProblem(401, "secondFactorNeeded");
        (await _service.Nobody.LogInAsync("anna", "wrong", Code(secret))).IsProblem(401, "wrongCredentials");
        (await _service.Nobody.LogInAsync("anna", TestService.Password, Wrong(secret))).IsProblem(401, "wrongCredentials");
        _service.Time.Advance(TimeSpan.FromSeconds(30));
        (await _service.Nobody.LogInAsync("anna", TestService.Password, Code(secret))).Is(200);
        Assert.DoesNotContain(secret, (await _service.Stores.Catalog.Accounts.GetAsync(anna.Account.Id, default))!.TotpKey!, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, _service.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondFactor_CodeUsed_IsNotTakenAgain()
    {
        var (_, secret, _) = await WithSecondFactorAsync();
        // The one by which it was set up is used too.
        (await _service.Nobody.LogInAsync("anna", TestService.Password, Code(secret))).Is(401);
        _service.Time.Advance(TimeSpan.FromSeconds(30));
        var tries = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _service.Nobody.LogInAsync("anna", TestService.Password, Code(secret))));
        Assert.Equal([200, 401, 401], tries.Select(answer => answer.Status).Order());
        // Nor that of the step before, which would be in time otherwise.
        _service.Time.Advance(TimeSpan.FromSeconds(30));
        (await _service.Nobody.LogInAsync("anna", TestService.Password, Code(secret, -1))).Is(401);
        (await _service.Nobody.LogInAsync("anna", TestService.Password, Code(secret))).Is(200);
    }

    [Fact]
    public async Task SecondFactor_CodeGuessed_LocksTheAccount()
    {
        var (_, secret, _) = await WithSecondFactorAsync();
        _service.Time.Advance(TimeSpan.FromSeconds(30));
        for (var failure = 1; failure <= 5; failure++) (await _service.Nobody.LogInAsync("anna", TestService.Password, Wrong(secret))).Is(401);
        (await _service.Nobody.LogInAsync("anna", TestService.Password, Code(secret))).IsProblem(401, "wrongCredentials");
    }

    [Fact]
    public async Task SecondFactor_CodeOfTheNeighbouringSteps_IsTaken()
    {
        var (_, secret, _) = await WithSecondFactorAsync();
        _service.Time.Advance(TimeSpan.FromMinutes(5));
        (await _service.Nobody.LogInAsync("anna", TestService.Password, Code(secret, -2))).Is(401);
        (await _service.Nobody.LogInAsync("anna", TestService.Password, Code(secret, 2))).Is(401);
        (await _service.Nobody.LogInAsync("anna", TestService.Password, Code(secret, -1))).Is(200);
        (await _service.Nobody.LogInAsync("anna", TestService.Password, Code(secret, 1).Insert(3, " "))).Is(200);
    }

    [Fact]
    public async Task SecondFactor_RecoveryCode_IsGoodForOnce()
    {
        var (_, _, codes) = await WithSecondFactorAsync();
        Assert.Equal(10, codes.Distinct().Count());
        (await _service.Nobody.LogInAsync("anna", TestService.Password, recoveryCode: $" {codes[3].ToUpperInvariant()} ")).Is(200);
        (await _service.Nobody.LogInAsync("anna", TestService.Password, recoveryCode: codes[3])).Is(401);
        (await _service.Nobody.LogInAsync("anna", TestService.Password, recoveryCode: "aaaaa-bbbbb")).Is(401);
        (await _service.Nobody.LogInAsync("anna", TestService.Password, recoveryCode: codes[4])).Is(200);
    }

    [Fact]
    public async Task SecondFactor_TakenAwayByOneselfOrTheAdministrator_IsNotAskedForAnyMore()
    {
        var (anna, _, _) = await WithSecondFactorAsync();
        (await anna.PostAsync("/api/v1/session/second-factor", new { password = TestService.Password })).IsProblem(409, "alreadyEnabled");
        (await anna.DeleteAsync("/api/v1/session/second-factor", new { password = "wrong" })).IsProblem(403, "wrongPassword");
        (await anna.DeleteAsync("/api/v1/session/second-factor", new { password = TestService.Password })).Is(204);
        (await _service.Nobody.LogInAsync("anna", TestService.Password)).Is(200);

        await SetUpAsync(anna);
        var boss = await _service.PersonAsync("boss", Roles.Administrator);
        (await boss.DeleteAsync($"/api/v1/accounts/{anna.Account.Id}/second-factor")).Is(204);
        (await anna.GetAsync("/api/v1/session")).Is(401);
        (await _service.Nobody.LogInAsync("anna", TestService.Password)).Is(200);
    }

    [Fact]
    public async Task SecondFactor_SetUp_EndsOtherSessions()
    {
        var anna = await _service.PersonAsync("anna", Roles.None);
        var elsewhere = await _service.LogInAsync(anna.Account);
        await SetUpAsync(anna);
        (await elsewhere.GetAsync("/api/v1/session")).Is(401);
        (await anna.GetAsync("/api/v1/session")).Is(200);
    }

    [Fact]
    public async Task SecondFactor_WrongCodeAtSetUp_IsNotSetUp()
    {
        var anna = await _service.PersonAsync("anna", Roles.None);
        (await anna.PutAsync("/api/v1/session/second-factor", new { code = "123456" })).IsProblem(422, "wrongCode");
        var offer = (await anna.PostAsync("/api/v1/session/second-factor", new { password = TestService.Password })).Is(200).Json;
        Assert.StartsWith($"otpauth://totp/Archive:anna?secret={offer.GetProperty("secret").GetString()}&", offer.GetProperty("uri").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("<svg", offer.GetProperty("qrSvg").GetString(), StringComparison.Ordinal);
        (await anna.PutAsync("/api/v1/session/second-factor", new { code = Wrong(offer.GetProperty("secret").GetString()!) })).IsProblem(422, "wrongCode");
        (await _service.Nobody.LogInAsync("anna", TestService.Password)).Is(200);
    }

    private async Task<(Visitor Anna, string Secret, IReadOnlyList<string> Codes)> WithSecondFactorAsync()
    {
        var anna = await _service.PersonAsync("anna", Roles.None);
        var (secret, codes) = await SetUpAsync(anna);
        return (anna, secret, codes);
    }

    private async Task<(string Secret, IReadOnlyList<string> Codes)> SetUpAsync(Visitor person)
    {
        var secret = (await person.PostAsync("/api/v1/session/second-factor", new { password = TestService.Password })).Is(200).Json.GetProperty("secret").GetString()!;
        var codes = (await person.PutAsync("/api/v1/session/second-factor", new { code = Code(secret) })).Is(200).Json.GetProperty("recoveryCodes");
        return (secret, [.. codes.EnumerateArray().Select(code => code.GetString()!)]);
    }

    private string Code(string secret, int stepsAway = 0) => Totp.Code(TotpTests.FromBase32(secret), _service.Time.GetUtcNow().ToUnixTimeSeconds() / 30 + stepsAway);

    /// <summary>Right in none of the steps that are looked at.</summary>
    private string Wrong(string secret) => Enumerable.Range(0, 10).Select(digit => new string((char)('0' + digit), 6)).First(code => Totp.StepOf(secret, code, _service.Time.GetUtcNow()) is null);
}
