using System.CommandLine;
using System.Globalization;
using Archive.Cli.Composition;
using Archive.Cli.Output;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Backup;
using Archive.Storage.Catalog.Postgres;
using Archive.Storage.Catalog.Sqlite;
using Archive.Storage.Objects.Files;

namespace Archive.Cli.Commands;

/// <summary>`archive backup` and `archive restore`.</summary>
internal static class BackupCommand
{
    internal static Command CreateBackup(SharedOptions shared, Terminal terminal)
    {
        var folder = new Argument<string>("DIR") { Description = "The backup folder, on another medium; takes any number of runs, and copies each object once." };
        var command = new Command("backup", "Copy catalog and objects, consistent, while the archive is in use.") { folder };
        command.SetAction((parsed, cancellation) =>
            BackUpAsync(parsed.GetRequiredValue(folder), shared.Place(parsed), shared.WantsJson(parsed), terminal, cancellation));
        return command;
    }

    internal static Command CreateRestore(SharedOptions shared, Terminal terminal)
    {
        var folder = new Argument<string>("DIR") { Description = "A folder that 'archive backup' wrote." };
        var command = new Command("restore", "Bring the newest snapshot of a backup into an empty archive, every byte compared with its digest.") { folder };
        command.SetAction((parsed, cancellation) =>
            RestoreAsync(parsed.GetRequiredValue(folder), shared.Place(parsed), shared.WantsJson(parsed), terminal, cancellation));
        return command;
    }

    private static async Task<int> BackUpAsync(string folder, ArchivePlace place, bool json, Terminal terminal, CancellationToken cancellation)
    {
        await using var session = await ReadingSession.OpenAsync(place, cancellation);
        var report = await ArchiveBackup.WriteAsync(SnapshotsOf(place), session.Objects, folder, TimeProvider.System, cancellation);
        if (json) CliJson.Write(terminal.Out, new BackupReportJson(report.Snapshot, report.Masters, report.Derivatives, report.Copied, report.Problems));
        else Write(terminal.Out, report.Problems, string.Create(CultureInfo.InvariantCulture,
            $"{report.Snapshot}: {report.Masters} masters, {report.Derivatives} derivatives, {report.Copied} of them copied now"));
        return report.Problems.Count == 0 ? ExitCodes.AllWell : ExitCodes.NeedsAttention;
    }

    /// <summary>Makes a backup of an open archive.</summary>
    /// <returns>What was done, in one sentence.</returns>
    internal static async Task<string> BackUpAsync(string folder, ArchivePlace place, IObjectStore objects, CancellationToken cancellation)
    {
        var report = await ArchiveBackup.WriteAsync(SnapshotsOf(place), objects, folder, TimeProvider.System, cancellation);
        return string.Create(CultureInfo.InvariantCulture, $"{report.Masters} masters, {report.Derivatives} derivatives, {report.Copied} of them copied now, {report.Problems.Count} problems");
    }

    private static async Task<int> RestoreAsync(string folder, ArchivePlace place, bool json, Terminal terminal, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder)) throw new UsageException($"There is no folder {folder}.");
        RestoreReport report;
        if (place.Stores.IsShared)
        {
            await using var shared = await SharedArchive.OpenAsync(place, null, IndexUse.None, cancellation);
            report = await ReadAsync(place, shared.Stores.Objects, folder, cancellation);
        }
        else
        {
            using var data = ArchiveSession.Own(place.Folder);
            report = await ReadAsync(place, data.OpenObjects(), folder, cancellation);
        }

        if (json) CliJson.Write(terminal.Out, new RestoreReportJson(report.Snapshot, report.TakenAt, report.Masters, report.Derivatives, report.Problems));
        else Write(terminal.Out, report.Problems, string.Create(CultureInfo.InvariantCulture,
            $"{report.Snapshot} of {report.TakenAt.ToLocalTime():yyyy-MM-dd HH:mm}: {report.Masters} masters, {report.Derivatives} derivatives. Run 'archive verify' to see that all is sound."));
        return report.Problems.Count == 0 ? ExitCodes.AllWell : ExitCodes.NeedsAttention;
    }

    private static async Task<RestoreReport> ReadAsync(ArchivePlace place, IObjectStore objects, string folder, CancellationToken cancellation)
    {
        try
        {
            return await ArchiveBackup.ReadAsync(SnapshotsOf(place), objects, folder, cancellation);
        }
        catch (Exception refused) when (refused is BackupUnusableException or InvalidOperationException)
        {
            throw new EnvironmentProblemException(refused.Message, refused);
        }
    }

    private static ICatalogSnapshots SnapshotsOf(ArchivePlace place) => place.Stores.Catalog is { } shared
        ? new PostgresSnapshots(shared, place.Options.Postgres)
        : new SqliteSnapshots(Path.Combine(place.Folder, "catalog.db"));

    private static void Write(TextWriter output, IReadOnlyList<string> problems, string summary)
    {
        foreach (var problem in problems) output.WriteLine(problem);
        output.WriteLine(summary);
    }
}
