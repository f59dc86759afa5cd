using Archive.Domain.Access;
using Archive.Domain.Audit;
using Archive.Storage;

namespace Archive.Cli.Tests.Commands;

public sealed class AccountCommandTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("archive-cli-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Unlock_AccountLockedAfterFailures_IsFreeAndWrittenDown()
    {
        Assert.Equal(0, (await CliRun.OfAsync("account", "add", "anna", "--role", "administrator", "--data", _data)).Code);
        await WithAccountAsync(account => account with { FailedLogins = 9, LockedUntil = DateTimeOffset.UtcNow.AddMinutes(15) });

        var run = await CliRun.OfAsync("account", "unlock", "Anna", "--data", _data);

        Assert.Equal((0, "anna may log in again.\n"), (run.Code, run.Out));
        var unlocked = await WithAccountAsync(account => account);
        Assert.Equal((0, null), (unlocked.FailedLogins, unlocked.LockedUntil));
        var told = await CliRun.OfAsync("audit", "list", "--subject", "anna", "--outcome", nameof(AuditOutcome.Done), "--data", _data);
        Assert.Contains("account unlocked at the console", told.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("anna", (await CliRun.OfAsync("audit", "list", "--outcome", nameof(AuditOutcome.Refused), "--data", _data)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unlock_NoSuchAccount_ExitsWith2()
    {
        Assert.Equal(0, (await CliRun.OfAsync("account", "add", "anna", "--data", _data)).Code);
        Assert.Equal(2, (await CliRun.OfAsync("account", "unlock", "berta", "--data", _data)).Code);
    }

    private async Task<Account> WithAccountAsync(Func<Account, Account> change)
    {
        using var folder = DataFolder.Open(_data);
        await using var catalog = await folder.OpenCatalogAsync(TimeProvider.System, CancellationToken.None);
        var account = (await catalog.Accounts.FindAsync("anna", CancellationToken.None))!;
        return (await catalog.Accounts.ChangeAsync(account.Id, change, CancellationToken.None))!;
    }
}
