using System.Globalization;
using System.Text.RegularExpressions;

namespace Archive.Storage.Search.Elastic;

/// <summary>The names of one search index: the alias that is searched and written to, the alias of an index being built, and the numbered indices.</summary>
internal sealed partial record IndexNames(string Alias)
{
    /// <summary>Stands on an index while it is built; writes go to both.</summary>
    internal string Building => Alias + "-building";

    /// <summary>Takes in every numbered index, and none of the aliases.</summary>
    internal string Pattern => Alias + "-0*";

    /// <param name="number">1 to 99,999.</param>
    internal string Index(int number) => string.Create(CultureInfo.InvariantCulture, $"{Alias}-{number:D6}");

    /// <summary>The number of an index of ours, or null for another's.</summary>
    internal int? NumberOf(string index) => index.StartsWith(Alias + "-", StringComparison.Ordinal) && Digits().IsMatch(index[(Alias.Length + 1)..])
        ? int.Parse(index.AsSpan(Alias.Length + 1), CultureInfo.InvariantCulture)
        : null;

    [GeneratedRegex("^0[0-9]{5}$", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
