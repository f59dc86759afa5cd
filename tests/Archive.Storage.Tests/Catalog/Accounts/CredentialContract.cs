using Archive.Domain;
using Archive.Domain.Access;

namespace Archive.Storage.Tests.Catalog.Accounts;

/// <summary>What sessions, API keys and the key ring must hold to in every catalog.</summary>
public abstract class CredentialContract : AccountContract
{
    [Fact]
    public async Task Session_PutTwice_IsTheLastWritten()
    {
        var session = await SessionAsync("token");
        await Catalog.Sessions.PutAsync(session, None);
        await Catalog.Sessions.PutAsync(session with { Ticket = [9, 0, 255] }, None);
        await ReopenAsync();

        Assert.Equivalent(session with { Ticket = [9, 0, 255] }, await Catalog.Sessions.GetAsync(session.Key, None), strict: true);
        Assert.Null(await Catalog.Sessions.GetAsync(SecretToken.DigestOf("another"), None));
    }

    [Fact]
    public async Task Session_TimeOver_IsNeitherGivenNorListedAndIsPruned()
    {
        var session = await SessionAsync("token");
        var longer = session with { Key = SecretToken.DigestOf("longer"), ExpiresAt = session.ExpiresAt.AddTicks(1) };
        await Catalog.Sessions.PutAsync(session, None);
        await Catalog.Sessions.PutAsync(longer, None);

        Time.Advance(session.ExpiresAt - Time.GetUtcNow());

        Assert.Null(await Catalog.Sessions.GetAsync(session.Key, None));
        Assert.Equal([longer.Key], (await Catalog.Sessions.ListAsync(session.AccountId, None)).Select(one => one.Key));
        Assert.Equal(1, await Catalog.Sessions.PruneAsync(Time.GetUtcNow(), None));
        Assert.NotNull(await Catalog.Sessions.GetAsync(longer.Key, None));
    }

    [Fact]
    public async Task Session_Touched_RemembersTheLatestUse()
    {
        var session = await SessionAsync("token");
        await Catalog.Sessions.PutAsync(session, None);

        await Catalog.Sessions.TouchAsync(session.Key, session.SeenAt.AddMinutes(2), TimeSpan.FromMinutes(5), None);
        await Catalog.Sessions.TouchAsync(session.Key, session.SeenAt.AddMinutes(1), TimeSpan.FromMinutes(5), None);

        Assert.Equal(session.SeenAt.AddMinutes(2), (await Catalog.Sessions.GetAsync(session.Key, None))!.SeenAt);
    }

    [Fact]
    public async Task Session_TouchedAfterTheClockWentBack_ForgetsTheUseThatIsYetToCome()
    {
        var session = await SessionAsync("token");
        await Catalog.Sessions.PutAsync(session, None);
        await Catalog.Sessions.TouchAsync(session.Key, session.SeenAt.AddHours(-1), TimeSpan.FromMinutes(5), None);
        Assert.Equal(session.SeenAt.AddHours(-1), (await Catalog.Sessions.GetAsync(session.Key, None))!.SeenAt);
    }

    [Fact]
    public async Task Purposes_OfASession_AreListedByFile()
    {
        var (session, other) = (await SessionAsync("token"), await SessionAsync("other"));
        foreach (var one in new[] { session, other }) await Catalog.Sessions.PutAsync(one, None);
        await Catalog.Sessions.StatePurposeAsync(session.Key, "F00000001", "court", None);
        await Catalog.Sessions.StatePurposeAsync(session.Key, "F00000002", "request", None);
        await Catalog.Sessions.StatePurposeAsync(other.Key, "F00000003", "else", None);
        Assert.Equal([("F00000001", "court"), ("F00000002", "request")], (await Catalog.Sessions.ListPurposesAsync(session.Key, None)).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => (one.Key, one.Value)));
    }

    [Fact]
    public async Task Session_RemoveAllOfAnAccount_LeavesTheOneAndOtherPeoples()
    {
        var mine = await SessionAsync("mine");
        var other = await SessionAsync("other", "zane");
        foreach (var session in new[] { mine, mine with { Key = SecretToken.DigestOf("phone") }, mine with { Key = SecretToken.DigestOf("home") }, other })
            await Catalog.Sessions.PutAsync(session, None);

        Assert.Equal(2, await Catalog.Sessions.RemoveAllOfAsync(mine.AccountId, mine.Key, None));

        Assert.Equal([mine.Key], (await Catalog.Sessions.ListAsync(mine.AccountId, None)).Select(one => one.Key));
        Assert.Equal(1, await Catalog.Sessions.RemoveAllOfAsync(mine.AccountId, null, None));
        await Catalog.Sessions.RemoveAsync(mine.Key, None);
        Assert.NotNull(await Catalog.Sessions.GetAsync(other.Key, None));
    }

    [Fact]
    public async Task Purpose_Stated_HoldsForTheFileAndTheSessionOnly()
    {
        var (mine, other) = (await SessionAsync("mine"), await SessionAsync("other", "zane"));
        await Catalog.Sessions.PutAsync(mine, None);
        await Catalog.Sessions.PutAsync(other, None);

        await Catalog.Sessions.StatePurposeAsync(mine.Key, "F00000001", "appeal 12", None);
        await Catalog.Sessions.StatePurposeAsync(mine.Key, "F00000001", "appeal 13", None);
        await Catalog.Sessions.StatePurposeAsync(SecretToken.DigestOf("nobody"), "F00000001", "curiosity", None);
        await Catalog.Sessions.PutAsync(mine with { Ticket = [4] }, None);

        Assert.Equal("appeal 13", await Catalog.Sessions.FindPurposeAsync(mine.Key, "F00000001", None));
        Assert.Null(await Catalog.Sessions.FindPurposeAsync(mine.Key, "F00000002", None));
        Assert.Null(await Catalog.Sessions.FindPurposeAsync(other.Key, "F00000001", None));
        await Catalog.Sessions.RemoveAsync(mine.Key, None);
        await Catalog.Sessions.PutAsync(mine, None);
        Assert.Null(await Catalog.Sessions.FindPurposeAsync(mine.Key, "F00000001", None));
    }

    [Fact]
    public async Task ApiKey_EverythingSet_IsReadBackTheSame()
    {
        var wanted = await KeyAsync("courts", "secret") with { Scopes = new HashSet<string> { "search", "files.read" }, Registers = new HashSet<Register> { Register.Uat } };

        var added = (await Catalog.ApiKeys.AddAsync(wanted, None))!;
        await ReopenAsync();

        Assert.Equivalent(wanted with { Id = added.Id, CreatedAt = Time.GetUtcNow() }, added, strict: true);
        Assert.Equivalent(added, await Catalog.ApiKeys.FindAsync(SecretToken.DigestOf("secret"), None), strict: true);
        Assert.Equivalent(added, await Catalog.ApiKeys.GetAsync(added.Id, None), strict: true);
        Assert.Null(await Catalog.ApiKeys.FindAsync(SecretToken.DigestOf("guess"), None));
    }

    [Fact]
    public async Task ApiKey_NameTakenOrNoName_IsNotAdded()
    {
        var key = await KeyAsync("courts", "secret");
        await Catalog.ApiKeys.AddAsync(key, None);

        Assert.Null(await Catalog.ApiKeys.AddAsync(key with { Secret = SecretToken.DigestOf("another") }, None));
        await Assert.ThrowsAsync<ArgumentException>(() => Catalog.ApiKeys.AddAsync(key with { Name = "The courts" }, None));
    }

    [Fact]
    public async Task ApiKey_RevokedTwiceAndUsed_KeepsTheFirstEndAndTheLastUse()
    {
        var key = (await Catalog.ApiKeys.AddAsync(await KeyAsync("courts", "secret"), None))!;
        var now = Time.GetUtcNow();
        Assert.True(key.IsValidAt(now));

        await Catalog.ApiKeys.TouchAsync(key.Id, now.AddHours(3), TimeSpan.FromMinutes(5), None);
        await Catalog.ApiKeys.TouchAsync(key.Id, now.AddMinutes(2), TimeSpan.FromMinutes(5), None);
        await Catalog.ApiKeys.TouchAsync(key.Id, now.AddMinutes(1), TimeSpan.FromMinutes(5), None);
        Assert.True(await Catalog.ApiKeys.RevokeAsync(key.Id, now.AddHours(1), None));
        Assert.True(await Catalog.ApiKeys.RevokeAsync(key.Id, now.AddHours(2), None));

        var after = Assert.Single(await Catalog.ApiKeys.ListAsync(null, 10, None));
        Assert.Equal((now.AddMinutes(2), now.AddHours(1)), (after.LastUsedAt, after.RevokedAt));
        Assert.False(after.IsValidAt(now));
        Assert.False(key.IsValidAt(key.ExpiresAt));
        Assert.Empty(await Catalog.ApiKeys.ListAsync("courts", 10, None));
        Assert.False(await Catalog.ApiKeys.RevokeAsync(key.Id + 1000, now, None));
    }

    [Fact]
    public async Task KeyRing_AddedByTwoNodes_IsReadByBothInOrder()
    {
        await using var other = await OpenAsync();
        KeyRingElement first = new("key-1", "<key id=\"1\">ā</key>"), second = new("key-2", "<key id=\"2\"/>"), revocation = new("key-1", "<revocation/>");
        await Catalog.KeyRing.AddAsync(first, None);
        await other.KeyRing.AddAsync(second, None);
        await Catalog.KeyRing.AddAsync(revocation, None);
        await other.KeyRing.AddAsync(first, None);

        Assert.Equal([first, second, revocation], await Catalog.KeyRing.ListAsync(None));
    }

    private async Task<long> AccountAsync(string name) => (await Catalog.Accounts.FindAsync(name, None) ?? await Catalog.Accounts.AddAsync(New(name), None))!.Id;

    private async Task<WebSession> SessionAsync(string token, string account = "ilze") => new(
        SecretToken.DigestOf(token), await AccountAsync(account), [1, 2, 3], Time.GetUtcNow(), Time.GetUtcNow(), Time.GetUtcNow().AddHours(12));

    private async Task<ApiKey> KeyAsync(string name, string secret) => new()
    {
        Name = name,
        OwnerId = await AccountAsync("ilze"),
        Secret = SecretToken.DigestOf(secret),
        ExpiresAt = Time.GetUtcNow().AddDays(90),
    };
}
