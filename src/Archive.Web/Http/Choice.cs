using System.Diagnostics.CodeAnalysis;

namespace Archive.Web.Http;

/// <summary>One of a few names in a query, spelt as the HTTP API writes them: whatever an answer has can be asked for. Numbers are no names.</summary>
public readonly record struct Choice<T>(T Value)
    where T : struct, Enum
{
    [SuppressMessage("Design", "CA1000", Justification = "The framework reads values of queries by it.")]
    public static bool TryParse(string? text, out Choice<T> choice)
    {
        var index = Array.FindIndex(Enum.GetNames<T>(), name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        choice = index < 0 ? default : new(Enum.GetValues<T>()[index]);
        return index >= 0;
    }
}
