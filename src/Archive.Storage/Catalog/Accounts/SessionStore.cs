using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Ports;

namespace Archive.Storage.Catalog.Accounts;

/// <summary>Sessions of the web service in a catalog of either kind.</summary>
internal sealed class SessionStore(ICatalogDatabase database, TimeProvider time) : ISessionStore
{
    private const string Select =
        """
        select key as Key, account_id as AccountId, ticket as Ticket, created_at as CreatedAt, seen_at as SeenAt, expires_at as ExpiresAt
        from web_session where expires_at > @Now and
        """ + " ";

    public Task PutAsync(WebSession session, CancellationToken cancellation) => ExecuteAsync(
        """
        insert into web_session (key, account_id, ticket, created_at, seen_at, expires_at) values (@Key, @AccountId, @Ticket, @CreatedAt, @SeenAt, @ExpiresAt)
        on conflict (key) do update set account_id = excluded.account_id, ticket = excluded.ticket, created_at = excluded.created_at,
            seen_at = excluded.seen_at, expires_at = excluded.expires_at
        """,
        new
        {
            Key = Blob.Of(session.Key),
            session.AccountId,
            session.Ticket,
            CreatedAt = session.CreatedAt.UtcTicks,
            SeenAt = session.SeenAt.UtcTicks,
            ExpiresAt = session.ExpiresAt.UtcTicks,
        },
        cancellation);

    public async Task<WebSession?> GetAsync(Sha256Digest key, CancellationToken cancellation) =>
        (await database.ListAsync<Row>(Select + "key = @Key", new { Key = Blob.Of(key), Now }, cancellation)).FirstOrDefault()?.ToRecord();

    public Task TouchAsync(Sha256Digest key, DateTimeOffset seenAt, TimeSpan ahead, CancellationToken cancellation) => ExecuteAsync(
        "update web_session set seen_at = @At where key = @Key and (seen_at < @At or seen_at > @Ahead)",
        new { Key = Blob.Of(key), At = seenAt.UtcTicks, Ahead = (seenAt + ahead).UtcTicks },
        cancellation);

    public Task RemoveAsync(Sha256Digest key, CancellationToken cancellation) =>
        ExecuteAsync("delete from web_session where key = @Key", new { Key = Blob.Of(key) }, cancellation);

    public Task<int> RemoveAllOfAsync(long accountId, Sha256Digest? except, CancellationToken cancellation) => ExecuteAsync(
        "delete from web_session where account_id = @Id and key <> @Except", new { Id = accountId, Except = Blob.Of(except) ?? [] }, cancellation);

    public Task StatePurposeAsync(Sha256Digest key, string fileId, string purpose, CancellationToken cancellation) => ExecuteAsync(
        """
        insert into stated_purpose (session, file, purpose) select key, @File, @Purpose from web_session where key = @Key and expires_at > @Now
        on conflict (session, file) do update set purpose = excluded.purpose
        """,
        new { Key = Blob.Of(key), File = fileId, Purpose = purpose, Now },
        cancellation);

    public async Task<string?> FindPurposeAsync(Sha256Digest key, string fileId, CancellationToken cancellation) => (await database.ListAsync<string>(
        "select purpose from stated_purpose where session = @Key and file = @File", new { Key = Blob.Of(key), File = fileId }, cancellation)).FirstOrDefault();

    public async Task<IReadOnlyDictionary<string, string>> ListPurposesAsync(Sha256Digest key, CancellationToken cancellation) => (await database.ListAsync<PurposeRow>(
        "select file as File, purpose as Purpose from stated_purpose where session = @Key", new { Key = Blob.Of(key) }, cancellation)).ToDictionary(row => row.File, row => row.Purpose);

    public Task<int> PruneAsync(DateTimeOffset now, CancellationToken cancellation) =>
        ExecuteAsync("delete from web_session where expires_at <= @At", new { At = now.UtcTicks }, cancellation);

    public async Task<IReadOnlyList<WebSession>> ListAsync(long accountId, CancellationToken cancellation) =>
        (await database.ListAsync<Row>(Select + "account_id = @Id order by seen_at desc, key", new { Id = accountId, Now }, cancellation)).ConvertAll(row => row.ToRecord());

    private Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellation) =>
        database.WriteAsync(session => session.ExecuteAsync(sql, parameters), cancellation);

    private long Now => time.GetUtcNow().UtcTicks;

    private sealed class PurposeRow
    {
        public string File { get; init; } = "";

        public string Purpose { get; init; } = "";
    }

    private sealed class Row
    {
        public byte[] Key { get; init; } = [];

        public long AccountId { get; init; }

        public byte[] Ticket { get; init; } = [];

        public long CreatedAt { get; init; }

        public long SeenAt { get; init; }

        public long ExpiresAt { get; init; }

        internal WebSession ToRecord() =>
            new(Sha256Digest.FromBytes(Key), AccountId, Ticket, Ticks.Read(CreatedAt), Ticks.Read(SeenAt), Ticks.Read(ExpiresAt));
    }
}
