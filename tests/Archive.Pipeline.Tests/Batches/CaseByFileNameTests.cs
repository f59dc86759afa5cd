using Archive.Domain;
using Archive.Pipeline.Receive;

namespace Archive.Pipeline.Tests.Batches;

public sealed class CaseByFileNameTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("archive-plan-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("PMR-2019-00017.pdf", "PMR-2019-00017")]
    [InlineData("letter.pdf", null)]
    public void Plan_PdfGivenDirectly_TakesItsCaseFromItsName(string name, string? expected)
    {
        var file = Assert.Single(IngestPlanner.Plan([Pdf(name)], null, null).Files);

        Assert.Equal(expected, file.Case?.ToString());
    }

    [Fact]
    public void Plan_PdfNamedForAnotherCase_IsRefused() =>
        Assert.Throws<IngestUsageException>(() => IngestPlanner.Plan([Pdf("PMR-2019-00017.pdf")], CaseNumber.Parse("PMR-2019-00018"), null));

    private string Pdf(string name)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, "%PDF-1.7\n");
        return path;
    }
}
