using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Archive.Domain;
using Archive.Pipeline.Workers;
using Archive.Storage;
using Archive.Storage.Catalog;

namespace Archive.Pipeline.Sight;

/// <summary>
/// Puts exceptions into words that may be logged. Messages of the framework and of libraries name paths, and paths name persons; those that
/// this program words itself for people who run it name stores, programs and folders of the machine.
/// </summary>
public static partial class SafeWords
{
    /// <summary>One sentence without personal data.</summary>
    public static string Of(Exception failure) => failure switch
    {
        _ when DiskSpace.IsExhausted(failure) && failure is not EnvironmentProblemException => "There is no space left on the disk.",
        StoreUnavailableException or EnvironmentProblemException or DataFolderInUseException or CatalogUnusableException => failure.Message,
        FileNotFoundException missing when DigestPattern().Match(missing.Message) is { Success: true, Value: var digest } => $"The object {digest} is missing.",
        OperationCanceledException => "Interrupted.",
        _ => string.Create(CultureInfo.InvariantCulture, $"{failure.GetType().Name} (0x{failure.HResult:x8})."),
    };

    /// <summary>Where it happened: types and methods alone, innermost cause last.</summary>
    public static string StackOf(Exception failure)
    {
        var parts = new List<string>();
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            var frames = new StackTrace(cause, fNeedFileInfo: false).GetFrames().Select(frame => frame.GetMethod())
                .Where(method => method is not null).Select(method => $"{method!.DeclaringType?.FullName}.{method.Name}");
            parts.Add($"{cause.GetType().FullName} at {string.Join(" < ", frames)}");
        }

        return string.Join("; caused by ", parts);
    }

    /// <summary>A SHA-256 digest as it is written everywhere.</summary>
    [GeneratedRegex(@"\b[0-9a-f]{64}\b", RegexOptions.CultureInvariant)]
    private static partial Regex DigestPattern();
}
