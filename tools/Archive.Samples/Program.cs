using Archive.Samples;

try
{
    MakeCommand.Parse(args).Run(Console.Error);
    return MakeCommand.Done;
}
catch (ArgumentException error)
{
    Console.Error.WriteLine(error.Message);
    Console.Error.WriteLine(MakeCommand.Help);
    return MakeCommand.Usage;
}
catch (Exception error) when (error is InvalidOperationException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(error.Message);
    return MakeCommand.Environment;
}
