using Microsoft.AspNetCore.OpenApi;

namespace Archive.Web.Http;

/// <summary>The description of the HTTP API that is served, reviewed, and that the web UI's client is made from.</summary>
internal static class OpenApiDocument
{
    internal static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Archive";
            document.Info.Version = "1";
            document.Info.Description = "Everything that the web UI of Archive does. Requests that change something carry the header X-Archive-Request; other systems authorize with 'Bearer' and an API key.";
            // Wherever it is served from.
            document.Servers = [];
            return Task.CompletedTask;
        });
    }
}
