using Archive.Domain;
using Archive.Web.Scanning;

namespace Archive.Web.Tests.Scanning;

/// <summary>Profiles as administrators write them, and what scanimage is called with.</summary>
public sealed class ScanProfileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Read_ProfileWithEverything_IsWhatScanimageIsCalledWith()
    {
        File.WriteAllText(_path, """
            // The scanner at the window.
            [{ "name": "A4", "device": "test:0", "resolution": 200, "mode": "Gray", "source": "ADF Front", "duplexSource": "ADF Duplex", "sides": 2, "width": 210, "height": 297.5,
               "options": { "swdeskew": "no", "brightness": "-5" }, "duplexOptions": { "flip": "yes" } }]
            """);
        var profile = Assert.Single(ScanProfileFile.Read(_path));
        Assert.Equal(
            ["--device-name=test:0", "--format=tiff", "--batch=p%05d.tif", "--batch-print", "--batch-count=2000", "--source=ADF Duplex", "--mode=Gray", "--resolution=200", "--swdeskew=no", "--brightness=-5",
                "--flip=yes", "-x", "210", "-y", "297.5"],
            profile.Arguments(2, "p%05d.tif"));
        Assert.Contains("--source=ADF Front", profile.Arguments(1, "p%05d.tif"));
        Assert.DoesNotContain("--flip=yes", profile.Arguments(1, "p%05d.tif"));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("Flatbed", false)]
    [InlineData("ADF", true)]
    public void Arguments_OfWhatIsNoFeeder_AskForOnePage(string? source, bool feeds) =>
        Assert.Contains(feeds ? "--batch-count=2000" : "--batch-count=1", new ScanProfile("x", "test:0", Source: source).Arguments(1, "p"));

    [Theory]
    [InlineData("""[{"name":"a"}]""", "device")]
    [InlineData("""[{"name":"a","device":"d","dpi":300}]""", "dpi")]
    [InlineData("""[{"name":"a","device":"d","resolution":"300"}]""", "$[0].resolution")]
    [InlineData("""[{"name":"a","device":"d","resolution":30}]""", "profile 1 ('a'): resolution: 50 to 1,200 dpi")]
    [InlineData("""[{"name":"a","device":"d"},{"name":"A","device":"d"}]""", "profile 2 ('A'): another has this name")]
    [InlineData("""[{"name":"a","device":"d","sides":2}]""", "profile 1 ('a'): sides: 2 needs")]
    [InlineData("""[{"name":"a","device":"d\n"}]""", "profile 1 ('a'): device")]
    [InlineData("""[{"name":"a","device":"d","width":5}]""", "profile 1 ('a'): width")]
    [InlineData("""[{"name":"a","device":"d","options":{"--x":"1"}}]""", "options: '--x' is no option's name")]
    [InlineData("""[{"name":"a","device":"d","options":{"x y":"1"}}]""", "options: 'x y' is no option's name")]
    [InlineData("""[{"name":"a","device":"d","options":{"output-file":"/etc/x"}}]""", "options: 'output-file' is not for a profile to set")]
    [InlineData("""[{"name":"a","device":"d","options":{"outp":"/etc/x"}}]""", "options: 'outp' is not for a profile to set")]
    [InlineData("""[{"name":"a","device":"d","duplexOptions":{"x":"a\u0000"}}]""", "duplexOptions.x")]
    [InlineData("""[null]""", "profile 1")]
    [InlineData("""null""", "array")]
    [InlineData("""[{"name":""", "LineNumber")]
    public void Read_ProfileThatMakesNoSense_SaysWhere(string text, string place)
    {
        File.WriteAllText(_path, text);
        var wrong = Assert.Throws<EnvironmentProblemException>(() => ScanProfileFile.Read(_path));
        Assert.Contains(_path, wrong.Message, StringComparison.Ordinal);
        Assert.Contains(place, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoSuchFile_IsSaid() => Assert.Contains("cannot be read", Assert.Throws<EnvironmentProblemException>(() => ScanProfileFile.Read("/nowhere/at/all.json")).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_ListWithLinesOfBackends_HasTheDevicesAlone()
    {
        var list = "some back-end talks\ntest:0\u001fNoname\u001ffrontend-tester\n\u001fx\u001fy\na\u001fb\nnet:host:dev ice|x\u001fVen\u0007dor\u001fModel\r\ntest:0\u001fNoname\u001fagain\n";
        Assert.Equal([new("test:0", "Noname", "frontend-tester"), new("net:host:dev ice|x", "Vendor", "Model")], Sane.Parse(list));
        Assert.Empty(Sane.Parse(""));
    }

    [Fact]
    public void ParseChoices_OptionsOfADevice_HasThoseOfLists()
    {
        var choices = Sane.ParseChoices("    --mode Gray|Color [Gray]\n        Selects --x a|b.\n    --source Flatbed|Automatic Document Feeder [Flatbed]\n    --three-pass-order RGB|RBG [inactive]\n    -x 0..200mm [80]\n");
        Assert.Equal(["Gray", "Color"], choices["mode"]);
        Assert.Equal(["Flatbed", "Automatic Document Feeder"], choices["source"]);
    }

    [Theory]
    [InlineData(0, "", ScanOutcome.Done, null)]
    [InlineData(1, "scanimage: open of device x failed: Device busy", ScanOutcome.Busy, null)]
    [InlineData(1, "scanimage: open of device x failed: Invalid argument", ScanOutcome.DeviceGone, null)]
    [InlineData(1, "scanimage: no SANE devices found", ScanOutcome.NoScanner, null)]
    [InlineData(1, "scanimage: setting of option --mode failed (Invalid argument)", ScanOutcome.Failed, "options")]
    [InlineData(139, "", ScanOutcome.Failed, "unexpected")]
    public void Ending_OfScanimage_IsAnOutcome(int code, string said, ScanOutcome outcome, string? word) => Assert.Equal((outcome, word), ScanEnding.Of(code, said));
}
