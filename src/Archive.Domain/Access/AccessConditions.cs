namespace Archive.Domain.Access;

/// <summary>What decides who may see a personal file, besides the register of its case.</summary>
/// <param name="Unit">Code of the unit that it belongs to; null where it belongs to none and every unit may see it.</param>
/// <param name="Restricted">True where only those see it who were let in by name.</param>
public sealed record AccessConditions(string? Unit, bool Restricted)
{
    /// <summary>Most characters of a unit's code.</summary>
    public const int LongestUnit = 32;

    /// <summary>Of no unit, and not restricted.</summary>
    public static AccessConditions Open { get; } = new(null, false);

    /// <exception cref="ArgumentException">The unit's code is empty, too long, or has characters other than letters, digits, hyphens and dots.</exception>
    public AccessConditions Validated() => Unit is null || Unit.Length is > 0 and <= LongestUnit && Unit.All(character => char.IsLetterOrDigit(character) || character is '-' or '.')
        ? this
        : throw new ArgumentException($"A unit's code has 1 to {LongestUnit} letters, digits, hyphens and dots.");
}
