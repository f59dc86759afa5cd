using System.CommandLine;
using System.CommandLine.Invocation;
using Archive.Cli.Commands;

namespace Archive.Cli;

/// <summary>The `archive` command: its sub-commands and what happens when they fail.</summary>
internal static class ArchiveApp
{
    /// <summary>Parses and runs a command line.</summary>
    /// <returns>The exit code (see <see cref="ExitCodes"/>).</returns>
    internal static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken cancellation)
    {
        var parsed = Build(terminal).Parse(args);
        var configuration = new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        // What is wrong, in a line or two; the whole help only for who asks for it.
        if (parsed.Action is ParseErrorAction complaint) complaint.ShowHelp = false;
        try
        {
            var code = await parsed.InvokeAsync(configuration, cancellation);
            return parsed.Action is ParseErrorAction ? ExitCodes.Usage : code;
        }
        catch (Exception failure)
        {
            await terminal.Error.WriteLineAsync($"archive: {ExitCodes.Message(failure)}");
            return ExitCodes.Of(failure);
        }
    }

    private static RootCommand Build(Terminal terminal)
    {
        var options = new SharedOptions();
        var root = new RootCommand($"Archive: from a folder of scans to a searchable, verifiable archive.\n\n{ExitCodes.Help}")
        {
            IngestCommand.Create(options, terminal),
            SearchCommand.Create(options, terminal),
            ShowCommand.Create(options, terminal),
            ExportCommand.Create(options, terminal),
            FilesCommand.Create(options, terminal),
            BatchesCommand.Create(options, terminal),
            VerifyCommand.Create(options, terminal),
            DoctorCommand.Create(options, terminal),
            SettingsCommand.Create(options, terminal),
            BackupCommand.CreateBackup(options, terminal),
            BackupCommand.CreateRestore(options, terminal),
            WorkerCommandLine.Create(options, terminal),
            NodesCommand.Create(options, terminal),
            StatusCommand.Create(options, terminal),
            AuditCommand.Create(options, terminal),
            AccountCommand.Create(options, terminal),
            ServeCommand.Create(options, terminal),
        };
        root.Add(options.Data);
        root.Add(options.Json);
        return root;
    }
}
