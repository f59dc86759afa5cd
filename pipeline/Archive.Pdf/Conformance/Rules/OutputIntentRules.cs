using System.Buffers.Binary;
using System.Text;
using Archive.Pdf.Conformance.Reading;

namespace Archive.Pdf.Conformance.Rules;

/// <summary>The PDF/A output intent and its ICC profile (6.2.3).</summary>
internal static class OutputIntentRules
{
    private const int HeaderSize = 128;

    private static readonly string[] RequiredTags = ["desc", "cprt", "wtpt", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"];

    public static void Check(CheckContext context)
    {
        var intents = context.File.Array(context.Catalog["OutputIntents"]).Select(context.File.Dictionary).Where(intent => intent.Name("S") == "GTS_PDFA1").ToList();
        context.Require(intents.Count == 1, "6.2.3", $"There are {intents.Count} PDF/A output intents.");
        if (intents.Count == 0) return;
        context.Require(intents[0]["OutputConditionIdentifier"] is PdfString, "6.2.3", "The output intent names no output condition.");
        if (context.File.Resolve(intents[0]["DestOutputProfile"]) is PdfStream profile) CheckProfile(context, profile);
        else context.Report("6.2.3", "The output intent has no embedded profile.");
    }

    private static void CheckProfile(CheckContext context, PdfStream stream)
    {
        var data = context.File.DecodedData(stream);
        if (data.Length < HeaderSize + 4 || Signature(data, 36) != "acsp")
        {
            context.Report("6.2.3", "The output profile is no ICC profile.");
            return;
        }
        context.Require(BinaryPrimitives.ReadUInt32BigEndian(data) == data.Length, "6.2.3", "The output profile's size differs from its header.");
        context.Require(data[8] is >= 2 and < 5, "6.2.3", $"The output profile has version {data[8]}.");
        context.Require(Signature(data, 12) is "mntr" or "prtr", "6.2.3", "The output profile is of neither a monitor nor a printer.");
        var space = Signature(data, 16);
        var components = space switch { "RGB " => 3, "GRAY" => 1, "CMYK" => 4, _ => 0 };
        context.Require(components > 0 && context.File.Number(stream.Dictionary["N"]) == components, "6.2.3", $"The output profile's colour space {space} and N disagree.");
        if (space == "RGB ") CheckTags(context, data);
        context.OutputColourSpace = space;
    }

    private static void CheckTags(CheckContext context, byte[] data)
    {
        var count = BinaryPrimitives.ReadInt32BigEndian(data.AsSpan(HeaderSize));
        var tags = new HashSet<string>();
        for (var index = 0; index < count && HeaderSize + 16 + 12 * index <= data.Length; index++)
        {
            var entry = HeaderSize + 4 + 12 * index;
            var end = (long)BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(entry + 4)) + BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(entry + 8));
            context.Require(end <= data.Length, "6.2.3", "A tag of the output profile lies outside it.");
            tags.Add(Signature(data, entry));
        }
        foreach (var tag in RequiredTags) context.Require(tags.Contains(tag), "6.2.3", $"The output profile lacks the tag {tag}.");
    }

    private static string Signature(byte[] data, int place) => Encoding.ASCII.GetString(data, place, 4);
}
