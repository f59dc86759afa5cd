using System.Diagnostics.CodeAnalysis;
using System.Text;
using Archive.Domain.Audit;

namespace Archive.Domain.Access;

/// <summary>Log-in names: one spelling for each, so that nobody passes for another by a capital or an accent composed otherwise.</summary>
public static class AccountName
{
    /// <summary>Most characters of a name.</summary>
    public const int Longest = 64;

    /// <summary>Names that the audit ledger gives to others than accounts.</summary>
    private static readonly string[] Reserved = [AuditEvent.System, AuditEvent.Anonymous];

    /// <summary>The name as it is kept: trimmed, lower case, composed (NFC).</summary>
    /// <returns>False where it is no name: 1 to 64 letters, digits, dots, hyphens, underscores or at signs, and not "system" or "anonymous".</returns>
    public static bool TryNormalize([NotNullWhen(true)] string? text, [NotNullWhen(true)] out string? name)
    {
        name = null;
        // Measured first: whatever comes in with a log-in is not worked through at any length. Lone surrogates have no normal form, nor has U+FFFE.
        if (text is not { Length: > 0 and <= 4 * Longest } || text.Any(character => char.IsSurrogate(character) || character == '\uFFFE')) return false;
        var normal = text.Trim().Normalize(NormalizationForm.FormC).ToLowerInvariant().Normalize(NormalizationForm.FormC);
        if (normal.Length is 0 or > Longest || !normal.All(IsAllowed) || Reserved.Contains(normal)) return false;
        name = normal;
        return true;
    }

    private static bool IsAllowed(char character) => char.IsLetterOrDigit(character) || character is '.' or '-' or '_' or '@';
}
