using Archive.Domain.Access;
using Archive.Web.Operations;
using Microsoft.Extensions.Logging.Abstractions;

namespace Archive.Web.Tests.Operations;

/// <summary>What administrators see over time, and the jobs that they start.</summary>
public sealed class HistoryTests : IAsyncLifetime
{
    private TestService _service = null!;
    private Visitor _boss = null!;

    public async Task InitializeAsync()
    {
        _service = await TestService.StartAsync();
        _boss = await _service.PersonAsync("boss", Roles.Administrator);
        await Shelf.FillAsync(_service);
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task History_Minutes_AreToldOldestFirst()
    {
        using var keeper = new HistoryKeeper(_service.Stores.Catalog, _service.Queue, _service.Time, NullLogger<HistoryKeeper>.Instance);
        for (var minute = 0; minute < 3; minute++)
        {
            await keeper.KeepAsync(default);
            _service.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var items = (await _boss.GetAsync("/api/v1/operations/history?hours=1")).Is(200).Json.GetProperty("items").EnumerateArray().ToList();
        Assert.True(items.Count >= 3, $"{items.Count} minutes");
        Assert.Equal(items.Select(item => item.GetProperty("at").GetDateTimeOffset()).Order(), items.Select(item => item.GetProperty("at").GetDateTimeOffset()));
        Assert.Equal(0, items[^1].GetProperty("pagesWaiting").GetInt32());
    }

    [Fact]
    public async Task History_ClockThatLeapsAheadForAMinute_LosesNothing()
    {
        using var keeper = new HistoryKeeper(_service.Stores.Catalog, _service.Queue, _service.Time, NullLogger<HistoryKeeper>.Instance);
        foreach (var jump in new[] { TimeSpan.Zero, TimeSpan.FromDays(400), TimeSpan.FromDays(-400) + TimeSpan.FromMinutes(2) })
        {
            _service.Time.Jump(jump);
            await keeper.KeepAsync(default);
        }

        Assert.Equal(3, (await _service.Stores.Catalog.Operations.ListAsync(DateTimeOffset.MinValue, 1, default)).Count);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("100000")]
    public async Task History_HoursOutOfRange_IsRefused(string hours) => (await _boss.GetAsync($"/api/v1/operations/history?hours={hours}")).IsProblem(422, "invalid");

    [Fact]
    public async Task Backup_WithoutAFolder_IsNoJob()
    {
        Assert.DoesNotContain((await _boss.GetAsync("/api/v1/operations/jobs")).Is(200).Json.GetProperty("items").EnumerateArray(), job => job.GetProperty("name").GetString() == "backup");
        (await _boss.PostAsync("/api/v1/operations/jobs/backup", new { })).IsProblem(404, "notFound");
    }
}
