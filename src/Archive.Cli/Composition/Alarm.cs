using System.ComponentModel;
using System.Diagnostics;
using Archive.Domain;

namespace Archive.Cli.Composition;

/// <summary>
/// Tells people, by the program that ARCHIVE_ALARM_COMMAND names, that an object is missing or has other bytes: at the first one of a process, since a
/// failing disk has thousands. The program gets the message in ARCHIVE_ALARM_TEXT; where it fails, that is said, and the verification goes on.
/// </summary>
/// <param name="briefly">True where what is said goes to a log: then the object's digest alone, since what names it may be the path of an input.</param>
internal sealed class Alarm(string? command, Action<string> say, bool briefly = false)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private int _raised;

    internal void Raise(VerifyFinding finding)
    {
        var what = finding.Kind == FindingKind.MissingObject ? "MISSING" : "CHANGED";
        var text = $"{what}: {finding.Detail}, {finding.Subject}";
        say($"alarm: {(briefly ? $"{what}: {finding.Subject}" : text)}");
        if (command is null || Interlocked.Exchange(ref _raised, 1) != 0) return;
        try
        {
            Run(command, text);
        }
        catch (Exception failed) when (failed is Win32Exception or InvalidOperationException or IOException)
        {
            say($"the alarm command failed ({failed.GetType().Name})");
        }
    }

    private void Run(string program, string text)
    {
        var info = new ProcessStartInfo("/bin/sh", ["-c", program]);
        info.Environment["ARCHIVE_ALARM_TEXT"] = text;
        using var process = Process.Start(info)!;
        if (!process.WaitForExit(Patience)) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        if (process.ExitCode != 0) say($"the alarm command ended with {process.ExitCode}");
    }
}
