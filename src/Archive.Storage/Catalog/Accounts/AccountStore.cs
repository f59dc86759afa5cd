using Archive.Domain.Access;
using Archive.Domain.Ports;

namespace Archive.Storage.Catalog.Accounts;

/// <summary>The accounts in a catalog of either kind.</summary>
internal sealed class AccountStore(ICatalogDatabase database, TimeProvider time) : IAccountStore
{
    public Task<Account?> AddAsync(Account account, CancellationToken cancellation)
    {
        var row = AccountRow.Of(account.Validated() with { CreatedAt = time.GetUtcNow(), Version = 1 }, NewChange());
        return database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(AccountRow.Insert + " on conflict (name) do nothing", row);
                var named = await session.ListAsync<AccountRow>(AccountRow.Select + "where name = @Name", new { row.Name });
                return named.Find(one => one.Change == row.Change)?.ToRecord();
            },
            cancellation);
    }

    public Task<Account?> GetAsync(long id, CancellationToken cancellation) => FirstAsync("where id = @Id", new { Id = id }, cancellation);

    public async Task<Account?> FindAsync(string name, CancellationToken cancellation) => AccountName.TryNormalize(name, out var normal)
        ? await FirstAsync("where name = @Name", new { Name = normal }, cancellation)
        : null;

    public async Task<IReadOnlyList<Account>> ListAsync(string? afterName, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var rows = await database.ListAsync<AccountRow>(
            AccountRow.Select + "where name > @After order by name limit @Limit", new { After = afterName ?? "", Limit = limit }, cancellation);
        return rows.ConvertAll(row => row.ToRecord());
    }

    public Task<bool> UpdateAsync(Account account, CancellationToken cancellation)
    {
        var row = AccountRow.Of(account.Validated(), NewChange());
        return database.WriteAsync(session => WriteAsync(session, row), cancellation);
    }

    public Task<RightsChange> ChangeRightsAsync(Account account, CancellationToken cancellation)
    {
        var row = AccountRow.Of(account.Validated(), NewChange());
        return database.WriteAsync(
            async session =>
            {
                // Two who take each other away do so one after the other.
                await session.LockAsync("administrators");
                if (!account.IsAdministrator && await IsLastAdministratorAsync(session, account.Id)) return RightsChange.LastAdministrator;
                return await WriteAsync(session, row) ? RightsChange.Done : RightsChange.ChangedMeanwhile;
            },
            cancellation);
    }

    public async Task<IReadOnlySet<string>> ListGrantsAsync(long id, CancellationToken cancellation) =>
        (await database.ListAsync<string>("select file from file_grant where account_id = @Id", new { Id = id }, cancellation)).ToHashSet();

    public async Task<IReadOnlyList<FileGrant>> ListGrantsOfAsync(string fileId, CancellationToken cancellation) => (await database.ListAsync<GrantRow>(
        """
        select account_id as AccountId, name as Name, display_name as DisplayName, granted_by as GrantedBy, granted_at as GrantedAt
        from file_grant join account on id = account_id where file = @File order by name
        """,
        new { File = fileId },
        cancellation)).ConvertAll(row => new FileGrant(row.AccountId, row.Name, row.DisplayName, row.GrantedBy, Ticks.Read(row.GrantedAt)));

    public Task GrantAsync(long id, string fileId, string grantedBy, CancellationToken cancellation) => database.ExecuteAsync(
        "insert into file_grant (account_id, file, granted_by, granted_at) values (@Id, @File, @By, @At) on conflict do nothing",
        [new { Id = id, File = fileId, By = grantedBy, At = time.GetUtcNow().UtcTicks }],
        cancellation);

    public Task<bool> WithdrawAsync(long id, string fileId, Func<IReadOnlyList<Account>, bool> suffice, CancellationToken cancellation) => database.WriteAsync(
        async session =>
        {
            await session.LockAsync($"grants of {fileId}");
            var grant = new { Id = id, File = fileId };
            if (await session.ListAsync<long>("select account_id from file_grant where account_id = @Id and file = @File", grant) is []) return true;
            var others = await session.ListAsync<AccountRow>(AccountRow.Select + "where id in (select account_id from file_grant where file = @File and account_id <> @Id)", grant);
            if (!suffice(others.ConvertAll(row => row.ToRecord()))) return false;
            await session.ExecuteAsync("delete from file_grant where account_id = @Id and file = @File", grant);
            return true;
        },
        cancellation);

    public async Task<int> CountAdministratorsAsync(CancellationToken cancellation) => (int)(await database.ListAsync<long>(
        "select count(*) from account where disabled = 0 and (roles & @Role) <> 0", new { Role = (int)Roles.Administrator }, cancellation))[0];

    /// <returns>True also where the same change was written before, and its answer lost.</returns>
    private static async Task<bool> WriteAsync(ICatalogSession session, AccountRow row) =>
        await session.ExecuteAsync(AccountRow.Update, row) > 0
        || (await session.ListAsync<long>("select id from account where id = @Id and change = @Change", row)).Count > 0;

    private static async Task<bool> IsLastAdministratorAsync(ICatalogSession session, long id) =>
        await session.ListAsync<long>("select id from account where disabled = 0 and (roles & @Role) <> 0", new { Role = (int)Roles.Administrator }) is [var last] && last == id;

    private async Task<Account?> FirstAsync(string condition, object parameters, CancellationToken cancellation) =>
        (await database.ListAsync<AccountRow>(AccountRow.Select + condition, parameters, cancellation)).FirstOrDefault()?.ToRecord();

    private static string NewChange() => Guid.NewGuid().ToString("N");

    private sealed class GrantRow
    {
        public long AccountId { get; init; }

        public string Name { get; init; } = "";

        public string DisplayName { get; init; } = "";

        public string GrantedBy { get; init; } = "";

        public long GrantedAt { get; init; }
    }
}
