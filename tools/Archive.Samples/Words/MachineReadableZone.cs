using System.Globalization;

namespace Archive.Samples.Words;

/// <summary>The machine-readable zone of a passport (ICAO 9303 part 4, TD3), issuing state UTO, the specimens' Utopia.</summary>
public static class MachineReadableZone
{
    public const string State = "UTO";
    private const int LineLength = 44;

    /// <summary>The two lines of 44 characters.</summary>
    /// <param name="expiry">Last day of validity.</param>
    public static IReadOnlyList<string> Lines(Person person, DateOnly expiry)
    {
        var name = $"P<{State}{Letters(person.Family.Latin)}<<{Letters(person.Given.Latin)}";
        var number = Checked(person.PassportNumber.PadRight(9, '<'));
        var birth = Checked(Day(person.Birth));
        var until = Checked(Day(expiry));
        var personal = Checked(person.PersonalCode.Replace("-", "", StringComparison.Ordinal).PadRight(14, '<'));
        var composite = CheckDigit(number + birth + until + personal);
        return [name.PadRight(LineLength, '<')[..LineLength], $"{number}{State}{birth}{(person.Female ? 'F' : 'M')}{until}{personal}{composite}"];
    }

    /// <summary>The check digit: weights 7, 3, 1; digits count as such, letters from A = 10, the filler 0; modulo 10.</summary>
    public static char CheckDigit(string text)
    {
        var sum = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var value = text[i] == '<' ? 0 : char.IsAsciiDigit(text[i]) ? text[i] - '0' : text[i] - 'A' + 10;
            sum += value * (i % 3) switch { 0 => 7, 1 => 3, _ => 1 };
        }
        return (char)('0' + sum % 10);
    }

    private static string Checked(string field) => field + CheckDigit(field);

    private static string Day(DateOnly date) => date.ToString("yyMMdd", CultureInfo.InvariantCulture);

    private static string Letters(string name) => new(name.ToUpperInvariant().Select(letter => letter is >= 'A' and <= 'Z' ? letter : '<').ToArray());
}
