using Archive.Domain;
using Polly;
using Polly.Retry;

namespace Archive.Storage.Search.Elastic.Client;

/// <summary>Tries a call again while its failure may pass, with growing pauses and jitter, until the options' time is used up.</summary>
internal sealed class ElasticRetry
{
    private static readonly ResiliencePropertyKey<long> Started = new("archive.elastic.started");
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly ResiliencePipeline _pipeline;
    private readonly TimeProvider _time;

    internal ElasticRetry(ElasticOptions options, TimeProvider time)
    {
        _time = time;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = attempt => ValueTask.FromResult(
                    attempt.Outcome.Exception is ElasticTransientException && Elapsed(attempt.Context) < options.RetryFor),
                MaxRetryAttempts = int.MaxValue,
                Delay = options.RetryDelay,
                MaxDelay = LongestPause,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                DelayGenerator = attempt => ValueTask.FromResult(AskedFor(attempt.Outcome.Exception)),
            })
            .Build();
    }

    /// <exception cref="StoreUnavailableException">It failed to the end.</exception>
    internal async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        var context = ResilienceContextPool.Shared.Get(cancellation);
        context.Properties.Set(Started, _time.GetTimestamp());
        try
        {
            return await _pipeline.ExecuteAsync(async tried => await call(tried.CancellationToken), context);
        }
        catch (ElasticTransientException error)
        {
            throw new StoreUnavailableException("search index", error.Message, error.InnerException);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private TimeSpan Elapsed(ResilienceContext context) =>
        context.Properties.TryGetValue(Started, out var started) ? _time.GetElapsedTime(started) : TimeSpan.Zero;

    /// <summary>Null leaves the pause to the strategy.</summary>
    private static TimeSpan? AskedFor(Exception? error) =>
        error is ElasticTransientException { RetryAfter: { } after } ? (after < LongestPause ? after : LongestPause) : null;
}
