using System.Reflection;

namespace Archive.Samples.Words;

/// <summary>The sentence templates, embedded by kind and language: sections start with <c># name</c>, one template a line.</summary>
public static class Texts
{
    private static readonly Dictionary<string, Dictionary<string, List<string>>> _cache = [];

    /// <param name="kind">letter, interview, note …: the first part of the resource's name.</param>
    public static IReadOnlyList<string> Section(string kind, Language language, string section)
    {
        var name = $"{kind}.{language.Code()}.txt";
        lock (_cache)
        {
            if (!_cache.TryGetValue(name, out var sections)) _cache[name] = sections = Load(name);
            return sections.TryGetValue(section, out var lines) ? lines : throw new ArgumentException($"{name} has no section '{section}'.", nameof(section));
        }
    }

    private static Dictionary<string, List<string>> Load(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new ArgumentException($"There is no text '{name}'.", nameof(name));
        using var reader = new StreamReader(stream);
        var sections = new Dictionary<string, List<string>>();
        var current = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("# ", StringComparison.Ordinal)) sections[line[2..].Trim()] = current = [];
            else if (line.Length > 0) current.Add(line.Trim());
        }
        return sections;
    }
}
