using Archive.Domain;
using Azure;

namespace Archive.Storage.Objects.Azure;

/// <summary>An answer of the service: what was asked for, or a refusal (a 4xx status that no repetition mends).</summary>
internal readonly record struct Answer<T>(T Value, RequestFailedException? Refusal)
{
    internal bool IsMissing => Refusal is { Status: 404, ErrorCode: "BlobNotFound" };
}

/// <summary>Asks the service within the time allowed, and turns its failures into <see cref="StoreUnavailableException"/>.</summary>
internal sealed class AzureCalls(AzureFailures failures, TimeSpan limit, TimeProvider time)
{
    private const int NotImplemented = 501;

    /// <exception cref="StoreUnavailableException">The service is away, too slow or answers nonsense.</exception>
    internal async Task<Answer<T>> AskAsync<T>(Func<CancellationToken, Task<T>> request, CancellationToken cancellation)
    {
        using var expiry = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, expiry.Token);
        try
        {
            return new Answer<T>(await request(either.Token), null);
        }
        catch (RequestFailedException error) when (error.Status is NotImplemented or (>= 400 and < 500 and not 408 and not 429))
        {
            return new Answer<T>(default!, error);
        }
        // Whatever else comes out of the library comes from the network or from an answer that makes no sense; wrong arguments would be our own.
        catch (Exception error) when (error is not (OutOfMemoryException or ArgumentException or ObjectDisposedException))
        {
            cancellation.ThrowIfCancellationRequested();
            throw expiry.IsCancellationRequested ? failures.TooSlow(limit) : failures.Of(error);
        }
    }

    /// <summary>Asks where no refusal is expected.</summary>
    /// <exception cref="StoreUnavailableException">As above, or the service refuses.</exception>
    internal async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> request, CancellationToken cancellation)
    {
        var answer = await AskAsync(request, cancellation);
        return answer.Refusal is { } refusal ? throw failures.Of(refusal) : answer.Value;
    }

    internal StoreUnavailableException Unavailable(string problem) => failures.Unavailable(problem);

    internal StoreUnavailableException Unavailable(RequestFailedException refusal) => failures.Of(refusal);
}
