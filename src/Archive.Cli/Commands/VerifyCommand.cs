using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Archive.Cli.Composition;
using Archive.Cli.Output;
using Archive.Cli.Settings;
using Archive.Domain;
using Archive.Pipeline.Batches;
using Archive.Pipeline.Verification;
using Archive.Storage;
using Archive.Storage.Objects.Files;

namespace Archive.Cli.Commands;

/// <summary>`archive verify`: is everything there, unchanged, and of one mind?</summary>
internal static class VerifyCommand
{
    internal static Command Create(SharedOptions shared, Terminal terminal)
    {
        var deep = new Option<bool>("--deep") { Description = "Have qpdf check every PDF as well." };
        var repair = new Option<bool>("--repair") { Description = "Mend what is found from what is left; masters are never invented." };
        var replica = new Option<string?>("--replica") { Description = "With --repair: a copy of the objects folder to take lost or changed objects from.", HelpName = "DIR" };
        var budget = new Option<string[]>("--budget")
        {
            Description = "Read back no more than this, as in 50GB or 2h or both; what was checked longest ago comes first, the next run goes on. Default: everything.",
            HelpName = "SIZE|TIME",
        };
        var command = new Command("verify", "Check catalog, objects and index against each other, and read every object and PDF back. An interrupted run is gone on with.") { deep, repair, replica, budget };
        command.SetAction((parsed, cancellation) =>
        {
            var from = parsed.GetValue(replica);
            if (from is not null && !parsed.GetValue(repair)) throw new UsageException("--replica serves --repair.");
            if (from is not null && !Directory.Exists(from)) throw new UsageException($"There is no folder {from}.");
            var (bytes, time) = VerifyBudget.Parse(parsed.GetValue(budget) ?? []);
            var options = new VerifyOptions { MostBytes = bytes, MostTime = time, DeepCheck = parsed.GetValue(deep) ? CheckWithQpdfAsync : null };
            return RunAsync(options, parsed.GetValue(repair) ? new(from) : null, shared.Place(parsed), shared.WantsJson(parsed), terminal, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(VerifyOptions options, RepairWish? repair, ArchivePlace place, bool json, Terminal terminal, CancellationToken cancellation)
    {
        // An archive that is not there is an error, not an empty one that is sound.
        if (!place.Stores.IsShared) ReadingSession.Existing(place.Folder).Dispose();
        var (session, ownsIndex) = await OpenAsync(place, repair is not null, cancellation);
        await using var opened = session;
        options = options with { CheckIndex = place.Stores.Search != StoreSettings.NoSearch };
        if (!options.CheckIndex) await terminal.Error.WriteLineAsync("archive: the search index was not looked at (ARCHIVE_SEARCH=none)");
        var outcome = (Report: (VerifyReport?)null, Repairs: (IReadOnlyList<Repair>)[]);
        var alone = await session.AsSoleVerifierAsync(async token => outcome = await VerifyAsync(session, options, repair, ownsIndex, place, terminal, token), cancellation);
        if (!alone) throw new EnvironmentProblemException("Another node verifies the archive at this moment: 'archive status' says how far it is.");
        if (json) CliJson.Write(terminal.Out, Json(outcome.Report!, outcome.Repairs));
        else Write(terminal.Out, outcome.Report!, outcome.Repairs);
        return outcome.Report switch
        {
            { HasMismatch: true } => ExitCodes.Mismatch,
            { Sound: true } => ExitCodes.AllWell,
            _ => ExitCodes.NeedsAttention,
        };
    }

    /// <summary>A repair writes the index itself where it can; where a worker has it, that worker does.</summary>
    private static async Task<(ArchiveSession Session, bool OwnsIndex)> OpenAsync(ArchivePlace place, bool repair, CancellationToken cancellation)
    {
        if (place.Stores.Search == StoreSettings.NoSearch) return (await ArchiveSession.OpenAsync(place, cancellation, IndexUse.None), false);
        if (!repair) return (await ArchiveSession.OpenAsync(place, cancellation, IndexUse.Read), false);
        try
        {
            return (await ArchiveSession.OpenAsync(place, cancellation, IndexUse.Write), true);
        }
        catch (DataFolderInUseException) when (place.Stores.IsShared)
        {
            return (await ArchiveSession.OpenAsync(place, cancellation, IndexUse.Read), false);
        }
    }

    private static async Task<(VerifyReport, IReadOnlyList<Repair>)> VerifyAsync(
        ArchiveSession session, VerifyOptions options, RepairWish? wish, bool ownsIndex, ArchivePlace place, Terminal terminal, CancellationToken cancellation)
    {
        var alarm = new Alarm(Environment.GetEnvironmentVariable(SightVariables.AlarmCommand), text => terminal.Error.WriteLine($"archive: {text}"), briefly: !terminal.ErrorIsTerminal);
        var report = await VerifyOnceAsync(session, options, alarm, cancellation);
        if (wish is null || report.Sound) return (report, []);
        var repairs = await RepairAsync(session, wish, report, ownsIndex, place, cancellation);
        // What is told in the end is how it is now; what was intact a moment ago is not read again.
        var after = await VerifyOnceAsync(session, options with { Scope = FixityScope.Damaged }, alarm, cancellation);
        return (after with { Objects = report.Objects, Bytes = report.Bytes, Due = report.Due }, repairs);
    }

    private static Task<VerifyReport> VerifyOnceAsync(ArchiveSession session, VerifyOptions options, Alarm alarm, CancellationToken cancellation)
    {
        var verifier = new ArchiveVerifier(session.Stores, options);
        verifier.Mismatch += alarm.Raise;
        return verifier.VerifyAsync(null, cancellation);
    }

    private static async Task<IReadOnlyList<Repair>> RepairAsync(
        ArchiveSession session, RepairWish wish, VerifyReport report, bool ownsIndex, ArchivePlace place, CancellationToken cancellation)
    {
        var replica = wish.Replica is { } folder ? FileObjectStore.Open(folder, soleOwner: false) : null;
        var repairs = await new ArchiveRepairer(session.Stores, replica, ownsIndex, session.IsAtRest).RepairAsync(report, cancellation);
        // In an archive of many nodes they take up what was put back into the queue.
        if (!place.Stores.IsShared) await new BatchRunner(session.Stores, PageWorkerCommand.Command(), place.Options.Worker, place.Options.Source, place.Options.Node, place.Options.Pdf).WorkReopenedAsync(cancellation);
        return repairs;
    }

    private static VerifyJson Json(VerifyReport report, IReadOnlyList<Repair> repairs) => new(
        report.Objects, report.Bytes, report.Files, report.IndexEntries, report.Sound, report.Due,
        [.. report.Findings.Select(finding => new FindingJson(NameOf(finding.Kind), finding.Subject, finding.Detail))],
        [.. repairs.Select(repair => new RepairJson(NameOf(repair.Finding.Kind), repair.Finding.Subject, repair.Done, repair.Action))]);

    private static void Write(TextWriter output, VerifyReport report, IReadOnlyList<Repair> repairs)
    {
        foreach (var repair in repairs) output.WriteLine($"{(repair.Done ? "repaired" : "not repaired")}: {NameOf(repair.Finding.Kind)}: {repair.Finding.Subject}: {repair.Action}");
        foreach (var finding in report.Findings) output.WriteLine($"{NameOf(finding.Kind)}: {finding.Subject}: {finding.Detail}");
        var entries = report.IndexEntries is { } looked ? string.Create(CultureInfo.InvariantCulture, $"{looked} index entries") : "no index entries";
        var sound = report.Sound ? "sound" : string.Create(CultureInfo.InvariantCulture, $"{report.Findings.Count}{(report.More ? " and more" : "")} findings");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{report.Objects} objects ({report.Bytes / 1e9:0.###} GB) read back, {report.Files} files, {entries} checked: {sound}{(report.Due ? "; the budget is used up, the next run goes on" : "")}"));
    }

    private static string NameOf(FindingKind kind) => char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..];

    private static async Task<string?> CheckWithQpdfAsync(string path, CancellationToken cancellation)
    {
        var info = new ProcessStartInfo("qpdf", ["--check", path]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(info)!;
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0 ? null : $"qpdf: {(await errors + await output).ReplaceLineEndings(" ").Trim()}";
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new EnvironmentProblemException("verify --deep needs qpdf (Debian: apt-get install qpdf).", missing);
        }
    }

    private sealed record RepairWish(string? Replica);
}
