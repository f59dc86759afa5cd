using Archive.Benchmarks;
using Archive.Benchmarks.Catalog;
using Archive.Benchmarks.Report;
using Archive.Benchmarks.Search;
using Archive.Benchmarks.Web;

try
{
    if (BenchArguments.WebOf(args) is { } load) return await WebBench.RunAsync(load, Console.Out, Console.Error) ? 0 : 1;
    if (BenchArguments.ScaleOf(args) is { } scale)
    {
        if (scale.Search) await SearchBench.RunAsync(scale.Pages, scale.Folder, scale.KeepIndex, Console.Out, Console.Error);
        else await CatalogBench.RunAsync(scale.Pages, Console.Out, Console.Error);
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
