using Archive.Domain.Access;
using Archive.Domain.Ports;
using Microsoft.AspNetCore.Routing;

namespace Archive.Web.Tests.Http;

/// <summary>Requests that come again with the same key.</summary>
public sealed class IdempotencyTests : IAsyncLifetime
{
    private const string Key = "Idempotency-Key", Replayed = "Idempotency-Replayed";

    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.StartAsync();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public void EveryPost_ButThoseWithPasswords_TakesAKey()
    {
        var without = _service.Routes.Where(route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true && route.Metadata.GetMetadata<Web.Http.TakesKey>() is null)
            .Select(route => route.RoutePattern.RawText!.Trim('/')).Order(StringComparer.Ordinal);
        Assert.Equal(["api/v1/session", "api/v1/session/password", "api/v1/session/second-factor"], without);
    }

    [Fact]
    public async Task SameRequest_Again_IsDoneOnceAndAnsweredAsBefore()
    {
        var anna = await _service.PersonAsync("anna", Roles.Operator);
        var first = (await anna.PostAsync("/api/v1/batches", new { name = "Kaste 7", sheets = 3, sides = 1 }, (Key, "k-1"))).Is(201);
        Assert.Null(first.Header(Replayed));
        var again = (await anna.PostAsync("/api/v1/batches", new { name = "Kaste 7", sheets = 3, sides = 1 }, (Key, "k-1"))).Is(201);
        Assert.Equal("true", again.Header(Replayed));
        Assert.Equal((first.Text, first.Header("Location"), first.Header("ETag"), first.ContentType), (again.Text, again.Header("Location"), again.Header("ETag"), again.ContentType));
        Assert.Single((await anna.GetAsync("/api/v1/batches")).Is(200).Json.GetProperty("items").EnumerateArray());
        Assert.Single(await anna.ToldAsync(), told => told.Detail?.StartsWith("batch begun", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task SameKey_WithOtherContentOrPath_IsRefused()
    {
        var anna = await _service.PersonAsync("anna", Roles.Operator);
        (await anna.PostAsync("/api/v1/batches", new { name = "A", sheets = 3, sides = 1 }, (Key, "k"))).Is(201);
        Assert.Equal("keyReused", (await anna.PostAsync("/api/v1/batches", new { name = "B", sheets = 3, sides = 1 }, (Key, "k"))).Is(422).Code);
        Assert.Equal("keyReused", (await anna.PostAsync("/api/v1/batches/1/uploads", null, (Key, "k"), ("Upload-Length", "5"))).Is(422).Code);
    }

    [Fact]
    public async Task SameKey_OfAnotherCaller_IsAnotherKey()
    {
        var (anna, ilze) = (await _service.PersonAsync("anna", Roles.Operator), await _service.PersonAsync("ilze", Roles.Operator));
        var first = (await anna.PostAsync("/api/v1/batches", new { name = "A", sheets = 3, sides = 1 }, (Key, "k"))).Is(201);
        var second = (await ilze.PostAsync("/api/v1/batches", new { name = "A", sheets = 3, sides = 1 }, (Key, "k"))).Is(201);
        Assert.NotEqual(first.Header("Location"), second.Header("Location"));
    }

    [Fact]
    public async Task Secret_ToldAgain_IsNotShownAndKeptNowhere()
    {
        var chief = await _service.PersonAsync("chief", Roles.Administrator);
        var wanted = new { name = "jana", displayName = "Jana", roles = new[] { "caseworker" }, registers = new[] { "PMR" }, units = Array.Empty<string>(), allUnits = true, disabled = false };
        var first = (await chief.PostAsync("/api/v1/accounts", wanted, (Key, "new-jana"))).Is(201);
        var again = (await chief.PostAsync("/api/v1/accounts", wanted, (Key, "new-jana"))).Is(409);
        Assert.Equal(("shownOnce", first.Header("Location")), (again.Code, again.Header("Location")));
        // Of the catalog, its log included.
        var secret = first.Json.GetProperty("oneTimePassword").GetString()!;
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_service.CatalogPath)!, Path.GetFileName(_service.CatalogPath) + "*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes);
            Assert.True(bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)) < 0, $"The one-time password stands in {Path.GetFileName(file)}.");
        }
    }

    [Fact]
    public async Task Refusal_ToldAgain_IsTheSame()
    {
        var anna = await _service.PersonAsync("anna", Roles.Operator);
        (await anna.PostAsync("/api/v1/batches", new { name = "", sheets = 3, sides = 1 }, (Key, "k"))).Is(422);
        var again = (await anna.PostAsync("/api/v1/batches", new { name = "", sheets = 3, sides = 1 }, (Key, "k"))).Is(422);
        Assert.Equal(("true", "application/problem+json"), (again.Header(Replayed), again.ContentType));
    }

    [Fact]
    public async Task RequestInWork_ToldAgain_IsToBeAskedAgainUntilItsNodeIsTakenForDead()
    {
        using var goOn = new ManualResetEventSlim();
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var service = await TestService.StartAsync(new()
        {
            Catalog = catalog => Outage.Of(catalog, "catalog", name =>
            {
                // The first to begin a batch stays in the middle of it.
                if (name == nameof(ICatalog.CreateBatchAsync) && held.TrySetResult()) goOn.Wait();
                return false;
            }),
        });
        var ilze = await service.PersonAsync("ilze", Roles.Operator);
        var slow = Task.Run(() => ilze.PostAsync("/api/v1/batches", new { name = "A", sheets = 3, sides = 1 }, (Key, "k")));
        await held.Task.WaitAsync(TimeSpan.FromSeconds(20));
        var busy = (await ilze.PostAsync("/api/v1/batches", new { name = "A", sheets = 3, sides = 1 }, (Key, "k"))).Is(409);
        Assert.Equal(("inWork", "2"), (busy.Code, busy.Header("Retry-After")));
        service.Time.Advance(TimeSpan.FromMinutes(6));
        // The batch is the same: its own key says so.
        var taken = (await ilze.PostAsync("/api/v1/batches", new { name = "A", sheets = 3, sides = 1 }, (Key, "k"))).Is(201);
        goOn.Set();
        Assert.Equal((await slow).Is(201).Header("Location"), taken.Header("Location"));
    }

    [Fact]
    public async Task Key_ThatIsNone_IsRefused()
    {
        var anna = await _service.PersonAsync("anna", Roles.Operator);
        Assert.Equal("badKey", (await anna.PostAsync("/api/v1/batches", new { name = "A", sheets = 3, sides = 1 }, (Key, new string('x', 201)))).Is(400).Code);
    }
}
