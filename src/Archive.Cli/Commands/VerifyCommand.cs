using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Archive.Cli.Composition;
using Archive.Cli.Output;
using Archive.Domain;
using Archive.Pipeline.Verification;

namespace Archive.Cli.Commands;

/// <summary>`archive verify`: is everything there, unchanged, and of one mind?</summary>
internal static class VerifyCommand
{
    internal static Command Create(SharedOptions shared, Terminal terminal)
    {
        var deep = new Option<bool>("--deep") { Description = "Have qpdf check every PDF as well." };
        var command = new Command("verify", "Re-hash every object and check catalog, objects, index and PDFs against each other.") { deep };
        command.SetAction((parsed, cancellation) =>
            RunAsync(parsed.GetValue(deep), shared.DataFolder(parsed), shared.WantsJson(parsed), terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(bool deep, string folder, bool json, Terminal terminal, CancellationToken cancellation)
    {
        // An archive that is not there is an error, not an empty one that is sound.
        ReadingSession.Existing(folder).Dispose();
        await using var session = await ArchiveSession.OpenAsync(folder, cancellation);
        var report = await new ArchiveVerifier(session.Stores, deep ? CheckWithQpdfAsync : null).VerifyAsync(null, cancellation);
        if (json) CliJson.Write(terminal.Out, Json(report));
        else Write(terminal.Out, report);
        return report.Sound ? ExitCodes.AllWell : ExitCodes.NeedsAttention;
    }

    private static VerifyJson Json(VerifyReport report) => new(
        report.Objects, report.Files, report.IndexEntries, report.Sound,
        [.. report.Findings.Select(finding => new FindingJson(NameOf(finding.Kind), finding.Subject, finding.Detail))]);

    private static void Write(TextWriter output, VerifyReport report)
    {
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
}
