namespace Archive.Cli.Settings;

/// <summary>The reference of all settings as a Markdown document.</summary>
internal static class SettingsReference
{
    private const string Head =
        """
        # Configuration

        <!-- Written by `tools/archive settings --markdown > docs/configuration.md` from the documentation of the options themselves. Do not edit it here. -->

        Everything is set by environment variables; systemd units read them from `/etc/archive/archive.env`. `archive settings` shows every setting with the
        value in force and where it comes from. An option on the command line wins over its variable, a variable over the default; one that is empty counts
        as not set. A value that cannot be read or is out of its range, and a name that is none, end the command with exit code 2 before anything is done.

        Times are written `500ms`, `30s`, `5min`, `2h`, `30d` (or `00:00:30`), sizes `500MB`, `2GB` (powers of 1000), `4MiB` (powers of 1024) or in bytes,
        truth as `true` and `false`, numbers with a decimal point and nothing between thousands.

        What happens to a page (imaging, recognition, encoding) cannot be set: every node makes the same bytes of the same scan.
        """;

    internal static void Write(TextWriter output)
    {
        output.WriteLine(Head);
        foreach (var section in SettingList.Of(new Dictionary<string, string>(), ArchiveOptions.Defaults))
        {
            output.WriteLine($"\n## {section.Title}\n\n{section.Intro}\n\n| variable | default | meaning |\n|---|---|---|");
            foreach (var setting in section.Settings) output.WriteLine($"| `{setting.Variable}` | {Cell(setting.Default)} | {Cell(setting.Meaning)} |");
        }
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
