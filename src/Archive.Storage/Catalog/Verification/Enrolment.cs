namespace Archive.Storage.Catalog.Verification;

/// <summary>Puts the objects that rows name on the list, a portion of rows in each transaction, so that nobody waits for long.</summary>
internal static class Enrolment
{
    private const int Portion = 10_000;

    private static readonly string Sources = Insert("source", "digest", 0, "and disposition = 'Received'");

    private static readonly string[] Pages =
        [.. new[] { "image_digest", "alto_digest", "text_digest" }.Select(column => Insert("page", column, 1, $"and state = 'Finished' and {column} is not null"))];

    private static readonly string Pdfs = Insert("file", "pdf_digest", 1, "and pdf_digest is not null");

    internal static async Task RunAsync(ICatalogDatabase database, CancellationToken cancellation)
    {
        await RunAsync(database, "source", [Sources], cancellation);
        await RunAsync(database, "page", Pages, cancellation);
        await RunAsync(database, "file", [Pdfs], cancellation);
    }

    private static async Task RunAsync(ICatalogDatabase database, string table, string[] inserts, CancellationToken cancellation)
    {
        for (long after = 0; ;)
        {
            var last = (await database.ListAsync<long?>(
                $"select max(id) from (select id from {table} where id > @After order by id limit @Portion) portion", new { After = after, Portion }, cancellation))[0];
            if (last is not { } to) return;
            foreach (var insert in inserts) await database.ExecuteAsync(insert, [new { After = after, To = to }], cancellation);
            after = to;
        }
    }

    /// <summary>In the order of the digests, so that two that enrol at once do not wait for each other in a circle.</summary>
    private static string Insert(string table, string column, int kind, string condition) =>
        $"insert into fixity (kind, digest) select distinct {kind}, {column} from {table} where id > @After and id <= @To {condition} order by {column} on conflict do nothing";
}
