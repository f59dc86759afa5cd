using System.Globalization;
using System.Text.RegularExpressions;

namespace Archive.Cli.Commands;

/// <summary>How much a verification may read back: bytes (50GB, 800MB, 2TB), time (30min, 2h), or both.</summary>
internal sealed partial record VerifyBudget(long? Bytes, TimeSpan? Time)
{
    /// <exception cref="UsageException">A word is neither, or one kind is given twice.</exception>
    internal static VerifyBudget Parse(IEnumerable<string> words)
    {
        var budget = new VerifyBudget(null, null);
        foreach (var word in words)
        {
            var match = Word().Match(word);
            if (!match.Success || !double.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out var number) || number is <= 0 or > 1e6) throw Wrong(word);
            var unit = match.Groups[2].Value.ToUpperInvariant();
            if (unit is "MIN" or "H")
            {
                if (budget.Time is not null) throw Wrong(word);
                budget = budget with { Time = unit == "H" ? TimeSpan.FromHours(number) : TimeSpan.FromMinutes(number) };
            }
            else
            {
                if (budget.Bytes is not null) throw Wrong(word);
                budget = budget with { Bytes = (long)Math.Max(1, number * (unit switch { "MB" => 1e6, "GB" => 1e9, _ => 1e12 })) };
            }
        }

        return budget;
    }

    private static UsageException Wrong(string word) => new($"'{word}' is no budget: name bytes as in 50GB (MB, GB, TB), time as in 2h (min, h), or one of each.");

    [GeneratedRegex("^([0-9]+(?:\\.[0-9]+)?)(MB|GB|TB|min|h)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Word();
}
