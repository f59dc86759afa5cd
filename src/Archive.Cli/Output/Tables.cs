using Spectre.Console;

namespace Archive.Cli.Output;

/// <summary>Tables and colour for people; plain text of full width where the output is no terminal.</summary>
internal static class Tables
{
    private const int PlainWidth = 200;

    internal static IAnsiConsole Console(Terminal terminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(terminal.Out),
            Ansi = terminal.OutIsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = InteractionSupport.No,
        });
        if (!terminal.OutIsTerminal) console.Profile.Width = PlainWidth;
        return console;
    }

    internal static void Write(Terminal terminal, IReadOnlyList<string> headings, IEnumerable<string[]> rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var heading in headings) table.AddColumn(new TableColumn(Markup.Escape(heading)));
        foreach (var row in rows) table.AddRow(row.Select(cell => new Text(cell)).ToArray());
        Console(terminal).Write(table);
    }
}
