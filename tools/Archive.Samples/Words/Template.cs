using System.Text;
using Archive.Samples.Randomness;

namespace Archive.Samples.Words;

/// <summary>
/// Expands a template: <c>[a|b]</c> picks one at random, <c>&lt;a|b&gt;</c> picks by the person's sex (man first),
/// <c>{name}</c> is filled in. The marks nest.
/// </summary>
public static class Template
{
    /// <exception cref="FormatException">A bracket is not closed.</exception>
    public static string Expand(string template, Rng rng, bool female, Func<string, string> fill)
    {
        var at = 0;
        return Sequence(template, ref at, "", rng, female, fill);
    }

    private static string Sequence(string template, ref int at, string terminators, Rng rng, bool female, Func<string, string> fill)
    {
        var text = new StringBuilder();
        while (at < template.Length && !terminators.Contains(template[at]))
        {
            var sign = template[at++];
            if (sign == '[')
            {
                var choices = Choices(template, ref at, ']', rng, female, fill);
                text.Append(choices[rng.Int(0, choices.Count - 1)]);
            }
            else if (sign == '<')
            {
                var forms = Choices(template, ref at, '>', rng, female, fill);
                text.Append(female ? forms[^1] : forms[0]);
            }
            else if (sign == '{')
            {
                var end = template.IndexOf('}', at);
                if (end < 0) throw new FormatException($"'{{' is not closed in: {template}");
                text.Append(fill(template[at..end]));
                at = end + 1;
            }
            else
            {
                text.Append(sign);
            }
        }
        return text.ToString();
    }

    private static List<string> Choices(string template, ref int at, char close, Rng rng, bool female, Func<string, string> fill)
    {
        var choices = new List<string>();
        while (true)
        {
            choices.Add(Sequence(template, ref at, "|" + close, rng, female, fill));
            if (at >= template.Length) throw new FormatException($"'{close}' is missing in: {template}");
            if (template[at++] == close) return choices;
        }
    }
}
