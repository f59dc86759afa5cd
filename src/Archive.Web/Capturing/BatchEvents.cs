using System.Text.Json;
using Archive.Domain.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Archive.Web.Capturing;

/// <summary>What happens to a batch, as server-sent events (HTML standard, section 9.2), whoever and whichever node did it.</summary>
internal static class BatchEvents
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(700), Beat = TimeSpan.FromSeconds(15);

    /// <summary>The browser asks anew after this long, and is let in anew or not.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    internal static async Task FollowAsync(HttpContext http, long id, ICatalog catalog, TimeProvider time, IOptions<JsonOptions> json)
    {
        if (await catalog.Captures.GetAsync(id, http.RequestAborted) is null)
        {
            await Http.Problems.NotFound().ExecuteAsync(http);
            return;
        }

        http.Response.ContentType = "text/event-stream";
        (long Version, int Finished, int Total) told = (-1, -1, -1);
        var (end, beat) = (time.GetUtcNow() + Longest, time.GetUtcNow());
        while (time.GetUtcNow() < end && await catalog.Captures.GetAsync(id, http.RequestAborted) is { } batch)
        {
            if (told != (batch.Version, batch.PagesFinished, batch.PagesTotal))
            {
                var shown = await BatchEndpoints.WithAccountAsync(catalog, batch, http.RequestAborted);
                await WriteAsync(http, $"event: batch\ndata: {JsonSerializer.Serialize(shown, json.Value.SerializerOptions)}\n\n");
                (told, beat) = ((batch.Version, batch.PagesFinished, batch.PagesTotal), time.GetUtcNow());
            }
            else if (time.GetUtcNow() - beat > Beat)
            {
                await WriteAsync(http, ": still here\n\n");
                beat = time.GetUtcNow();
            }

            await Task.Delay(Interval, time, http.RequestAborted);
        }
    }

    private static async Task WriteAsync(HttpContext http, string text)
    {
        await http.Response.WriteAsync(text, http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }
}
