namespace Archive.Samples.Layout;

/// <summary>How the lines of a paragraph fill its measure.</summary>
public enum Alignment
{
    Ragged,
    Justified,
}

/// <summary>Breaks text into lines and prints them. Words are not hyphenated.</summary>
public static class Paragraphs
{
    /// <summary>The lines of the text within a width in millimetres; a word wider than that stands alone.</summary>
    public static List<string> Break(string text, TextStyle style, double width, double firstIndent = 0)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : line + " " + word;
            var limit = lines.Count == 0 ? width - firstIndent : width;
            if (line.Length > 0 && style.Measure(longer) > limit)
            {
                lines.Add(line);
                longer = word;
            }
            line = longer;
        }
        if (line.Length > 0) lines.Add(line);
        return lines;
    }

    /// <summary>Prints a paragraph and records its lines.</summary>
    /// <param name="baseline">Base line of the first line, millimetres.</param>
    /// <param name="leading">From base line to base line, millimetres.</param>
    /// <returns>The base line after the last line.</returns>
    public static double Print(
        PageCanvas canvas, string text, double x, double baseline, double width, TextStyle style, double leading,
        Alignment alignment = Alignment.Ragged, double firstIndent = 0)
    {
        var lines = Break(text, style, width, firstIndent);
        for (var i = 0; i < lines.Count; i++)
        {
            var indent = i == 0 ? firstIndent : 0;
            var spaces = lines[i].Count(c => c == ' ');
            var slack = width - indent - style.Measure(lines[i]);
            var stretch = alignment == Alignment.Justified && i < lines.Count - 1 && spaces > 0 ? slack / spaces : 0;
            canvas.Draw(lines[i], x + indent, baseline, style, stretch);
            canvas.Record(lines[i]);
            baseline += leading;
        }
        return baseline;
    }

    /// <summary>How many lines the paragraph will take.</summary>
    public static int Count(string text, TextStyle style, double width, double firstIndent = 0) => Break(text, style, width, firstIndent).Count;
}
