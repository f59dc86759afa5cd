using Archive.Cli.Composition;
using Archive.Domain;

namespace Archive.Cli.Tests.Composition;

public sealed class AlarmTests
{
    private static readonly VerifyFinding Changed = new(FindingKind.ChangedObject, "abcd", "master named by source /in/1.tif");

    [Fact]
    public void Raise_SeveralMismatches_RunsTheCommandOnceAndSaysEach()
    {
        var path = Path.GetTempFileName();
        var said = new List<string>();
        var alarm = new Alarm($"printf '%s\\n' \"$ARCHIVE_ALARM_TEXT\" >> {path}", said.Add);

        alarm.Raise(Changed);
        alarm.Raise(Changed with { Kind = FindingKind.MissingObject });

        Assert.Equal(["CHANGED: master named by source /in/1.tif, abcd"], File.ReadAllLines(path));
        Assert.Equal(2, said.Count);
        File.Delete(path);
    }

    [Fact]
    public void Raise_CommandFails_IsSaidAndSurvived()
    {
        var said = new List<string>();
        new Alarm("exit 7", said.Add).Raise(Changed);
        Assert.Contains("the alarm command ended with 7", said);
    }

    [Fact]
    public void Raise_ToALog_SaysTheDigestAndNoPath()
    {
        var said = new List<string>();
        new Alarm(null, said.Add, briefly: true).Raise(Changed);
        Assert.Equal(["alarm: CHANGED: abcd"], said);
    }
}
