using System.Text.Json;
using System.Text.Json.Nodes;
using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Capture;
using Archive.Web.Capturing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Archive.Web.Http;

/// <summary>What every refusal looks like (RFC 9457), for the description of the API.</summary>
/// <param name="Code">What programs go by.</param>
/// <param name="Errors">Codes of what is wrong, by field.</param>
/// <param name="Obstacles">What stands in the way of a batch's release.</param>
public sealed record Problem(
    string? Type = null, string? Title = null, int? Status = null, string? Detail = null, string? Code = null, IReadOnlyDictionary<string, string[]>? Errors = null, IReadOnlyList<ReleaseObstacle>? Obstacles = null,
    SheetAccountShown? Account = null);

/// <summary>The description of the HTTP API that is served, reviewed, and that the web UI's client is made from.</summary>
internal static class OpenApiDocument
{
    private const string ProblemName = "Problem";

    internal static void Configure(OpenApiOptions options)
    {
        options.AddSchemaTransformer((schema, context, _) =>
        {
            // One of them: lists of roles are written, never the flags together.
            if (context.JsonTypeInfo.Type == typeof(Roles)) schema.Enum = [.. Enum.GetValues<Roles>().Where(role => role != Roles.None).Select(role => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(role.ToString()))];
            // Written by a converter of its own, of which the framework does not know what it makes.
            if (context.JsonTypeInfo.Type == typeof(CaseNumber)) schema.Type = JsonSchemaType.String;
            if (context.JsonTypeInfo.Type == typeof(CaseNumber?)) schema.Type = JsonSchemaType.String | JsonSchemaType.Null;
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            foreach (var header in context.Description.ActionDescriptor.EndpointMetadata.OfType<RequestHeader>())
            {
                operation.Parameters ??= [];
                operation.Parameters.Add(new OpenApiParameter { Name = header.Name, In = ParameterLocation.Header, Required = header.IsRequired, Description = header.Description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
            }

            return Task.CompletedTask;
        });
        options.AddDocumentTransformer(async (document, context, cancellation) =>
        {
            document.Info.Title = "Archive";
            document.Info.Version = "1";
            document.Info.Description = "Everything that the web UI of Archive does. Requests that change something carry the header X-Archive-Request; other systems authorize with 'Bearer' and an API key.";
            // Wherever it is served from.
            document.Servers = [];
            document.AddComponent("session", new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = "__Host-archive", Description = "Set by a log-in; archive-local without TLS." } as IOpenApiSecurityScheme);
            document.AddComponent("key", new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key that an administrator made." } as IOpenApiSecurityScheme);
            document.Security = [.. new[] { "session", "key" }.Select(scheme => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, document)] = [] })];
            document.AddComponent(ProblemName, await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancellation));
            foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations ?? []).Select(operation => operation.Value))
            {
                operation.Responses ??= [];
                operation.Responses["default"] = new OpenApiResponse
                {
                    Description = "It is refused, or does not work.",
                    Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(ProblemName, document) } },
                };
            }
        });
    }

    /// <summary>A change of a version that was read: of any other it is refused.</summary>
    internal static TBuilder ChangesVersion<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequestHeader("If-Match", "The version that is changed, as its ETag.", IsRequired: true));

    /// <summary>A header that an endpoint reads, for its description.</summary>
    internal sealed record RequestHeader(string Name, string Description, bool IsRequired);
}
