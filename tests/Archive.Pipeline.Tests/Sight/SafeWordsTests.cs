using Archive.Domain;
using Archive.Pipeline.Sight;

namespace Archive.Pipeline.Tests.Sight;

public class SafeWordsTests
{
    private const string Digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    public static TheoryData<Exception, string> Failures => new()
    {
        { new StoreUnavailableException("object store", "no answer"), "The object store is not available: no answer" },
        { new EnvironmentProblemException("The model lav is missing."), "The model lav is missing." },
        { new FileNotFoundException($"There is no object {Digest} in /srv/PMR-2019-00017"), $"The object {Digest} is missing." },
        { new StorageFullException("/in/PMR-2019-00017/Anna.jpg", 0, new IOException()), "There is no space left on the disk." },
        { new UnauthorizedAccessException("Access to the path '/in/PMR-2019-00017/Anna.jpg' is denied."), "UnauthorizedAccessException (0x80070005)." },
        { new InvalidDataException("'Anna' is no date"), "InvalidDataException (0x80131501)." },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Of_Failure_SaysWhatWithoutWhose(Exception failure, string expected) => Assert.Equal(expected, SafeWords.Of(failure));

    [Fact]
    public void StackOf_FailureWithCause_NamesTypesAndMethodsAlone()
    {
        var thrown = Assert.Throws<InvalidOperationException>(Fail);

        var stack = SafeWords.StackOf(thrown);

        Assert.Contains("System.InvalidOperationException at Archive.Pipeline.Tests.Sight.SafeWordsTests.Fail", stack, StringComparison.Ordinal);
        Assert.Contains("caused by System.IO.IOException at ", stack, StringComparison.Ordinal);
        Assert.DoesNotContain("Anna", stack, StringComparison.Ordinal);
        Assert.DoesNotContain(".cs", stack, StringComparison.Ordinal);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Fail() => throw new InvalidOperationException("Anna", new IOException("/in/Anna.jpg"));
}
