using Archive.Domain.Access;

namespace Archive.Web.Tests.Accounts;

/// <summary>Accounts as administrators keep them.</summary>
public sealed class AccountTests : IAsyncLifetime
{
    private TestService _service = null!;
    private Visitor _boss = null!;

    public async Task InitializeAsync()
    {
        _service = await TestService.StartAsync();
        _boss = await _service.PersonAsync("boss", Roles.Administrator);
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Create_NewName_HasAPasswordForOnceAndNoMoreRightsThanGiven()
    {
        var made = (await _boss.PostAsync("/api/v1/accounts", New("Jānis", "caseworker"))).Is(201);
        var password = made.Json.GetProperty("oneTimePassword").GetString()!;
        Assert.Equal("jānis", made.Json.GetProperty("account").GetProperty("name").GetString());
        Assert.Equal($"/api/v1/accounts/{made.Json.GetProperty("account").GetProperty("id").GetInt64()}", made.Header("Location"));

        var newcomer = _service.Nobody;
        (await newcomer.LogInAsync("jānis", password)).Is(200);
        (await newcomer.GetAsync("/api/v1/files")).IsProblem(403, "passwordChangeNeeded");
        (await newcomer.PostAsync("/api/v1/session/password", new { current = password, replacement = "zilonis peld pa upi" })).Is(204);
        (await newcomer.GetAsync("/api/v1/files")).Is(200);
        (await _boss.PostAsync("/api/v1/accounts", New("JĀNIS", "auditor"))).IsProblem(409, "nameTaken");
        Assert.DoesNotContain("oneTimePassword", (await _boss.GetAsync("/api/v1/accounts")).Is(200).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(password, string.Join('\n', await _boss.ToldAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_VersionMissingOldOrPresent_Is428Then412Then200()
    {
        var anna = await _service.AddAsync("anna");
        var path = $"/api/v1/accounts/{anna.Id}";
        Assert.Equal("\"1\"", (await _boss.GetAsync(path)).Is(200).Header("ETag"));

        (await _boss.PutAsync(path, Rights("caseworker"))).IsProblem(428, "versionNeeded");
        (await _boss.PutAsync(path, Rights("caseworker"), ("If-Match", "*"))).IsProblem(428, "versionNeeded");
        (await _boss.PutAsync(path, Rights("caseworker"), ("If-Match", "W/\"1\""))).IsProblem(428, "versionNeeded");
        (await _boss.PutAsync(path, Rights("caseworker"), ("If-Match", "\"7\""))).IsProblem(412, "changedMeanwhile");
        Assert.Equal("\"2\"", (await _boss.PutAsync(path, Rights("caseworker"), ("If-Match", "\"1\""))).Is(200).Header("ETag"));
        (await _boss.PutAsync(path, Rights("auditor"), ("If-Match", "\"1\""))).IsProblem(412, "changedMeanwhile");

        var now = (await _boss.GetAsync(path)).Is(200);
        Assert.Equal(("\"2\"", """["caseworker"]"""), (now.Header("ETag"), now.Json.GetProperty("roles").GetRawText()));
        (await _boss.PutAsync("/api/v1/accounts/999", Rights(), ("If-Match", "\"1\""))).IsProblem(404, "notFound");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Change_LastAdministrator_StaysOne(bool disabled)
    {
        var path = $"/api/v1/accounts/{_boss.Account.Id}";
        (await _boss.PutAsync(path, disabled ? Rights(true, "administrator") : Rights("auditor"), ("If-Match", "\"1\""))).IsProblem(409, "lastAdministrator");
        (await _boss.PutAsync(path, Rights("administrator", "auditor"), ("If-Match", "\"1\""))).Is(200);
        var second = await _service.AddAsync("second", Roles.Administrator);
        (await _boss.PutAsync(path, Rights("auditor"), ("If-Match", "\"2\""))).Is(200);
        Assert.Equal(1, await _service.Stores.Catalog.Accounts.CountAdministratorsAsync(default));
        Assert.Equal(Roles.Administrator, (await _service.Stores.Catalog.Accounts.GetAsync(second.Id, default))!.Roles);
    }

    [Fact]
    public async Task Change_TwoAdministratorsTakeEachOtherAwayAtOnce_OneStays()
    {
        for (var round = 0; round < 15; round++)
        {
            var second = await _service.PersonAsync($"second{round}", Roles.Administrator);
            var first = (await _service.Stores.Catalog.Accounts.GetAsync(_boss.Account.Id, default))!;
            var answers = await Task.WhenAll(
                _boss.PutAsync($"/api/v1/accounts/{second.Account.Id}", Rights("auditor"), ("If-Match", "\"1\"")),
                second.PutAsync($"/api/v1/accounts/{first.Id}", Rights("auditor"), ("If-Match", $"\"{first.Version}\"")));
            Assert.Equal(1, await _service.Stores.Catalog.Accounts.CountAdministratorsAsync(default));
            Assert.Single(answers, answer => answer.Status == 200);
            // As it was, for the next round.
            await _service.Stores.Catalog.Accounts.ChangeAsync(first.Id, account => account with { Roles = Roles.Administrator }, default);
            await _service.Stores.Catalog.Accounts.ChangeAsync(second.Account.Id, account => account with { Roles = Roles.None }, default);
            _boss = await _service.LogInAsync((await _service.Stores.Catalog.Accounts.GetAsync(first.Id, default))!);
        }
    }

    [Fact]
    public async Task Accounts_NotThere_Are404()
    {
        (await _boss.GetAsync("/api/v1/accounts/999")).IsProblem(404, "notFound");
        (await _boss.PostAsync("/api/v1/accounts/999/password", "{}")).IsProblem(404, "notFound");
        (await _boss.DeleteAsync("/api/v1/accounts/999/second-factor")).IsProblem(404, "notFound");
        (await _boss.GetAsync("/api/v1/accounts/9999999999999999999999")).IsProblem(404, "notFound");
        (await _boss.GetAsync("/api/v1/accounts/-1")).IsProblem(404, "notFound");
    }

    [Fact]
    public async Task List_InPortions_HasEverybodyOnce()
    {
        for (var number = 0; number < 7; number++) await _service.AddAsync($"person-{number}");
        var (names, after) = (new List<string>(), "");
        do
        {
            var portion = (await _boss.GetAsync($"/api/v1/accounts?limit=3&after={after}")).Is(200).Json;
            names.AddRange(portion.GetProperty("items").EnumerateArray().Select(account => account.GetProperty("name").GetString()!));
            after = portion.GetProperty("next").GetString();
        }
        while (after is not null);

        Assert.Equal(["boss", .. Enumerable.Range(0, 7).Select(number => $"person-{number}")], names);
    }

    private static object New(string name, params string[] roles) =>
        new { name, displayName = "Vārds", roles, registers = new[] { "PMR" }, units = Array.Empty<string>(), allUnits = true };

    private static object Rights(params string[] roles) => Rights(false, roles);

    private static object Rights(bool disabled, params string[] roles) =>
        new { displayName = "Vārds", roles, registers = new[] { "PMR" }, units = Array.Empty<string>(), allUnits = true, disabled };
}
