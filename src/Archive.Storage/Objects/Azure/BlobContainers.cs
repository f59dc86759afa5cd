using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;

namespace Archive.Storage.Objects.Azure;

/// <summary>Makes the client of the container from the options.</summary>
internal static class BlobContainers
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(4);

    /// <exception cref="ArgumentException">The connection string or URL cannot be read; it is not repeated in the message.</exception>
    internal static BlobContainerClient Open(AzureObjectStoreOptions options)
    {
        var client = new BlobClientOptions();
        client.Retry.NetworkTimeout = options.AttemptTimeout;
        client.RetryPolicy = new BlobRetryPolicy(options.Retries, options.FirstDelay, LongestDelay);
        client.AddPolicy(new OwnAnswersPolicy(), HttpPipelinePosition.PerCall);
        // Neither the machine's name nor its system goes out with each request.
        client.Diagnostics.IsTelemetryEnabled = false;
        try
        {
            return options.ContainerUrl is { } url
                ? new BlobContainerClient(url, client)
                : new BlobContainerClient(options.ConnectionString, options.Container, client);
        }
        // Without the cause: it may quote what it could not read, and that is a secret.
        catch (Exception error) when (error is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new ArgumentException($"The connection string or container URL of the object store cannot be read ({error.GetType().Name}). Copy it anew from the account's access page.");
        }
    }
}

/// <summary>
/// The library's own policy (exponential waits with jitter; 408, 429, 500, 502, 503, 504 and broken connections), and besides a body that arrived
/// with another MD5 than it was sent with: on the way it was altered, so the next attempt may do better.
/// </summary>
internal sealed class BlobRetryPolicy(int retries, TimeSpan first, TimeSpan longest)
    : RetryPolicy(retries, DelayStrategy.CreateExponentialDelayStrategy(first, longest))
{
    private readonly int _retries = retries;

    protected override bool ShouldRetry(HttpMessage message, Exception? exception) => base.ShouldRetry(message, exception) || IsAlteredOnTheWay(message, exception);

    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        await base.ShouldRetryAsync(message, exception) || IsAlteredOnTheWay(message, exception);

    private bool IsAlteredOnTheWay(HttpMessage message, Exception? exception) =>
        exception is null && message.HasResponse && message.ProcessingContext.RetryNumber < _retries
        && message.Response.Headers.TryGetValue("x-ms-error-code", out var code) && code == "Md5Mismatch";
}

/// <summary>
/// Refuses what only looks like success: the sign-in page of a network or the greeting of another server would else pass for a changed
/// object. Every answer of the service carries its number for the request.
/// </summary>
internal sealed class OwnAnswersPolicy : HttpPipelineSynchronousPolicy
{
    public override void OnReceivedResponse(HttpMessage message)
    {
        if (message.Response.Status is >= 200 and < 300 && !message.Response.Headers.Contains("x-ms-request-id"))
            throw new InvalidDataException("The answer is not from the Blob service.");
    }
}
