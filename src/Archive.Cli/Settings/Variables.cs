namespace Archive.Cli.Settings;

/// <summary>What the reference says of a variable beside the summary of its constant.</summary>
/// <param name="byDefault">What holds where the variable is not set.</param>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class VariableAttribute(string byDefault) : Attribute
{
    internal string Default { get; } = byDefault;

    /// <summary>True where the value may hold a password or a key: it is shown nowhere.</summary>
    public bool Secret { get; set; }
}

/// <summary>Where catalog, objects, search index and models are. Passwords belong neither on a command line nor into a shell's history.</summary>
internal static class PlaceVariables
{
    /// <summary>This node's own folder: all of an archive of one machine; of a shared one scratch space, and the search index where the node has it. <c>--data</c> wins over it.</summary>
    [Variable("archive in the user's data home")]
    internal const string Data = "ARCHIVE_DATA";

    /// <summary>The catalog that many nodes share, as an Npgsql connection string: PostgreSQL 15 or newer, UTF8, a database of its own.</summary>
    [Variable("none: SQLite in the data folder", Secret = true)]
    internal const string Catalog = "ARCHIVE_CATALOG";

    /// <summary>The objects that many nodes share: an Azure Storage connection string, the URL of a container with its SAS, or the path of a folder that all nodes mount. Goes with a shared catalog, which requires it.</summary>
    [Variable("none: files in the data folder", Secret = true)]
    internal const string Objects = "ARCHIVE_OBJECTS";

    /// <summary>Name of the blob container, 3 to 63 of a-z, 0-9 and hyphen; made where it is missing. Where the URL of a container is given, that names it.</summary>
    [Variable("archive")]
    internal const string Container = "ARCHIVE_CONTAINER";

    /// <summary>The search index of a shared archive: the URL of an Elasticsearch server (release 8 or newer; several joined by commas), the data folder of a node on the same machine whose index a service node searches, or <c>none</c> on nodes that leave the index to another.</summary>
    [Variable("none given: FTS5 in the data folder", Secret = true)]
    internal const string Search = "ARCHIVE_SEARCH";

    /// <summary>The folder of Tesseract's models (<c>*.traineddata</c>). Models are part of the recipe: all nodes need the same.</summary>
    [Variable("where Debian puts them")]
    internal const string Models = "TESSDATA_PREFIX";
}

/// <summary>What the archive tells of its work, and to whom. Logs, metrics and traces hold ids, digests, counts and codes alone.</summary>
internal static class SightVariables
{
    /// <summary>From which level on is logged: trace, debug, information, warning, error, critical or none.</summary>
    [Variable("information for nodes and for intake into a shared archive, else warning")]
    internal const string Log = "ARCHIVE_LOG";

    /// <summary>A folder into which every process writes its spans, each a file of its own in the JSON lines of OpenTelemetry's file exporter.</summary>
    [Variable("none")]
    internal const string Traces = "ARCHIVE_TRACES";

    /// <summary>Run by <c>/bin/sh</c>, for at most 30 seconds, at the first object that a process finds missing or changed; the message is in ARCHIVE_ALARM_TEXT.</summary>
    [Variable("none", Secret = true)]
    internal const string AlarmCommand = "ARCHIVE_ALARM_COMMAND";

    /// <summary>The OpenTelemetry collector that spans are sent to, such as <c>http://127.0.0.1:4317</c>.</summary>
    [Variable("none: spans are not sent")]
    internal const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The same for spans alone; wins over OTEL_EXPORTER_OTLP_ENDPOINT.</summary>
    [Variable("none")]
    internal const string TraceCollector = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

    /// <summary>How the collector is spoken to: grpc or http/protobuf.</summary>
    [Variable("grpc")]
    internal const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    /// <summary>Headers sent to the collector, <c>name=value</c> joined by commas; the place for its access token.</summary>
    [Variable("none", Secret = true)]
    internal const string Headers = "OTEL_EXPORTER_OTLP_HEADERS";

    /// <summary>Which traces are kept. A trace's id follows from its personal file's, so that a sampler by trace id decides alike on all nodes.</summary>
    [Variable("parentbased_always_on")]
    internal const string Sampler = "OTEL_TRACES_SAMPLER";

    /// <summary>What the sampler needs, such as the share of traces to keep, 0 to 1.</summary>
    [Variable("none")]
    internal const string SamplerArgument = "OTEL_TRACES_SAMPLER_ARG";

    /// <summary>The service's name in traces.</summary>
    [Variable("archive")]
    internal const string ServiceName = "OTEL_SERVICE_NAME";

    /// <summary>More attributes of whoever writes the spans, <c>name=value</c> joined by commas.</summary>
    [Variable("none")]
    internal const string Attributes = "OTEL_RESOURCE_ATTRIBUTES";

    /// <summary><c>true</c> ends all tracing, whatever the others say.</summary>
    [Variable("false")]
    internal const string Disabled = "OTEL_SDK_DISABLED";
}
