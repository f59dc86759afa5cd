using Archive.Cli.Composition;
using Archive.Pipeline.Nodes;
using Archive.Pipeline.Receive;
using Archive.Pipeline.Receive.Pdf;
using Archive.Pipeline.Workers;
using Archive.Storage.Catalog.Postgres;
using Archive.Storage.Objects.Azure;
using Archive.Storage.Search.Elastic;
using Archive.Web;

namespace Archive.Cli.Settings;

/// <summary>
/// Every option that a node may set for itself, as the environment sets it; command line options win over it. What a page's bytes hang on
/// (imaging, recognition, encoding) is not among them: every node makes equal bytes.
/// </summary>
internal sealed record ArchiveOptions(
    NodeOptions Node, PageWorkerOptions Worker, SourceReaderOptions Source, PdfToolOptions Pdf, PostgresRetryOptions Postgres, AzureObjectStoreOptions Azure, ElasticOptions Elastic,
    ServiceOptions Service)
{
    internal static OptionGroup<NodeOptions> NodeGroup { get; } = new(
        "NODE", "Nodes and intake", () => new(), options => options.Validated(), new Dictionary<string, string> { [nameof(NodeOptions.CanIndex)] = PlaceVariables.Search });

    internal static OptionGroup<PageWorkerOptions> WorkerGroup { get; } = new(
        "WORKER", "Page workers", () => new(), options => options.Validated(), byMachine: new Dictionary<string, string> { [nameof(PageWorkerOptions.Workers)] = "one per core" });

    internal static OptionGroup<SourceReaderOptions> SourceGroup { get; } = new("SOURCE", "Inputs", () => new(), options => options.Validate());

    internal static OptionGroup<PdfToolOptions> PdfGroup { get; } = new("PDF", "PDFs that come in", () => new(), options => options.Validate());

    internal static OptionGroup<PostgresRetryOptions> PostgresGroup { get; } = new("POSTGRES", "PostgreSQL", () => new(), options => options.Validated());

    internal static OptionGroup<AzureObjectStoreOptions> AzureGroup { get; } = new(
        "AZURE", "Azure Blob Storage", () => new(), CheckAzure,
        new Dictionary<string, string>
        {
            [nameof(AzureObjectStoreOptions.ConnectionString)] = PlaceVariables.Objects,
            [nameof(AzureObjectStoreOptions.ContainerUrl)] = PlaceVariables.Objects,
            [nameof(AzureObjectStoreOptions.Container)] = PlaceVariables.Container,
        });

    internal static OptionGroup<ElasticOptions> ElasticGroup { get; } = new(
        "ELASTIC", "Elasticsearch", () => ElasticOptions.FromAddresses("http://127.0.0.1:9200"), options => options.Validate(),
        new Dictionary<string, string> { [nameof(ElasticOptions.Nodes)] = PlaceVariables.Search },
        [nameof(ElasticOptions.ApiKey), nameof(ElasticOptions.Password)]);

    internal static OptionGroup<ServiceOptions> ServiceGroup { get; } = new("SERVICE", "Service", () => new(), options => options.Validated());

    internal static IReadOnlyList<OptionGroup> Groups { get; } = [NodeGroup, WorkerGroup, SourceGroup, PdfGroup, PostgresGroup, AzureGroup, ElasticGroup, ServiceGroup];

    internal static ArchiveOptions Defaults { get; } = new(
        NodeGroup.Defaults(), WorkerGroup.Defaults(), SourceGroup.Defaults(), PdfGroup.Defaults(), PostgresGroup.Defaults(), AzureGroup.Defaults(), ElasticGroup.Defaults(),
        ServiceGroup.Defaults());

    /// <summary>All groups, those of stores that are not in use too, so that a mistake shows at once.</summary>
    /// <exception cref="UsageException">A variable makes no sense; the message names it.</exception>
    internal static ArchiveOptions From(IReadOnlyDictionary<string, string> environment, StoreSettings stores) => new(
        NodeGroup.Bind(environment), WorkerGroup.Bind(environment), SourceGroup.Bind(environment), PdfGroup.Bind(environment), PostgresGroup.Bind(environment),
        AzureGroup.Bind(environment, stores.Azure), ElasticGroup.Bind(environment, stores.HasElastic ? () => ElasticOptions.FromAddresses(stores.Search!) : null),
        ServiceGroup.Bind(environment));

    /// <summary>The options of one group.</summary>
    internal object Of(OptionGroup group) =>
        new object[] { Node, Worker, Source, Pdf, Postgres, Azure, Elastic, Service }.First(options => options.GetType() == group.Record);

    /// <summary>Where the objects are no blobs there is no way in to check.</summary>
    private static void CheckAzure(AzureObjectStoreOptions options) =>
        _ = (options is { ConnectionString: null, ContainerUrl: null } ? options with { ConnectionString = "UseDevelopmentStorage=true" } : options).Validated();
}
