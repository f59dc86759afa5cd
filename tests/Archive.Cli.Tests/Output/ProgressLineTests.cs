using Archive.Cli.Output;
using Archive.Pipeline.Batches;

namespace Archive.Cli.Tests.Output;

public sealed class ProgressLineTests
{
    [Fact]
    public void Text_AllReceived_TellsSpeedAndTimeLeft() => Assert.Equal(
        "received 40/40 inputs · 36/96 pages · 30 pages/min · 2 min left · 3/9 files",
        ProgressLine.Text(new(40, 40, 96, 36, 30, 9, 3), TimeSpan.FromMinutes(1)));

    [Fact]
    public void Text_StillReceiving_SaysThatThereIsMore() => Assert.Equal(
        "received 12/40 inputs · 10/20+ pages · 60 pages/min · at least 10 s left · 0/2+ files",
        ProgressLine.Text(new(40, 12, 20, 10, 10, 2, 0), TimeSpan.FromSeconds(10)));

    [Fact]
    public void Text_NoPageFinishedYet_ClaimsNoSpeed() => Assert.Equal(
        "received 1/1 inputs · 0/4 pages · 0/1 files",
        ProgressLine.Text(new(1, 1, 4, 0, 0, 1, 0), TimeSpan.FromSeconds(10)));

    [Fact]
    public void Report_NobodyLooking_WritesNothing()
    {
        using var error = new StringWriter();
        using (var line = ProgressLine.On(new Terminal(TextWriter.Null, error, false, ErrorIsTerminal: false), TimeProvider.System))
            line.Report(new(1, 1, 1, 1, 1, 1, 1));

        Assert.Equal("", error.ToString());
    }

    [Fact]
    public void Report_SomeoneLooking_WritesOneLineAndTakesItBack()
    {
        using var error = new StringWriter();
        using (var line = ProgressLine.On(new Terminal(TextWriter.Null, error, false, ErrorIsTerminal: true), TimeProvider.System))
            line.Report(new(1, 1, 4, 0, 0, 1, 0));

        Assert.StartsWith("\rreceived 1/1 inputs", error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(" \r", error.ToString(), StringComparison.Ordinal);
    }
}
