using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Archive.Cli.Composition;
using Archive.Cli.Output;
using Archive.Domain;
using Archive.Pipeline.Batches;
using Archive.Pipeline.Verification;
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
        var command = new Command("verify", "Re-hash every object and check catalog, objects, index and PDFs against each other.") { deep, repair, replica };
        command.SetAction((parsed, cancellation) =>
        {
            var from = parsed.GetValue(replica);
            if (from is not null && !parsed.GetValue(repair)) throw new UsageException("--replica serves --repair.");
            if (from is not null && !Directory.Exists(from)) throw new UsageException($"There is no folder {from}.");
            return RunAsync(parsed.GetValue(deep), parsed.GetValue(repair) ? new(from) : null, shared.Place(parsed), shared.WantsJson(parsed), terminal, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(bool deep, RepairWish? repair, ArchivePlace place, bool json, Terminal terminal, CancellationToken cancellation)
    {
        // An archive that is not there is an error, not an empty one that is sound.
        if (!place.Stores.IsShared) ReadingSession.Existing(place.Folder).Dispose();
        await using var session = await ArchiveSession.OpenAsync(place, cancellation, repair is null ? IndexUse.Read : IndexUse.Write);
        var verifier = new ArchiveVerifier(session.Stores, deep ? CheckWithQpdfAsync : null);
        var report = await verifier.VerifyAsync(null, cancellation);
        IReadOnlyList<Repair> repairs = [];
        if (repair is not null && !report.Sound)
        {
            repairs = await RepairAsync(session, repair, report, place, cancellation);
            // What is told in the end is how it is now.
            report = await verifier.VerifyAsync(null, cancellation);
        }

        if (json) CliJson.Write(terminal.Out, Json(report, repairs));
        else Write(terminal.Out, report, repairs);
        return report.Sound ? ExitCodes.AllWell : ExitCodes.NeedsAttention;
    }

    private static async Task<IReadOnlyList<Repair>> RepairAsync(
        ArchiveSession session, RepairWish wish, VerifyReport report, ArchivePlace place, CancellationToken cancellation)
    {
        var replica = wish.Replica is { } folder ? FileObjectStore.Open(folder, soleOwner: false) : null;
        var repairs = await new ArchiveRepairer(session.Stores, replica).RepairAsync(report, cancellation);
        // In an archive of many nodes they take up what was put back into the queue.
        if (!place.Stores.IsShared) await new BatchRunner(session.Stores, PageWorkerCommand.Command(), new(), new(), new()).WorkReopenedAsync(cancellation);
        return repairs;
    }

    private static VerifyJson Json(VerifyReport report, IReadOnlyList<Repair> repairs) => new(
        report.Objects, report.Files, report.IndexEntries, report.Sound,
        [.. report.Findings.Select(finding => new FindingJson(NameOf(finding.Kind), finding.Subject, finding.Detail))],
        [.. repairs.Select(repair => new RepairJson(NameOf(repair.Finding.Kind), repair.Finding.Subject, repair.Done, repair.Action))]);

    private static void Write(TextWriter output, VerifyReport report, IReadOnlyList<Repair> repairs)
    {
        foreach (var repair in repairs) output.WriteLine($"{(repair.Done ? "repaired" : "not repaired")}: {NameOf(repair.Finding.Kind)}: {repair.Finding.Subject}: {repair.Action}");
        foreach (var finding in report.Findings) output.WriteLine($"{NameOf(finding.Kind)}: {finding.Subject}: {finding.Detail}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{report.Objects} objects, {report.Files} files, {report.IndexEntries} index entries checked: {(report.Sound ? "sound" : $"{report.Findings.Count} findings")}"));
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
