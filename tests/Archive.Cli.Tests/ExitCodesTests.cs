using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Receive;
using Archive.Pipeline.Receive.Pdf;
using Archive.Recognition;

namespace Archive.Cli.Tests;

public sealed class ExitCodesTests
{
    public static TheoryData<Exception, int> Table => new()
    {
        { new UsageException("x"), 2 },
        { new IngestUsageException("x"), 2 },
        { new SearchSyntaxException("x"), 2 },
        { new EnvironmentProblemException("x"), 4 },
        { new MissingToolException("x"), 4 },
        { new RecognitionException("x"), 4 },
        { new DllNotFoundException("x"), 4 },
        { new IOException("x"), 4 },
        { new UnauthorizedAccessException("x"), 4 },
        { new OperationCanceledException(), 130 },
        { new InvalidOperationException("x"), 1 },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Of_EachException_HasItsCode(Exception exception, int expected) => Assert.Equal(expected, ExitCodes.Of(exception));

    [Fact]
    public void Message_KnownException_CarriesNoStackTrace()
    {
        Assert.Equal("make room", ExitCodes.Message(new EnvironmentProblemException("make room")));
        Assert.Contains("please report", ExitCodes.Message(new InvalidOperationException("x")), StringComparison.Ordinal);
    }
}
