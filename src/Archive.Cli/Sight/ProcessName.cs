namespace Archive.Cli.Sight;

/// <summary>What this process is called where many are looked at.</summary>
internal static class ProcessName
{
    /// <summary>Unique among all processes that ever were: machine, process and start.</summary>
    internal static string Id { get; } = $"{Environment.MachineName}-{Environment.ProcessId}-{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds():x}";
}
