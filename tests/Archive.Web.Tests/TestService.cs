using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;
using Archive.Pipeline.Nodes;
using Archive.Storage;
using Archive.Storage.Catalog.Sqlite;
using Archive.Storage.Uploads;
using Archive.Testing;
using Archive.Web.Access;
using Archive.Web.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Archive.Web.Tests;

/// <summary>What a test changes about its service.</summary>
internal sealed record ServiceChanges
{
    /// <summary>No limits that tests would run into unasked.</summary>
    internal ServiceOptions Options { get; init; } = new() { LogInsPerMinute = 10_000, RequestsPerMinute = 1_000_000 };

    internal Func<ICatalog, ICatalog> Catalog { get; init; } = catalog => catalog;

    internal Func<IObjectStore, IObjectStore> Objects { get; init; } = objects => objects;

    internal Func<ISearchIndex, ISearchIndex> Index { get; init; } = index => index;

    internal string Address { get; init; } = "http://127.0.0.1:0";

    internal string? UiFolder { get; init; }

    internal Action<WebApplicationBuilder>? Configure { get; init; }
}

/// <summary>The real service over a real archive in a temporary folder, on a free port.</summary>
internal sealed class TestService : IAsyncDisposable
{
    /// <summary>Of every account that <see cref="AddAsync"/> makes.</summary>
    internal const string Password = "zilonis-peld-upē-7";

    /// <summary>Hashing is slow on purpose; hardly so here.</summary>
    private static readonly PasswordHasherOptions Hashing = new() { IterationCount = 10 };

    private static readonly string PasswordHash = new PasswordRules(new(), Options.Create(Hashing)).Hash(Password);

    private readonly string _root = Directory.CreateTempSubdirectory("archive-web-").FullName;
    private readonly List<IAsyncDisposable> _open = [];
    private DataFolder _folder = null!;
    private NodeSight _sight = null!;
    private WebApplication _app = null!;

    internal ManualTime Time { get; } = new();

    internal AllLog Log { get; } = new();

    internal HttpClient Http { get; } = new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    });

    /// <summary>The archive itself, whatever the test changed about what the service sees of it.</summary>
    internal ArchiveStores Stores { get; private set; } = null!;

    internal IWorkQueue Queue { get; private set; } = null!;

    internal InProcessImages Images { get; private set; } = null!;

    internal string Address { get; private set; } = "";

    internal string ScanFolder => Path.Combine(_root, "scans");

    internal string CatalogPath => _folder.CatalogPath;

    internal Visitor Nobody => new(this);

    internal IServiceProvider Services => _app.Services;

    internal IReadOnlyList<RouteEndpoint> Routes => [.. _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    internal static async Task<TestService> StartAsync(ServiceChanges? changes = null)
    {
        var service = new TestService();
        try
        {
            await service.OpenAsync(changes ?? new());
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>A person who is logged in.</summary>
    /// <param name="units">Codes of the units; null for all.</param>
    internal async Task<Visitor> PersonAsync(string name, Roles roles, Register[]? registers = null, string[]? units = null, bool mustChangePassword = false) =>
        await LogInAsync(await AddAsync(name, roles, registers, units, mustChangePassword));

    internal async Task<Account> AddAsync(string name, Roles roles = Roles.None, Register[]? registers = null, string[]? units = null, bool mustChangePassword = false) =>
        (await Stores.Catalog.Accounts.AddAsync(
            new()
            {
                Name = name,
                DisplayName = $"Vārds {name}",
                Roles = roles,
                Registers = (registers ?? Enum.GetValues<Register>()).ToHashSet(),
                Units = (units ?? []).ToHashSet(),
                AllUnits = units is null,
                PasswordHash = PasswordHash,
                MustChangePassword = mustChangePassword,
            },
            default))!;

    /// <summary>A session as the door makes it, without the work of hashing.</summary>
    internal async Task<Visitor> LogInAsync(Account account)
    {
        var (token, now) = (SecretToken.New(), Time.GetUtcNow());
        await Stores.Catalog.Sessions.PutAsync(new(SecretToken.DigestOf(token), account.Id, SessionTicket.Of(account), now, now, now + TimeSpan.FromHours(12)), default);
        return new(this, account, token);
    }

    /// <summary>Another system with a key on behalf of an account.</summary>
    internal async Task<Visitor> SystemAsync(string name, Account owner, string[] scopes, Register[]? registers = null, TimeSpan? lasts = null)
    {
        var secret = SecretToken.New();
        await Stores.Catalog.ApiKeys.AddAsync(
            new()
            {
                Name = name,
                OwnerId = owner.Id,
                Secret = SecretToken.DigestOf(secret),
                Scopes = scopes.ToHashSet(),
                Registers = (registers ?? Enum.GetValues<Register>()).ToHashSet(),
                ExpiresAt = Time.GetUtcNow() + (lasts ?? TimeSpan.FromDays(30)),
            },
            default);
        return new(this, owner with { Name = $"key:{name}" }, key: secret);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        foreach (var one in Enumerable.Reverse(_open)) await one.DisposeAsync();
        _sight?.Dispose();
        _folder?.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    private async Task OpenAsync(ServiceChanges changes)
    {
        _folder = DataFolder.Open(_root);
        var catalog = await _folder.OpenCatalogAsync(Time, default);
        _open.Add(catalog);
        var index = await _folder.OpenSearchAsync(default);
        _open.Add(index);
        Stores = new(catalog, _folder.OpenObjects(), index, _folder.TemporaryPath, Time) { Log = Log };
        Queue = catalog.Queue;
        Images = new(Stores.Objects, _folder.TemporaryPath);
        _open.Add(Images);
        _sight = new(new("test", "machine", "0.1.0", 0, false, null), _folder.TemporaryPath, new NodeHealth(Log), Queue, () => false);
        var seen = Stores with { Catalog = changes.Catalog(catalog), Objects = changes.Objects(Stores.Objects), Index = changes.Index(index) };
        _app = ArchiveService.Build(new(seen, Queue, Images, _sight, changes.Options, new FileUploadSpool(Path.Combine(_root, "uploads")), ScanFolder, changes.UiFolder), changes.Address, builder =>
        {
            builder.Services.AddSingleton(Options.Create(Hashing));
            changes.Configure?.Invoke(builder);
        });
        _open.Add(_app);
        await _app.StartAsync();
        Address = _app.Urls.First();
    }

    /// <summary>Another node of the service over the same archive.</summary>
    internal async Task<WebApplication> AddNodeAsync(ServiceOptions options, Action<WebApplicationBuilder>? configure = null)
    {
        var node = ArchiveService.Build(new(Stores, Queue, Images, _sight, options, new FileUploadSpool(Path.Combine(_root, "uploads")), ScanFolder, UiFolder: null), "http://127.0.0.1:0", configure);
        _open.Add(node);
        await node.StartAsync();
        return node;
    }
}
