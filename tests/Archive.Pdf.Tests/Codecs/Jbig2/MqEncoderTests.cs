using Archive.Pdf.Codecs.Jbig2;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Pdf.Tests.Codecs.Jbig2;

public class MqEncoderTests
{
    /// <summary>The test sequence of ITU-T T.88, H.2: 256 decisions in one context.</summary>
    [Fact]
    public void Encode_TestSequenceOfTheStandard_GivesItsBytes()
    {
        var decisions = Convert.FromHexString("00020051000000C00352872AAAAAAAAA82C02000FCD79EF6BF7FED904F46A3BF");
        var encoder = new MqEncoder(decisions.Length);
        byte context = 0;
        for (var i = 0; i < 8 * decisions.Length; i++) encoder.Encode(ref context, decisions[i / 8] >> (7 - i % 8) & 1);

        Assert.Equal("84C73BFCE1A1430402200000410DBB86F4317FFF88FF37471ADB6ADFFFAC", Convert.ToHexString(encoder.Finish()));
    }

    [Fact]
    public void EncodeRun_AnyRuns_GivesTheBytesOfSingleDecisions() =>
        Prop.ForAll(
            Gen.ListOf(Gen.OneOf(Gen.Choose(0, 9), Gen.Choose(100, 5000))).ToArbitrary(),
            runs => Encode(runs, (encoder, bit, count) => encoder.Run(bit, count)).SequenceEqual(Encode(runs, (encoder, bit, count) =>
            {
                for (var i = 0; i < count; i++) encoder.Single(bit);
            }))).QuickCheckThrowOnFailure();

    private static byte[] Encode(IEnumerable<int> runs, Action<OneContext, int, int> encode)
    {
        var context = new OneContext();
        foreach (var (run, index) in runs.Select((run, index) => (run, index))) encode(context, index & 1, run);
        return context.Encoder.Finish();
    }

    private sealed class OneContext
    {
        private byte _context;

        public MqEncoder Encoder { get; } = new(100);

        public void Run(int bit, int count) => Encoder.EncodeRun(ref _context, bit, count);

        public void Single(int bit) => Encoder.Encode(ref _context, bit);
    }
}
