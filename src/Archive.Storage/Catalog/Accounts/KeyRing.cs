using Archive.Domain.Access;
using Archive.Domain.Ports;

namespace Archive.Storage.Catalog.Accounts;

/// <summary>Keys of the web service's nodes in a catalog of either kind.</summary>
internal sealed class KeyRing(ICatalogDatabase database) : IKeyRing
{
    public async Task<IReadOnlyList<KeyRingElement>> ListAsync(CancellationToken cancellation) =>
        (await database.ListAsync<Row>("select friendly_name as FriendlyName, xml as Xml from key_ring order by id", new { }, cancellation))
        .ConvertAll(row => new KeyRingElement(row.FriendlyName, row.Xml));

    public Task AddAsync(KeyRingElement element, CancellationToken cancellation) => database.WriteAsync(
        async session =>
        {
            await session.LockAsync("key ring");
            return await session.ExecuteAsync(
                """
                insert into key_ring (friendly_name, xml) select @FriendlyName, @Xml
                where not exists (select 1 from key_ring where friendly_name = @FriendlyName and xml = @Xml)
                """,
                element);
        },
        cancellation);

    private sealed class Row
    {
        public string FriendlyName { get; init; } = "";

        public string Xml { get; init; } = "";
    }
}
