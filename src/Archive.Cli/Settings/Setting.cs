using System.Reflection;

namespace Archive.Cli.Settings;

/// <summary>A variable with what holds now.</summary>
/// <param name="Value">What holds; <see cref="Hidden"/> for a secret that is given.</param>
/// <param name="Default">What holds where the variable is not set.</param>
/// <param name="Meaning">In Markdown.</param>
internal sealed record Setting(string Variable, string Value, string Default, SettingSource Source, string Meaning)
{
    /// <summary>Shown in the place of passwords and keys.</summary>
    internal const string Hidden = "(set)";
}

/// <summary>Where a value comes from.</summary>
internal enum SettingSource
{
    Default,
    Environment,
    CommandLine,
}

/// <summary>Settings that belong together.</summary>
/// <param name="Intro">What they are about, in Markdown.</param>
internal sealed record SettingSection(string Title, string Intro, IReadOnlyList<Setting> Settings);

/// <summary>Every setting there is: variables that stand for themselves, and the options of all groups.</summary>
internal static class SettingList
{
    /// <param name="options">As the environment sets them.</param>
    internal static IReadOnlyList<SettingSection> Of(IReadOnlyDictionary<string, string> environment, ArchiveOptions options) =>
    [
        Of("Where things are", typeof(PlaceVariables), environment),
        Of("Seeing what it does", typeof(SightVariables), environment),
        .. ArchiveOptions.Groups.Select(group => Of(group, options.Of(group), environment)),
    ];

    private static SettingSection Of(string title, Type variables, IReadOnlyDictionary<string, string> environment) => new(
        title, MeaningTexts.Shared.Of(variables),
        [.. variables.GetFields(BindingFlags.Static | BindingFlags.NonPublic).Where(field => field.IsLiteral).Select(field => Of(field, environment))]);

    private static Setting Of(FieldInfo field, IReadOnlyDictionary<string, string> environment)
    {
        var (name, about) = ((string)field.GetRawConstantValue()!, field.GetCustomAttribute<VariableAttribute>()!);
        var given = environment.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
        return new(name, given is null ? about.Default : about.Secret ? Setting.Hidden : given, about.Default,
            given is null ? SettingSource.Default : SettingSource.Environment, MeaningTexts.Shared.Of(field));
    }

    private static SettingSection Of(OptionGroup group, object options, IReadOnlyDictionary<string, string> environment)
    {
        var defaults = ArchiveOptions.Defaults.Of(group);
        return new(group.Title, MeaningTexts.Shared.Of(group.Record), [.. group.Settings.Select(setting => Of(setting, options, defaults, environment))]);
    }

    /// <summary>User and password of the search index may come with its address: what is no default is from the environment too.</summary>
    private static Setting Of(OptionSetting setting, object options, object defaults, IReadOnlyDictionary<string, string> environment)
    {
        var (value, byDefault) = (setting.Show(options), setting.Show(defaults));
        var given = environment.GetValueOrDefault(setting.Variable) is { Length: > 0 } || value != byDefault;
        return new(setting.Variable, value, setting.ByMachine ?? byDefault, given ? SettingSource.Environment : SettingSource.Default, MeaningTexts.Shared.Of(setting.Property));
    }
}
