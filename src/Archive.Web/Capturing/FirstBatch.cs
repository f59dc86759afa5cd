using System.Text.Json;
using Archive.Domain.Ports;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Archive.Web.Capturing;

/// <summary>
/// Reads and writes the newest batch once when the service starts, for nobody: what the runtime, the catalog's mapper and the writer of JSON make ready at
/// the first use, some tenths of a second, is ready when the first operator opens a batch.
/// </summary>
internal sealed class FirstBatch(ICatalog catalog, IOptions<JsonOptions> json) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if ((await catalog.Captures.ListAsync(null, 1, stoppingToken)).FirstOrDefault() is not { } batch) return;
            await WriteAsync(await BatchEndpoints.WithAccountAsync(catalog, batch, stoppingToken), stoppingToken);
            await WriteAsync(new BatchPages([.. (await catalog.Captures.ListPagesAsync(batch.BatchId, stoppingToken)).Select(BatchPage.Of)], batch.Version), stoppingToken);
        }
        catch (Exception)
        {
            // Done for nobody: whoever opens a batch is told what is wrong.
        }
    }

    private Task WriteAsync<T>(T answer, CancellationToken cancellation) => JsonSerializer.SerializeAsync(Stream.Null, answer, json.Value.SerializerOptions, cancellation);
}
