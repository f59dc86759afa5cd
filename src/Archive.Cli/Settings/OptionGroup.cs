using Archive.Storage.Search.Text;

namespace Archive.Cli.Settings;

/// <summary>A record of options, each set by a variable of its own: ARCHIVE_, the group's name, the option's.</summary>
internal abstract class OptionGroup
{
    private const int MostMistakes = 8;

    /// <param name="elsewhere">Options of the record that something else decides: the variable to name instead.</param>
    /// <param name="byMachine">What the default is in words, of options whose default depends on the machine.</param>
    private protected OptionGroup(
        string name, string title, Type record, IReadOnlyDictionary<string, string> elsewhere, IReadOnlyCollection<string> secrets, IReadOnlyDictionary<string, string> byMachine)
    {
        (Prefix, Title, Record) = ($"ARCHIVE_{name}_", title, record);
        Settings = [.. record.GetProperties().Where(property => property.CanWrite && !elsewhere.ContainsKey(property.Name))
            .Select(property => new OptionSetting(Prefix + OptionSetting.Upper(property.Name), property, secrets.Contains(property.Name), byMachine.GetValueOrDefault(property.Name)))];
        _elsewhere = elsewhere.ToDictionary(pair => Prefix + OptionSetting.Upper(pair.Key), pair => pair.Value);
    }

    private readonly Dictionary<string, string> _elsewhere;

    internal string Prefix { get; }

    internal string Title { get; }

    internal Type Record { get; }

    internal IReadOnlyList<OptionSetting> Settings { get; }

    /// <summary>The values that the environment gives; a variable that is empty counts as not set.</summary>
    /// <exception cref="UsageException">A value cannot be read, or a variable of the group is none that there is.</exception>
    private protected IReadOnlyList<(OptionSetting Setting, object Value)> Given(IReadOnlyDictionary<string, string> environment)
    {
        foreach (var variable in environment.Keys.Where(key => key.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            if (!Settings.Any(setting => setting.Variable == variable)) throw new UsageException($"{variable} is no setting: {Advice(variable)} 'archive settings' lists all.");
        }

        return [.. from setting in Settings
                   let text = environment.GetValueOrDefault(setting.Variable)
                   where !string.IsNullOrEmpty(text)
                   select (setting, setting.Parse(text))];
    }

    private string Advice(string variable)
    {
        if (_elsewhere.TryGetValue(variable, out var decides)) return $"{decides} decides it.";
        var nearest = Settings.Select(setting => (setting.Variable, Mistakes: EditDistance.Within(variable, setting.Variable, MostMistakes)))
            .Where(candidate => candidate.Mistakes is not null).MinBy(candidate => candidate.Mistakes);
        return nearest.Variable is { } meant ? $"did you mean {meant}?" : $"no name in {Prefix}… is like it.";
    }
}

/// <inheritdoc cref="OptionGroup"/>
internal sealed class OptionGroup<T> : OptionGroup
    where T : class
{
    private readonly Func<T> _defaults;
    private readonly Action<T> _validate;

    /// <param name="defaults">Makes a new record with the defaults.</param>
    /// <param name="validate">The record's own check of its ranges.</param>
    internal OptionGroup(
        string name, string title, Func<T> defaults, Action<T> validate,
        IReadOnlyDictionary<string, string>? elsewhere = null, IReadOnlyCollection<string>? secrets = null, IReadOnlyDictionary<string, string>? byMachine = null)
        : base(name, title, typeof(T), elsewhere ?? new Dictionary<string, string>(), secrets ?? [], byMachine ?? new Dictionary<string, string>()) =>
        (_defaults, _validate) = (defaults, validate);

    internal T Defaults() => _defaults();

    /// <summary>The record as the environment sets it, over its defaults.</summary>
    /// <param name="defaults">Makes a new record to begin with, where it is another than the group's own.</param>
    /// <exception cref="UsageException">A variable makes no sense; the message names it and its range.</exception>
    internal T Bind(IReadOnlyDictionary<string, string> environment, Func<T>? defaults = null)
    {
        var given = Given(environment);
        var made = Made(defaults ?? _defaults, given);
        if (Complaint(made) is not { } complaint) return made;
        // Ranges may hang together: to blame is the variable without which all is well, or all of them.
        var blamed = given.Where(one => Complaint(Made(defaults ?? _defaults, given.Where(other => other != one))) is null).ToList();
        throw new UsageException($"{string.Join(", ", (blamed.Count == 1 ? blamed : given).Select(one => one.Setting.Variable))}: {complaint}");
    }

    private static T Made(Func<T> defaults, IEnumerable<(OptionSetting Setting, object Value)> given)
    {
        var options = defaults();
        foreach (var (setting, value) in given) setting.Property.SetValue(options, value);
        return options;
    }

    private string? Complaint(T options)
    {
        try
        {
            _validate(options);
            return null;
        }
        catch (ArgumentException wrong)
        {
            // What .NET appends speaks of parameters.
            return wrong.Message.Split(" (Parameter '")[0];
        }
    }
}
