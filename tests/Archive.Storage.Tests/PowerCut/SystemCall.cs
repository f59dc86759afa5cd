using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Archive.Storage.Tests.PowerCut;

/// <summary>One call to the kernel that changes or syncs files, as strace recorded it.</summary>
/// <param name="Descriptor">The file descriptor that it was given; -1 where none.</param>
/// <param name="Path">The descriptor's path.</param>
/// <param name="Strings">Its quoted arguments: paths, for a write the bytes.</param>
/// <param name="Rest">The arguments after the last quoted one: flags, count, offset.</param>
/// <param name="Result">What it returned; failed calls are not recorded.</param>
/// <param name="ResultPath">The path of a descriptor that it returned.</param>
internal sealed record SystemCall(string Name, int Descriptor, string? Path, IReadOnlyList<byte[]> Strings, string Rest, long Result, string? ResultPath)
{
    internal string StringAt(int index) => Encoding.UTF8.GetString(Strings[index]);

    /// <summary>The last argument, a number.</summary>
    internal long LastNumber => long.Parse(Rest.AsSpan(Rest.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture);
}

/// <summary>Reads what <c>strace -f -y -xx</c> wrote: all text in hexadecimal, calls of several threads cut up and interleaved.</summary>
internal static partial class SystemCallLog
{
    private const string Unfinished = " <unfinished ...>";

    internal static IReadOnlyList<SystemCall> Read(string path)
    {
        var calls = new List<SystemCall>();
        var begun = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(path))
        {
            var (thread, text) = (line[..line.IndexOf(' ')], line[line.IndexOf(' ')..].TrimStart());
            if (text.EndsWith(Unfinished, StringComparison.Ordinal))
            {
                begun[thread] = text[..^Unfinished.Length];
                continue;
            }
            // A call counts from when it came back.
            if (Resumed().Match(text) is { Success: true } resumed) text = begun[thread] + text[resumed.Length..];
            if (Parse(text) is { } call) calls.Add(call);
        }
        return calls;
    }

    /// <summary>Null for calls that failed and for signals and exits.</summary>
    private static SystemCall? Parse(string text)
    {
        if (Whole().Match(text) is not { Success: true } whole) return null;
        var arguments = whole.Groups["arguments"].Value;
        // A record that strace cut short would be a wrong replay.
        if (arguments.Contains("\"...", StringComparison.Ordinal)) throw new InvalidDataException("strace cut a string short.");
        var descriptor = Descriptor().Match(arguments);
        var strings = Quoted().Matches(arguments).Select(match => Decode(match.Groups[1].Value)).ToList();
        return new SystemCall(
            whole.Groups["name"].Value,
            descriptor.Success ? int.Parse(descriptor.Groups[1].Value, CultureInfo.InvariantCulture) : -1,
            descriptor.Success ? Text(descriptor.Groups[2].Value) : null,
            strings,
            arguments[(arguments.LastIndexOf('"') + 1)..],
            long.Parse(whole.Groups["result"].Value, CultureInfo.InvariantCulture),
            whole.Groups["path"].Success ? Text(whole.Groups["path"].Value) : null);
    }

    private static string Text(string escaped) => Encoding.UTF8.GetString(Decode(escaped));

    private static byte[] Decode(string escaped) => Convert.FromHexString(escaped.Replace("\\x", "", StringComparison.Ordinal));

    [GeneratedRegex(@"^<\.\.\. \w+ resumed>")]
    private static partial Regex Resumed();

    [GeneratedRegex(@"^(?<name>\w+)\((?<arguments>.*)\)\s+= (?<result>\d+)(<(?<path>(\\x[0-9a-f]{2})*)>)?", RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^(\d+)<((?:\\x[0-9a-f]{2})*)>")]
    private static partial Regex Descriptor();

    [GeneratedRegex(@"""((?:\\x[0-9a-f]{2})*)""")]
    private static partial Regex Quoted();
}
