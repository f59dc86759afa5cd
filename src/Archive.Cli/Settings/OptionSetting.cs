using System.Reflection;
using System.Text;

namespace Archive.Cli.Settings;

/// <summary>One option of a record, and the variable that sets it.</summary>
/// <param name="Variable">As in ARCHIVE_NODE_IDLE_PAUSE.</param>
/// <param name="Secret">True for passwords and keys: the value is shown nowhere.</param>
/// <param name="ByMachine">What the default is in words where it depends on the machine; null where the record says it.</param>
internal sealed record OptionSetting(string Variable, PropertyInfo Property, bool Secret, string? ByMachine)
{
    /// <summary>Numbers of bytes are named so.</summary>
    private bool IsSize => Property.Name.EndsWith("Bytes", StringComparison.Ordinal);

    /// <exception cref="UsageException">The text is no value of this option.</exception>
    internal object Parse(string text)
    {
        try
        {
            return SettingValue.Parse(text, Property.PropertyType, IsSize);
        }
        catch (FormatException wrong)
        {
            throw new UsageException($"{Variable}: '{text}' {wrong.Message}. {MeaningTexts.Shared.Of(Property).Replace("`", "", StringComparison.Ordinal)}");
        }
    }

    /// <summary>The value that a record of options holds, as it may be shown.</summary>
    internal string Show(object options) => Property.GetValue(options) is { } value && Secret ? Setting.Hidden : SettingValue.Format(Property.GetValue(options), IsSize);

    /// <summary>IdlePause as IDLE_PAUSE.</summary>
    internal static string Upper(string name)
    {
        var upper = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && upper.Length > 0) upper.Append('_');
            upper.Append(char.ToUpperInvariant(letter));
        }

        return upper.ToString();
    }
}
