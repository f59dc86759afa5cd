using System.CommandLine;
using Archive.Cli.Composition;
using Archive.Cli.Settings;

namespace Archive.Cli.Commands;

/// <summary>The options of every command.</summary>
internal sealed class SharedOptions
{
    internal Option<string?> Data { get; } = new("--data")
    {
        Description = "The data folder. Default: $ARCHIVE_DATA, else 'archive' in the user's data home.",
        HelpName = "DIR",
        Recursive = true,
    };

    internal Option<bool> Json { get; } = new("--json") { Description = "Write the result as JSON on standard output.", Recursive = true };

    internal string DataFolder(ParseResult parsed) => DataLocation.Resolve(parsed.GetValue(Data), Environment.GetEnvironmentVariable);

    /// <exception cref="UsageException">The environment's settings make no sense.</exception>
    internal ArchivePlace Place(ParseResult parsed)
    {
        var environment = ProcessEnvironment.Read();
        var stores = StoreSettings.From(environment.GetValueOrDefault);
        return new(DataFolder(parsed), stores, ArchiveOptions.From(environment, stores));
    }

    /// <summary>Whether the command line says where the data folder is.</summary>
    internal bool NamesData(ParseResult parsed) => !string.IsNullOrEmpty(parsed.GetValue(Data));

    internal bool WantsJson(ParseResult parsed) => parsed.GetValue(Json);
}
