using Archive.Storage.Search.Text;

namespace Archive.Storage.Search.Elastic;

/// <summary>
/// Skeletons as they stand in the index. That of a number is marked, so far off that no near miss of a word reaches it: numbers are never guessed at.
/// </summary>
internal static class SkeletonForms
{
    private const string NumberMark = "###";

    internal static string Of(string token) => (IsNumber(token) ? NumberMark : "") + OcrSkeleton.Of(token);

    /// <summary>All forms that a word of this skeleton may have in the index.</summary>
    internal static IReadOnlyList<string> All(string term) => [OcrSkeleton.Of(term), NumberMark + OcrSkeleton.Of(term)];

    /// <summary>What the server finds as a near miss, found again here.</summary>
    internal static bool IsNear(string term, string token) => token != term && NearMissRule.For(term) switch
    {
        null => false,
        { Distance: 0 } => OcrSkeleton.Of(token) == OcrSkeleton.Of(term),
        { Distance: var distance } => Distance(term, token, distance) is not null,
    };

    /// <summary>The distance of a word from a term; null where it is further than the limit, or a number.</summary>
    internal static int? Distance(string term, string token, int limit) => IsNumber(token) ? null : EditDistance.Within(OcrSkeleton.Of(term), OcrSkeleton.Of(token), limit);

    private static bool IsNumber(string token) => token.All(char.IsAsciiDigit);
}
