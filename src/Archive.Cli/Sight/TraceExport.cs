using System.Reflection;
using Archive.Domain;
using Archive.Pipeline.Sight;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Archive.Cli.Sight;

/// <summary>Brings spans to a collector or into files. Nothing of OpenTelemetry is loaded by a process that does neither.</summary>
internal static class TraceExport
{
    /// <summary>Begins; disposal brings out what is still in hand, at most for some seconds.</summary>
    internal static IDisposable Begin(SightSettings settings)
    {
        var traces = OpenTelemetry.Sdk.CreateTracerProviderBuilder().AddSource(ArchiveTraces.SourceName).SetResourceBuilder(Resource());
        if (settings.TraceFolder is { } folder) traces.AddProcessor(new SimpleActivityExportProcessor(OpenFile(folder)));
        if (settings.ExportsTraces) traces.AddOtlpExporter();
        return traces.Build();
    }

    /// <summary>Who speaks; OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES come last and so have the last word.</summary>
    private static ResourceBuilder Resource()
    {
        var version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return ResourceBuilder.CreateEmpty()
            .AddService("archive", serviceVersion: version, serviceInstanceId: ProcessName.Id)
            .AddAttributes([new("host.name", Environment.MachineName), new("process.pid", Environment.ProcessId)])
            .AddTelemetrySdk()
            .AddEnvironmentVariableDetector();
    }

    private static TraceFile OpenFile(string folder)
    {
        try
        {
            return TraceFile.Create(folder, ProcessName.Id);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentProblemException($"The folder {folder} that ARCHIVE_TRACES names cannot be written.", refused);
        }
    }
}
