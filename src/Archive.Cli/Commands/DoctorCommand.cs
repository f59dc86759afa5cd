using System.CommandLine;
using Archive.Cli.Doctor;
using Archive.Cli.Output;

namespace Archive.Cli.Commands;

/// <summary>`archive doctor`: is this machine fit?</summary>
internal static class DoctorCommand
{
    internal static Command Create(SharedOptions shared, Terminal terminal)
    {
        var command = new Command("doctor", "Check libraries, models, programs, disk and data folder of this machine.");
        command.SetAction(parsed =>
        {
            var checks = MachineChecks.All(shared.DataFolder(parsed)).ToList();
            var fit = checks.TrueForAll(check => check.Status != CheckStatus.Missing);
            if (shared.WantsJson(parsed)) CliJson.Write(terminal.Out, new DoctorJson(fit, [.. checks.Select(Json)]));
            else Write(terminal.Out, checks, fit);
            return fit ? ExitCodes.AllWell : ExitCodes.Environment;
        });
        return command;
    }

    private static void Write(TextWriter output, IReadOnlyList<MachineCheck> checks, bool fit)
    {
        foreach (var check in checks)
        {
            output.WriteLine($"{NameOf(check.Status),-8} {check.Name,-12} {check.Detail}");
            if (check.Fix is { } fix) output.WriteLine($"{"",-8} {"",-12} fix: {fix}");
        }

        output.WriteLine(fit ? "This machine is fit." : "This machine is not fit: see what is missing above.");
    }

    private static CheckJson Json(MachineCheck check) => new(check.Name, NameOf(check.Status), check.Detail, check.Fix);

    private static string NameOf(CheckStatus status) => status switch
    {
        CheckStatus.Ok => "ok",
        CheckStatus.Warning => "warning",
        _ => "missing",
    };
}
