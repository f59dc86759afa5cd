using System.IO.Compression;
using System.Threading.RateLimiting;
using Archive.Domain.Audit;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;
using Archive.Web.Access;
using Archive.Web.Accounts;
using Archive.Web.Auditing;
using Archive.Web.Capturing;
using Archive.Web.HotFolders;
using Archive.Web.Http;
using Archive.Web.Images;
using Archive.Web.Operations;
using Archive.Web.Reading;
using Archive.Web.Scanning;
using Archive.Web.Searching;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archive.Web;

/// <summary>The service: HTTP API and web UI over an open archive.</summary>
public static class ArchiveService
{
    /// <summary>Most bytes of a request that is no upload.</summary>
    private const long MostRequestBytes = 1_000_000;

    /// <summary>Makes the service; it listens once it is run.</summary>
    /// <param name="address">Where to listen, as in http://127.0.0.1:8080.</param>
    /// <param name="configure">Says more about the server, as tests do.</param>
    public static WebApplication Build(ServiceParts parts, string address, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { WebRootPath = parts.UiFolder });
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseUrls(address);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostRequestBytes;
        });
        builder.Services.AddRoutingCore().Configure<RouteOptions>(routes => routes.SetParameterPolicy<UiPath>(UiPath.Name));
        AddArchive(builder.Services, parts);
        AddHttp(builder.Services, parts.Options);
        configure?.Invoke(builder);
        var app = builder.Build();
        Use(app, parts);
        return app;
    }

    private static void AddArchive(IServiceCollection services, ServiceParts parts)
    {
        services.AddSingleton(parts.Options.Validated()).AddSingleton(parts.Stores).AddSingleton(parts.Stores.Catalog).AddSingleton(parts.Stores.Objects).AddSingleton(parts.Stores.Index);
        services.AddSingleton(parts.Stores.Time).AddSingleton(parts.Queue).AddSingleton(parts.Images).AddSingleton(parts.Sight).AddSingleton(parts.Stores.Catalog.Accounts).AddSingleton(parts.Stores.Catalog.Answers);
        services.AddSingleton(_ => new AuditWriter(parts.Stores.Catalog.Audit)).AddSingleton<AuditTrail>().AddSingleton<Attempts>().AddHostedService(services => services.GetRequiredService<Attempts>());
        services.AddSingleton<PasswordRules>().AddSingleton<SecondFactor>().AddSingleton<LogIns>();
        services.AddSingleton(parts.Uploads).AddSingleton(new CaptureReceiver(parts.Stores)).AddSingleton<UploadIntake>().AddHostedService<UploadKeeper>().AddHostedService<FirstBatch>();
        services.AddSingleton(parts).AddSingleton<Jobs>().AddHostedService<HistoryKeeper>().AddHostedService<Housekeeper>();
        services.AddSingleton(new BatchOpening(parts.Stores.Catalog, parts.Queue)).AddStations();
        services.AddScanning(parts.Options, parts.ScanFolder);
        services.AddSingleton<FileDoor>().AddSingleton<TileCache>().AddSingleton<PageReadings>();
        services.AddSingleton<ILoggerFactory>(new OneLog(parts.Stores.Log)).AddSingleton(typeof(ILogger<>), typeof(Logger<>));
    }

    private static void AddHttp(IServiceCollection services, ServiceOptions options)
    {
        services.AddDataProtection().SetApplicationName("Archive");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, SharedKeyRing>();
        services.AddAuthentication(SessionHandler.SchemeName).AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.SchemeName, null);
        services.AddPolicies();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, Refusals>();
        services.AddProblemDetails().AddExceptionHandler<ExceptionProblems>();
        services.ConfigureHttpJsonOptions(json => WebJson.Configure(json.SerializerOptions));
        services.AddOpenApi("v1", OpenApiDocument.Configure);
        // Lists of large batches and the UI's script are most of what goes over a slow line. No answer has a secret beside text that a caller chose.
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = ["application/json", "application/problem+json", "text/javascript", "text/css", "text/csv", "image/svg+xml"];
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.AddRateLimiter(limiter => RateLimits.Configure(limiter, options));
    }

    private static void Use(WebApplication app, ServiceParts parts)
    {
        app.UseForwardedHeaders(Proxies.Believed(parts.Options.Proxies));
        app.UseRequestMetrics();
        app.UseSecurityHeaders();
        app.UseIiifPreflight();
        app.UseResponseCompression();
        app.UseExceptionHandler();
        app.UseStatusCodePages(pages => Problems.OfStatus(pages.HttpContext.Response.StatusCode).ExecuteAsync(pages.HttpContext));
        if (parts.UiFolder is not null) app.UseStaticFiles(WebUi.Files);
        app.UseRouting();
        app.UseForgeryGuard();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseIdempotencyKeys();
        app.MapHealth();
        app.MapOpenApi("/api/v1/openapi.json").AllowAnonymous();
        var api = app.MapGroup("/api/v1");
        api.MapSession();
        api.MapCredentials();
        api.MapAccounts();
        api.MapAccountLookup();
        api.MapApiKeys();
        api.MapAudit();
        api.MapSearch();
        api.MapFiles();
        api.MapFileAccess();
        api.MapBatches();
        api.MapUploads();
        api.MapSamples();
        api.MapStations();
        api.MapScanning();
        api.MapOperations();
        app.MapImages();
        app.MapManifests();
        if (parts.UiFolder is not null) app.MapWebUi(parts.UiFolder);
    }

    /// <summary>The archive's own log, for everything that the framework tells too.</summary>
    private sealed class OneLog(ILogger log) : ILoggerFactory
    {
        // The framework tells of every request, with its address: that is the audit ledger's to keep.
        public ILogger CreateLogger(string categoryName) => categoryName.StartsWith("Microsoft.", StringComparison.Ordinal) ? new Grave(log) : log;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The archive has one log.");

        public void Dispose()
        {
            // The log is its owner's.
        }

        private sealed class Grave(ILogger log) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel level) => level >= LogLevel.Error && log.IsEnabled(level);

            public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                if (IsEnabled(level)) log.Log(level, id, state, exception, formatter);
            }
        }
    }
}
