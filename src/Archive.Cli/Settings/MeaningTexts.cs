using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Archive.Domain;

namespace Archive.Cli.Settings;

/// <summary>
/// What options and variables mean, in Markdown: the summaries of their own declarations, from the XML documentation that the compiler puts beside each
/// assembly. There is no other text of them.
/// </summary>
internal sealed partial class MeaningTexts
{
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, XElement>> _assemblies = new();

    internal static MeaningTexts Shared { get; } = new();

    internal string Of(Type type) => Summary(type, $"T:{type.FullName}");

    internal string Of(PropertyInfo property) => Summary(property.DeclaringType!, $"P:{property.DeclaringType!.FullName}.{property.Name}");

    internal string Of(FieldInfo field) => Summary(field.DeclaringType!, $"F:{field.DeclaringType!.FullName}.{field.Name}");

    /// <exception cref="EnvironmentProblemException">The installation is not whole.</exception>
    private string Summary(Type type, string member)
    {
        var name = type.Assembly.GetName().Name!;
        var text = _assemblies.GetOrAdd(name, Read).GetValueOrDefault(member)?.Element("summary")
            ?? throw new EnvironmentProblemException($"{name}.xml does not explain {member}: the program and its documentation are of different builds.");
        return Blanks().Replace(Rendered(text), " ").Trim();
    }

    private static Dictionary<string, XElement> Read(string assembly)
    {
        var path = Path.Combine(AppContext.BaseDirectory, assembly + ".xml");
        if (!File.Exists(path)) throw new EnvironmentProblemException($"{path} is missing, which explains the settings: install the program anew.");
        return XDocument.Load(path).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);
    }

    private static string Rendered(XElement element)
    {
        var text = new StringBuilder();
        foreach (var node in element.Nodes())
        {
            if (node is XText plain) text.Append(plain.Value);
            else if (node is XElement { Name.LocalName: "see" } see) text.Append('`').Append(NameOf(see)).Append('`');
            else if (node is XElement { Name.LocalName: "c" } code) text.Append('`').Append(code.Value).Append('`');
            else if (node is XElement inner) text.Append(Rendered(inner));
        }

        return text.ToString();
    }

    /// <summary>Of an option its variable, of everything else its name.</summary>
    private static string NameOf(XElement see)
    {
        if (see.Attribute("langword") is { } word) return word.Value;
        var member = see.Attribute("cref")!.Value;
        var setting = ArchiveOptions.Groups.SelectMany(group => group.Settings).FirstOrDefault(setting => member == $"P:{setting.Property.DeclaringType!.FullName}.{setting.Property.Name}");
        return setting?.Variable ?? member[(member.LastIndexOf('.') + 1)..];
    }

    [GeneratedRegex("\\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
