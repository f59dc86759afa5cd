using Archive.Domain;
using Archive.Domain.Audit;
using Archive.Domain.Ports;

namespace Archive.Storage.Tests.Catalog;

/// <summary>The audit ledger: whole, in order, and telling of every tampering.</summary>
public abstract class AuditLedgerContract : CatalogProblemContract
{
    /// <summary>Runs statements as somebody who owns the database, past the triggers.</summary>
    protected abstract Task TamperAsync(string sql);

    /// <summary>Runs a statement as the program could.</summary>
    protected abstract Task<Exception?> TryAsync(string sql);

    [Fact]
    public async Task Append_Events_FollowFromEachOtherAndSurvive()
    {
        await AppendAsync(3);
        await ReopenAsync();
        await AppendAsync(2, first: 3);

        var entries = (await Catalog.Audit.ReadAsync(new(), None)).Reverse().ToList();

        Assert.Equal([1, 2, 3, 4, 5], entries.Select(entry => entry.Id));
        Assert.Equal(entries.Select(entry => entry.Hash).Prepend(AuditEntry.Genesis).SkipLast(1), entries.Select(entry => entry.Previous));
        Assert.All(entries, entry => Assert.True(entry.IsIntact));
        Assert.Equal(new AuditHead(5, entries[^1].Hash), await Catalog.Audit.GetHeadAsync(None));
        Assert.Empty(await BreachesAsync());
    }

    [Fact]
    public async Task Append_AnyText_IsKeptAndStillIntact()
    {
        var told = new AuditEvent(
            Guid.CreateVersion7(), Time.GetUtcNow().AddTicks(7), "bērziņa", AuditAction.Search, AuditOutcome.Refused, "F00000001", "::1", "", "'; drop table audit; -- \0 \ud800 миграция 𐌰");
        await Catalog.Audit.AppendAsync([told], None);

        var entry = Assert.Single(await Catalog.Audit.ReadAsync(new(), None));

        Assert.Equal((told.Key, told.Actor, told.Action, told.Outcome, told.Subject, told.Origin, told.Purpose), (entry.Event.Key, entry.Event.Actor, entry.Event.Action, entry.Event.Outcome, entry.Event.Subject, entry.Event.Origin, entry.Event.Purpose));
        Assert.Equal("'; drop table audit; -- \uFFFD \uFFFD миграция 𐌰", entry.Event.Detail);
        Assert.Empty(await BreachesAsync());
    }

    [Fact]
    public async Task Append_ToldAgain_IsThereOnce()
    {
        var told = Event(0);
        await Catalog.Audit.AppendAsync([told, Event(1)], None);
        await Catalog.Audit.AppendAsync([told, Event(2)], None);
        Assert.Equal(["2", "1", "0"], (await Catalog.Audit.ReadAsync(new(), None)).Select(entry => entry.Event.Detail));
        Assert.Empty(await BreachesAsync());
    }

    [Fact]
    public async Task Append_ManyAtOnceOverTwoCatalogs_OneUnbrokenChain()
    {
        await using var other = await OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(number =>
            Task.Run(() => (number % 2 == 0 ? Catalog : other).Audit.AppendAsync([Event(2 * number), Event(2 * number + 1)], None))));

        Assert.Equal(200, (await Catalog.Audit.GetHeadAsync(None)).Id);
        Assert.Empty(await BreachesAsync());
    }

    [Fact]
    public async Task Read_Filter_NewestFirstAndPaged()
    {
        await Catalog.Audit.AppendAsync([.. Enumerable.Range(0, 6).Select(number => Event(number) with { Actor = number % 2 == 0 ? "anna" : "berta", Subject = number < 3 ? "F1" : null, Action = number == 5 ? AuditAction.Export : AuditAction.ReadPage })], None);
        Assert.Equal("4 2", await DetailsAsync(new(Actor: "anna", Limit: 2)));
        Assert.Equal("0", await DetailsAsync(new(Actor: "anna", Before: 3)));
        Assert.Equal("2 1 0", await DetailsAsync(new(Subject: "F1")));
        Assert.Equal("5", await DetailsAsync(new(Action: AuditAction.Export)));
        await Catalog.Audit.AppendAsync([Event(7) with { Outcome = AuditOutcome.Refused, Detail = "100%_of F1" }, Event(8) with { Detail = null }], None);
        Assert.Equal("100%_of F1", await DetailsAsync(new() { Outcome = AuditOutcome.Refused }));
        Assert.Equal("100%_of F1", await DetailsAsync(new() { Mentions = "%_of F" }));
        Assert.Equal("", await DetailsAsync(new() { Mentions = "0_o" }));
        Assert.Equal("3 2", await DetailsAsync(new(From: Time.GetUtcNow().AddSeconds(2), To: Time.GetUtcNow().AddSeconds(4))));
    }

    [Theory]
    [InlineData("update audit set detail = 'other' where id = 3", "3: it was changed")]
    [InlineData("update audit set at = at + 1 where id = 1", "1: it was changed")]
    [InlineData("update audit set action = 'Nothing' where id = 2", "2: it was changed")]
    [InlineData("update audit set hash = previous where id = 2", "2: it was changed|3: it does not follow")]
    [InlineData("delete from audit where id = 3", "4: entry 3 is missing")]
    [InlineData("delete from audit where id in (2, 3)", "4: entries 2 to 3 are missing")]
    [InlineData("delete from audit where id = 5", "5: entry 5 is missing at the end")]
    [InlineData("delete from audit", "5: entries 1 to 5 are missing at the end")]
    [InlineData("insert into audit select 6, 'new', at, actor, action, outcome, subject, origin, purpose, detail, previous, hash from audit where id = 5", "6: it was changed|6: it does not follow|6: the ledger says that it ends with entry 5")]
    [InlineData("update audit set id = 100 where id = 2; update audit set id = 2 where id = 3; update audit set id = 3 where id = 100", "2: it was changed|2: it does not follow|3: it was changed|3: it does not follow|4: it does not follow")]
    public async Task Verify_Tampered_IsNamed(string sql, string expected)
    {
        await AppendAsync(5);
        await TamperAsync(sql);
        var found = (await BreachesAsync()).Select(breach => $"{breach.Id}: {breach.What}").ToList();
        Assert.Equal(expected.Split('|').Length, found.Count);
        Assert.All(expected.Split('|').Zip(found), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_CutOffAlongWithTheHead_IsFoundByTheNotedHead()
    {
        await AppendAsync(5);
        var noted = await Catalog.Audit.GetHeadAsync(None);
        await TamperAsync("delete from audit where id > 2; update audit_head set id = 2, hash = (select hash from audit where id = 2)");

        Assert.Empty(await BreachesAsync());

        Assert.Contains("entry 5, which was noted, is not there", Assert.Single(await BreachesAsync(noted)).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WrittenAnewFromSomewhere_IsFoundByTheNotedHead()
    {
        await AppendAsync(3);
        var noted = await Catalog.Audit.GetHeadAsync(None);
        await TamperAsync("delete from audit where id > 1; update audit_head set id = 1, hash = (select hash from audit where id = 1)");
        await AppendAsync(4, first: 10);

        Assert.Empty(await BreachesAsync());

        Assert.Equal((3, true), (Assert.Single(await BreachesAsync(noted)).Id, (await BreachesAsync(noted))[0].What.Contains("written anew", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("update audit set detail = 'other' where id = 1")]
    [InlineData("delete from audit where id = 2")]
    public async Task ChangeAnEntry_WithoutMoreAdo_IsRefused(string sql)
    {
        await AppendAsync(2);
        Assert.Contains("audit ledger is never", (await TryAsync(sql))?.Message, StringComparison.Ordinal);
        Assert.Empty(await BreachesAsync());
    }

    private AuditEvent Event(int number) =>
        new(Guid.CreateVersion7(), Time.GetUtcNow().AddSeconds(number), "anna", AuditAction.ReadPage, AuditOutcome.Done, "F00000001", "10.0.0.7", "asylum decision", $"{number}");

    private Task AppendAsync(int count, int first = 0) => Catalog.Audit.AppendAsync([.. Enumerable.Range(first, count).Select(Event)], None);

    private async Task<string> DetailsAsync(AuditFilter filter) => string.Join(' ', (await Catalog.Audit.ReadAsync(filter, None)).Select(entry => entry.Event.Detail));

    private async Task<List<AuditBreach>> BreachesAsync(AuditHead? noted = null)
    {
        var breaches = new List<AuditBreach>();
        await foreach (var breach in Catalog.Audit.VerifyAsync(noted, None)) breaches.Add(breach);
        return breaches;
    }
}
