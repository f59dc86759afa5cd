using Archive.Benchmarks;
using Archive.Benchmarks.Catalog;
using Archive.Benchmarks.Report;

try
{
    if (BenchArguments.CatalogPages(args) is { } pages)
    {
        await CatalogBench.RunAsync(pages, Console.Out, Console.Error);
        return 0;
    }

    TableWriter.Write(Console.Out, new Bench(BenchArguments.Parse(args)).Run(Console.Error));
    return 0;
}
catch (ArgumentException error)
{
    Console.Error.WriteLine(error.Message);
    Console.Error.WriteLine(BenchArguments.Help);
    return 2;
}
catch (Exception error) when (error is InvalidOperationException or IOException or System.ComponentModel.Win32Exception)
{
    Console.Error.WriteLine(error.Message);
    return 4;
}
