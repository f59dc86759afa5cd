namespace Archive.Cli.Tests;

/// <summary>Runs a command line in this process and keeps what it wrote.</summary>
internal sealed record CliRun(int Code, string Out, string Error)
{
    internal static async Task<CliRun> OfAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await ArchiveApp.RunAsync(args, new Terminal(output, error, OutIsTerminal: false, ErrorIsTerminal: false), CancellationToken.None);
        return new(code, output.ToString(), error.ToString());
    }
}
