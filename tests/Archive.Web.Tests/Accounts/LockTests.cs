using Archive.Domain.Access;
using Archive.Domain.Audit;

namespace Archive.Web.Tests.Accounts;

/// <summary>Guessing at an account is slowed down and told, and does not keep its owner out.</summary>
public sealed class LockTests : IAsyncLifetime
{
    private TestService _service = null!;
    private Account _anna = null!;

    public async Task InitializeAsync()
    {
        _service = await TestService.StartAsync();
        _anna = await _service.AddAsync("anna");
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task LogIn_AThousandFailures_AreAllToldAndTheOwnerGetsInAfterAQuarterOfAnHour()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var failure = 1; failure <= 1000; failure++)
        {
            (await _service.Nobody.LogInAsync("anna", "wrong")).IsProblem(401, "wrongCredentials");
            // Half of them patient, so that each counts.
            if (failure % 2 == 0) _service.Time.Advance(TimeSpan.FromMinutes(15));
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 20_000_000);
        (await _service.Nobody.LogInAsync("anna", "wrong")).Is(401);
        (await _service.Nobody.LogInAsync("anna", TestService.Password)).IsProblem(401, "wrongCredentials");
        _service.Time.Advance(TimeSpan.FromMinutes(15));
        var answer = (await _service.Nobody.LogInAsync("anna", TestService.Password)).Is(200);

        var told = await new Visitor(_service, _anna).ToldAsync(2000);
        Assert.Equal(1002, told.Count(one => one is { Action: AuditAction.LogIn, Outcome: AuditOutcome.Refused, Origin: "127.0.0.1" }));
        Assert.Equal(1000, answer.Json.GetProperty("failedLogIns").GetInt32());
    }

    [Fact]
    public async Task LogIn_AfterFailures_SaysHowManySinceTheLastOne()
    {
        var first = (await _service.Nobody.LogInAsync("anna", TestService.Password)).Is(200).Json;
        Assert.Equal((0, System.Text.Json.JsonValueKind.Null), (first.GetProperty("failedLogIns").GetInt32(), first.GetProperty("lastLogInAt").ValueKind));
        var at = _service.Time.GetUtcNow();
        for (var failure = 1; failure <= 3; failure++) (await _service.Nobody.LogInAsync("anna", "wrong")).Is(401);
        _service.Time.Advance(TimeSpan.FromDays(2));
        (await _service.Nobody.LogInAsync("anna", "wrong")).Is(401);

        var second = (await _service.Nobody.LogInAsync("anna", TestService.Password)).Is(200).Json;

        Assert.Equal((4, at), (second.GetProperty("failedLogIns").GetInt32(), second.GetProperty("lastLogInAt").GetDateTimeOffset()));
        Assert.Equal(0, (await _service.Nobody.LogInAsync("anna", TestService.Password)).Is(200).Json.GetProperty("failedLogIns").GetInt32());
    }

    [Fact]
    public async Task LogIn_FailuresOfAnotherDay_CountNoMore()
    {
        for (var failure = 1; failure <= 4; failure++) (await _service.Nobody.LogInAsync("anna", "wrong")).Is(401);
        _service.Time.Advance(TimeSpan.FromHours(25));
        for (var failure = 1; failure <= 4; failure++) (await _service.Nobody.LogInAsync("anna", "wrong")).Is(401);
        (await _service.Nobody.LogInAsync("anna", TestService.Password)).Is(200);
    }

    [Fact]
    public async Task LogIn_LockedByAClockThatWasAhead_IsFreeOnceItIsSetBack()
    {
        _service.Time.Jump(TimeSpan.FromDays(30));
        for (var failure = 1; failure <= 9; failure++)
        {
            (await _service.Nobody.LogInAsync("anna", "wrong")).Is(401);
            if (failure > 5) _service.Time.Jump(TimeSpan.FromMinutes(15));
        }

        _service.Time.Jump(TimeSpan.FromDays(-30) - TimeSpan.FromHours(1));
        (await _service.Nobody.LogInAsync("anna", TestService.Password)).Is(200);
    }

    [Fact]
    public async Task Unlock_ByTheAdministrator_LetsTheOwnerInWithTheSamePassword()
    {
        var boss = await _service.PersonAsync("boss", Roles.Administrator);
        for (var failure = 1; failure <= 5; failure++) (await _service.Nobody.LogInAsync("anna", "wrong")).Is(401);
        (await _service.Nobody.LogInAsync("anna", TestService.Password)).Is(401);
        (await boss.DeleteAsync($"/api/v1/accounts/{_anna.Id}/lock")).Is(204);
        (await _service.Nobody.LogInAsync("anna", TestService.Password)).Is(200);
        (await boss.DeleteAsync("/api/v1/accounts/999/lock")).IsProblem(404, "notFound");
    }
}
