using System.CommandLine;
using Archive.Cli.Composition;
using Archive.Cli.Output;
using Archive.Cli.Settings;

namespace Archive.Cli.Commands;

/// <summary>`archive settings`: what can be set, what holds, and where it comes from.</summary>
internal static class SettingsCommand
{
    private static readonly string[] Headings = ["variable", "value", "from", "meaning"];

    internal static Command Create(SharedOptions shared, Terminal terminal)
    {
        var markdown = new Option<bool>("--markdown") { Description = "Write the reference of all settings as a Markdown document; the environment does not matter." };
        var command = new Command("settings", "List every setting with the value in force, where it comes from, and what it means. Secrets are not shown.") { markdown };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(markdown)) SettingsReference.Write(terminal.Out);
            else Run(shared.Place(parsed), shared.NamesData(parsed), shared.WantsJson(parsed), terminal);
            return ExitCodes.AllWell;
        });
        return command;
    }

    private static void Run(ArchivePlace place, bool dataNamed, bool json, Terminal terminal)
    {
        var sections = SettingList.Of(ProcessEnvironment.Read(), place.Options).Select(section => section with { Settings = [.. section.Settings.Select(WithFolder)] }).ToList();
        if (json) CliJson.Write(terminal.Out, new SettingListJson([.. sections.SelectMany(section => section.Settings.Select(setting => Json(section, setting)))]));
        else foreach (var section in sections) Write(terminal, section);

        Setting WithFolder(Setting setting) => setting.Variable != PlaceVariables.Data ? setting
            : setting with { Value = place.Folder, Source = dataNamed ? SettingSource.CommandLine : setting.Source };
    }

    private static SettingJson Json(SettingSection section, Setting setting) =>
        new(section.Title, setting.Variable, setting.Value, setting.Default, NameOf(setting.Source), Plain(setting.Meaning));

    private static void Write(Terminal terminal, SettingSection section)
    {
        terminal.Out.WriteLine(section.Title);
        Tables.Write(terminal, Headings, section.Settings.Select(setting => new[] { setting.Variable, setting.Value, NameOf(setting.Source), Plain(setting.Meaning) }));
    }

    private static string Plain(string markdown) => markdown.Replace("`", "", StringComparison.Ordinal);

    private static string NameOf(SettingSource source) => source switch
    {
        SettingSource.CommandLine => "command line",
        SettingSource.Environment => "environment",
        _ => "default",
    };
}
