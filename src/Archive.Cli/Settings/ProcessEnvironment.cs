using System.Collections;

namespace Archive.Cli.Settings;

/// <summary>The environment of this process.</summary>
internal static class ProcessEnvironment
{
    internal static IReadOnlyDictionary<string, string> Read() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
}
