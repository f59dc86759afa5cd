using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Ports;

namespace Archive.Storage.Tests.Catalog.Accounts;

/// <summary>What accounts must hold to in every catalog.</summary>
public abstract class AccountContract : CatalogContract
{
    private IAccountStore Accounts => Catalog.Accounts;

    protected static Account New(string name) => new() { Name = name, DisplayName = "Ilze Bērziņa" };

    [Fact]
    public async Task Add_NothingGranted_DeniesEverything()
    {
        var account = (await Accounts.AddAsync(New("ilze"), None))!;

        Assert.Equal((Roles.None, false, 1L, Time.GetUtcNow()), (account.Roles, account.AllUnits, account.Version, account.CreatedAt));
        Assert.Empty(account.Registers);
        Assert.Empty(account.Units);
        Assert.Null(account.PasswordHash);
    }

    [Fact]
    public async Task Add_EverythingSet_IsReadBackTheSame()
    {
        var moment = Time.GetUtcNow().AddTicks(1234567);
        var wanted = New("jānis.ozols@pmlp") with
        {
            Roles = Roles.Caseworker | Roles.Auditor,
            Registers = new HashSet<Register> { Register.Uat, Register.Pmr },
            Units = new HashSet<string> { "RĪGA-1", "B.2" },
            AllUnits = true,
            PasswordHash = "AQAAAA==",
            MustChangePassword = true,
            PasswordChangedAt = moment,
            FailedLogins = 3,
            LockedUntil = moment.AddMinutes(5),
            TotpKey = "secret",
            TotpEnabled = true,
            RecoveryCodeHashes = ["b", "a"],
            SecurityStamp = "stamp",
            Disabled = true,
            LastLoginAt = moment.AddDays(-1),
        };

        var added = (await Accounts.AddAsync(wanted, None))!;
        await ReopenAsync();

        Assert.Equivalent(wanted with { Id = added.Id, CreatedAt = Time.GetUtcNow(), Version = 1 }, added, strict: true);
        Assert.Equivalent(added, await Accounts.GetAsync(added.Id, None), strict: true);
        Assert.Equivalent(added, await Accounts.FindAsync("  JĀNIS.Ozols@pmlp ", None), strict: true);
    }

    [Fact]
    public async Task Add_NameTaken_IsAnOutcomeAndChangesNothing()
    {
        var first = (await Accounts.AddAsync(New("ilze"), None))!;

        Assert.Null(await Accounts.AddAsync(New("ilze") with { Roles = Roles.Administrator }, None));

        Assert.Equal(Roles.None, (await Accounts.GetAsync(first.Id, None))!.Roles);
    }

    [Fact]
    public async Task Add_SameNameManyAtOnce_OneGetsIt()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Accounts.AddAsync(New("ilze"), None))));

        Assert.Single(added, account => account is not null);
    }

    [Theory]
    [InlineData("Ilze")]
    [InlineData("")]
    [InlineData("il ze")]
    [InlineData("key:ilze")]
    [InlineData("system")]
    public async Task Add_NameNotNormalized_IsRefused(string name) => await Assert.ThrowsAsync<ArgumentException>(() => Accounts.AddAsync(New(name), None));

    [Fact]
    public async Task Update_CurrentVersion_IsWrittenAndCounted()
    {
        var account = (await Accounts.AddAsync(New("ilze"), None))!;

        Assert.True(await Accounts.UpdateAsync(account with { Roles = Roles.Operator, FailedLogins = 2, Name = "other" }, None));

        var after = (await Accounts.GetAsync(account.Id, None))!;
        Assert.Equal((Roles.Operator, 2, 2L, "ilze"), (after.Roles, after.FailedLogins, after.Version, after.Name));
    }

    [Fact]
    public async Task Update_StaleVersionOrNobody_IsRefused()
    {
        var account = (await Accounts.AddAsync(New("ilze"), None))!;
        Assert.True(await Accounts.UpdateAsync(account with { FailedLogins = 1 }, None));

        Assert.False(await Accounts.UpdateAsync(account with { FailedLogins = 0 }, None));
        Assert.False(await Accounts.UpdateAsync(account with { Id = account.Id + 1000 }, None));

        Assert.Equal(1, (await Accounts.GetAsync(account.Id, None))!.FailedLogins);
    }

    [Fact]
    public async Task Change_ManyAtOnce_LosesNoFailedLogin()
    {
        var account = (await Accounts.AddAsync(New("ilze"), None))!;

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() =>
            Accounts.ChangeAsync(account.Id, current => current with { FailedLogins = current.FailedLogins + 1 }, None))));

        var after = (await Accounts.GetAsync(account.Id, None))!;
        Assert.Equal((20, 21L), (after.FailedLogins, after.Version));
        Assert.Null(await Accounts.ChangeAsync(account.Id + 1000, current => current, None));
    }

    [Fact]
    public async Task List_InPortions_GivesEachOnceByName()
    {
        string[] names = ["zane", "ādams", "b", "a-1", "a.1", "a", "čaks"];
        foreach (var name in names) await Accounts.AddAsync(New(name), None);

        var listed = new List<string>();
        for (string? after = null; ; after = listed[^1])
        {
            var portion = await Accounts.ListAsync(after, 3, None);
            listed.AddRange(portion.Select(account => account.Name));
            if (portion.Count < 3) break;
        }

        Assert.Equal(names.OrderBy(name => name, StringComparer.Ordinal), listed);
    }

    [Fact]
    public async Task Find_WhatIsNoName_IsNobody()
    {
        foreach (var name in new[] { "", "nobody", new string('x', 100_000), "\ud800", "a\0b", "x' or 1=1 --" }) Assert.Null(await Accounts.FindAsync(name, None));
    }

    [Fact]
    public async Task Grant_GivenTwiceAndWithdrawn_LetsInUntilThen()
    {
        var (ilze, zane) = ((await Accounts.AddAsync(New("ilze"), None))!, (await Accounts.AddAsync(New("zane"), None))!);
        await Accounts.GrantAsync(ilze.Id, "F00000001", "anna", None);
        await Accounts.GrantAsync(ilze.Id, "F00000001", "berta", None);
        await Accounts.GrantAsync(zane.Id, "F00000001", "anna", None);
        await Accounts.GrantAsync(zane.Id, "F00000002", "anna", None);

        Assert.Equal(["F00000001"], await Accounts.ListGrantsAsync(ilze.Id, None));
        Assert.Equal(
            [new FileGrant(ilze.Id, "ilze", ilze.DisplayName, "anna", Time.GetUtcNow()), new FileGrant(zane.Id, "zane", zane.DisplayName, "anna", Time.GetUtcNow())],
            await Accounts.ListGrantsOfAsync("F00000001", None));

        Assert.True(await Accounts.WithdrawAsync(ilze.Id, "F00000001", others => others.Single().Name == "zane", None));
        Assert.True(await Accounts.WithdrawAsync(ilze.Id, "F00000009", _ => false, None));
        Assert.Empty(await Accounts.ListGrantsAsync(ilze.Id, None));
        Assert.Equal(2, (await Accounts.ListGrantsAsync(zane.Id, None)).Count);
    }

    [Fact]
    public async Task Withdraw_TwoWhoTakeEachOtherOut_OneIsRefused()
    {
        var (ilze, zane) = ((await Accounts.AddAsync(New("ilze"), None))!, (await Accounts.AddAsync(New("zane"), None))!);
        foreach (var account in new[] { ilze, zane }) await Accounts.GrantAsync(account.Id, "F00000001", "anna", None);

        var withdrawn = await Task.WhenAll(new[] { ilze, zane }.Select(account => Task.Run(() => Accounts.WithdrawAsync(account.Id, "F00000001", others => others.Count > 0, None))));

        Assert.Single(withdrawn, done => done);
        Assert.Single(await Accounts.ListGrantsOfAsync("F00000001", None));
    }

    [Fact]
    public async Task CountAdministrators_DisabledAndOthers_AreNotCounted()
    {
        await Accounts.AddAsync(New("a") with { Roles = Roles.Administrator | Roles.Auditor }, None);
        await Accounts.AddAsync(New("b") with { Roles = Roles.Administrator, Disabled = true }, None);
        await Accounts.AddAsync(New("c") with { Roles = Roles.Archivist }, None);

        Assert.Equal(1, await Accounts.CountAdministratorsAsync(None));
    }
}
