using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Ports;

namespace Archive.Storage.Catalog.Accounts;

/// <summary>Keys of other systems in a catalog of either kind.</summary>
internal sealed class ApiKeyStore(ICatalogDatabase database, TimeProvider time) : IApiKeyStore
{
    public Task<ApiKey?> AddAsync(ApiKey key, CancellationToken cancellation)
    {
        if (!AccountName.TryNormalize(key.Name, out var name) || name != key.Name)
            throw new ArgumentException("A key's name is spelt as the name of an account is.", nameof(key));
        var row = ApiKeyRow.Of(key with { CreatedAt = time.GetUtcNow() }, Guid.NewGuid().ToString("N"));
        return database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(ApiKeyRow.Insert + " on conflict (name) do nothing", row);
                var named = await session.ListAsync<ApiKeyRow>(ApiKeyRow.Select + "where name = @Name", new { row.Name });
                return named.Find(one => one.Change == row.Change)?.ToRecord();
            },
            cancellation);
    }

    public Task<ApiKey?> GetAsync(long id, CancellationToken cancellation) => FirstAsync("where id = @Id", new { Id = id }, cancellation);

    public Task<ApiKey?> FindAsync(Sha256Digest secret, CancellationToken cancellation) =>
        FirstAsync("where secret = @Secret", new { Secret = Blob.Of(secret) }, cancellation);

    public async Task<IReadOnlyList<ApiKey>> ListAsync(string? afterName, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var rows = await database.ListAsync<ApiKeyRow>(
            ApiKeyRow.Select + "where name > @After order by name limit @Limit", new { After = afterName ?? "", Limit = limit }, cancellation);
        return rows.ConvertAll(row => row.ToRecord());
    }

    public Task TouchAsync(long id, DateTimeOffset usedAt, TimeSpan ahead, CancellationToken cancellation) => database.ExecuteAsync(
        "update api_key set last_used_at = @At where id = @Id and (last_used_at is null or last_used_at < @At or last_used_at > @Ahead)",
        [new { Id = id, At = usedAt.UtcTicks, Ahead = (usedAt + ahead).UtcTicks }],
        cancellation);

    public Task<bool> RevokeAsync(long id, DateTimeOffset at, CancellationToken cancellation) => database.WriteAsync(
        async session => await session.ExecuteAsync("update api_key set revoked_at = coalesce(revoked_at, @At) where id = @Id", new { Id = id, At = at.UtcTicks }) > 0,
        cancellation);

    private async Task<ApiKey?> FirstAsync(string condition, object parameters, CancellationToken cancellation) =>
        (await database.ListAsync<ApiKeyRow>(ApiKeyRow.Select + condition, parameters, cancellation)).FirstOrDefault()?.ToRecord();
}
