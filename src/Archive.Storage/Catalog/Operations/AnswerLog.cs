using System.Text.Json;
using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Storage.Catalog.Operations;

/// <summary>Answers to requests that carry a key, in a catalog of either kind.</summary>
internal sealed class AnswerLog(ICatalogDatabase database) : IAnswerLog
{
    public Task<EarlierRequest?> BeginAsync(KeyedRequest request, DateTimeOffset now, DateTimeOffset abandoned, CancellationToken cancellation)
    {
        var token = Guid.NewGuid().ToString("N");
        return database.WriteAsync(
            async session =>
            {
                await session.LockAsync($"answer {request.Caller} {request.Key}");
                var id = new { request.Caller, request.Key, Request = Blob.Of(request.Request), Now = now.UtcTicks, Abandoned = abandoned.UtcTicks, Token = token };
                await session.ExecuteAsync("delete from given_answer where caller = @Caller and key = @Key and status is null and begun_at < @Abandoned", id);
                var before = await session.ListAsync<Row>("select request as Request, token as Token, status as Status, headers as Headers, body as Body from given_answer where caller = @Caller and key = @Key", id);
                if (before is [var row]) return row.Token == token ? null : row.ToRecord();
                await session.ExecuteAsync("insert into given_answer (caller, key, request, begun_at, token) values (@Caller, @Key, @Request, @Now, @Token)", id);
                return null;
            },
            cancellation);
    }

    public Task KeepAsync(KeyedRequest request, KeptAnswer answer, CancellationToken cancellation) => database.ExecuteAsync(
        "update given_answer set status = @Status, headers = @Headers, body = @Body where caller = @Caller and key = @Key and request = @Request",
        [new { request.Caller, request.Key, Request = Blob.Of(request.Request), answer.Status, Headers = JsonSerializer.Serialize(answer.Headers), answer.Body }],
        cancellation);

    public Task ForgetAsync(KeyedRequest request, CancellationToken cancellation) => database.ExecuteAsync(
        "delete from given_answer where caller = @Caller and key = @Key and request = @Request and status is null", [new { request.Caller, request.Key, Request = Blob.Of(request.Request) }], cancellation);

    public Task RemoveBeforeAsync(DateTimeOffset moment, CancellationToken cancellation) =>
        database.ExecuteAsync("delete from given_answer where begun_at < @Moment", [new { Moment = moment.UtcTicks }], cancellation);

    /// <summary>An answer as the catalog keeps it.</summary>
    private sealed class Row
    {
        public byte[] Request { get; init; } = [];

        public string Token { get; init; } = "";

        public int? Status { get; init; }

        public string? Headers { get; init; }

        public byte[]? Body { get; init; }

        internal EarlierRequest ToRecord() => new(
            Sha256Digest.FromBytes(Request), Status is { } status ? new(status, JsonSerializer.Deserialize<Dictionary<string, string>>(Headers!)!, Body!) : null);
    }
}
