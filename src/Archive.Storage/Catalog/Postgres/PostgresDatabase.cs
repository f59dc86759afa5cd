using Npgsql;
using Polly;
using Polly.Retry;

namespace Archive.Storage.Catalog.Postgres;

/// <summary>
/// A PostgreSQL database for one node. Work that meets an error which may pass is done again from its beginning, so it must bear that: a
/// commit whose acknowledgement was lost has happened.
/// </summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private static readonly ResiliencePropertyKey<long> Begun = new("archive.begun");

    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _time;
    private readonly PostgresRetryOptions _options;
    private readonly ResiliencePipeline _retry;

    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    internal PostgresDatabase(string connectionString, TimeProvider time, PostgresRetryOptions options)
    {
        (_time, _options) = (time, options.Validated());
        _source = new NpgsqlDataSourceBuilder(Settings(connectionString)).Build();
        _retry = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = options.FirstPause,
            MaxDelay = options.LongestPause,
            ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Exception is { } error && PostgresErrors.MayPass(error) && HasTime(attempt.Context)),
        }).Build();
    }

    /// <summary>Runs queries that need no common state, or a single statement that writes: each is a transaction by itself, and one way less to the server.</summary>
    /// <exception cref="Domain.StoreUnavailableException">The server was away for too long.</exception>
    internal Task<T> RunAsync<T>(Func<PostgresSession, Task<T>> work, CancellationToken cancellation) => RetryAsync(
        async token =>
        {
            await using var connection = await _source.OpenConnectionAsync(token);
            return await work(new(connection, token));
        },
        cancellation);

    /// <summary>Runs <paramref name="work"/> as one durable transaction; whatever it throws takes everything back.</summary>
    /// <exception cref="Domain.StoreUnavailableException">The server was away for too long; the work may have been done.</exception>
    internal Task<T> WriteAsync<T>(Func<PostgresSession, Task<T>> work, CancellationToken cancellation) => RetryAsync(
        async token =>
        {
            await using var connection = await _source.OpenConnectionAsync(token);
            await using var transaction = await connection.BeginTransactionAsync(token);
            var result = await work(new(connection, token));
            // Not to be cancelled: whether it happened would not be known.
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        },
        cancellation);

    internal Task WriteAsync(Func<PostgresSession, Task> work, CancellationToken cancellation) => WriteAsync(
        async session =>
        {
            await work(session);
            return true;
        },
        cancellation);

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<T> RetryAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        var context = ResilienceContextPool.Shared.Get(cancellation);
        context.Properties.Set(Begun, _time.GetTimestamp());
        try
        {
            return await _retry.ExecuteAsync(async (running, run) => await run(running.CancellationToken), context, work);
        }
        catch (Exception error) when (PostgresErrors.Translate(error) is var told && told != error)
        {
            throw told;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private bool HasTime(ResilienceContext context) =>
        _time.GetElapsedTime(context.Properties.GetValue(Begun, 0)) < _options.GiveUpAfter;

    /// <summary>What the connection string leaves open: few connections, since a node has few loops, and an answer in bounded time.</summary>
    private static string Settings(string connectionString)
    {
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        if (!given.ContainsKey("Application Name")) given.ApplicationName = "archive";
        if (!given.ContainsKey("Maximum Pool Size")) given.MaxPoolSize = 20;
        if (!given.ContainsKey("Timeout")) given.Timeout = 5;
        if (!given.ContainsKey("Command Timeout")) given.CommandTimeout = 30;
        if (!given.ContainsKey("Tcp Keepalive")) given.TcpKeepAlive = true;
        // The few hot statements are planned once per connection, not once per call; 0 in the connection string where a pooler forbids it.
        if (!given.ContainsKey("Max Auto Prepare")) given.MaxAutoPrepare = 40;
        // Values that a query carries stay out of messages and logs.
        given.IncludeErrorDetail = false;
        return given.ConnectionString;
    }
}
