using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Archive.Pdf.Conformance.Reading;

namespace Archive.Pdf.Conformance.Rules;

/// <summary>The XMP metadata, its version identification, and its agreement with the information dictionary (6.6.2 to 6.6.4).</summary>
internal static partial class MetadataRules
{
    private static readonly XNamespace Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace Xmp = "http://ns.adobe.com/xap/1.0/";
    private static readonly XNamespace Pdf = "http://ns.adobe.com/pdf/1.3/";
    private static readonly XNamespace PdfaId = "http://www.aiim.org/pdfa/ns/id/";

    /// <summary>The predefined properties that our files use, with the container their value type needs; others would need an extension schema.</summary>
    private static readonly Dictionary<XName, XName?> Known = new()
    {
        [PdfaId + "part"] = null,
        [PdfaId + "conformance"] = null,
        [Dc + "format"] = null,
        [Dc + "title"] = Rdf + "Alt",
        [Dc + "identifier"] = null,
        [Dc + "language"] = Rdf + "Bag",
        [Dc + "source"] = null,
        [Xmp + "CreatorTool"] = null,
        [Xmp + "CreateDate"] = null,
        [Xmp + "ModifyDate"] = null,
        [Xmp + "MetadataDate"] = null,
        [Pdf + "Producer"] = null,
        [XNamespace.Get("http://ns.adobe.com/xap/1.0/mm/") + "DocumentID"] = null,
        [XNamespace.Get("http://ns.adobe.com/xap/1.0/mm/") + "InstanceID"] = null,
        [XNamespace.Get("http://ns.adobe.com/xap/1.0/mm/") + "History"] = Rdf + "Seq",
    };

    public static void Check(CheckContext context)
    {
        if (context.File.Resolve(context.Catalog["Metadata"]) is not PdfStream stream)
        {
            context.Report("6.6.2.1", "The catalog has no metadata stream.");
            return;
        }
        var number = (context.Catalog["Metadata"] as PdfReference)?.Number;
        context.Require(!stream.Dictionary.Has("Filter"), "6.6.2.1", "The metadata stream is not plain text.", number);
        context.Require(stream.Dictionary.Name("Type") == "Metadata" && stream.Dictionary.Name("Subtype") == "XML", "6.6.2.1", "The metadata stream is not marked as XML metadata.", number);
        if (Parse(context, context.File.RawData(stream), number) is not { } properties) return;
        CheckProperties(context, properties, number);
        CheckIdentification(context, properties, number);
        CheckInformation(context, properties);
    }

    private static List<XElement>? Parse(CheckContext context, byte[] data, int? number)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(data);
            var header = PacketHeader().Match(text);
            context.Require(header.Success, "6.6.2.1", "The metadata has no packet header.", number);
            context.Require(!header.Value.Contains("bytes="), "6.6.2.1", "The packet header has the attribute bytes.", number);
            context.Require(!header.Value.Contains("encoding="), "6.6.2.1", "The packet header has the attribute encoding.", number);
            return [.. XDocument.Parse(text).Descendants(Rdf + "RDF").Elements(Rdf + "Description").Elements()];
        }
        catch (Exception e) when (e is XmlException or DecoderFallbackException)
        {
            context.Report("6.6.2.1", $"The metadata is not well-formed XML in UTF-8: {e.Message}", number);
            return null;
        }
    }

    private static void CheckProperties(CheckContext context, List<XElement> properties, int? number)
    {
        foreach (var property in properties)
        {
            var known = Known.TryGetValue(property.Name, out var container);
            context.Require(known, "6.6.2.3.1", $"Property {property.Name.LocalName} is of no predefined schema known here.", number);
            context.Require(!known || property.Elements().Take(2).Select(element => element.Name).SequenceEqual(container is null ? [] : [container]), "6.6.2.3.1", $"Property {property.Name.LocalName} has a wrong value type.", number);
        }
    }

    private static void CheckIdentification(CheckContext context, List<XElement> properties, int? number)
    {
        context.Require(Value(properties, PdfaId + "part") == "2", "6.6.4", "pdfaid:part is not 2.", number);
        context.Require(Value(properties, PdfaId + "conformance") == "U", "6.6.4", "pdfaid:conformance is not U.", number);
    }

    private static void CheckInformation(CheckContext context, List<XElement> properties)
    {
        var info = context.File.Dictionary(context.File.Trailer["Info"]);
        Compare("Title", Dc + "title");
        Compare("Creator", Xmp + "CreatorTool");
        Compare("Producer", Pdf + "Producer");
        CompareDate("CreationDate", Xmp + "CreateDate");
        CompareDate("ModDate", Xmp + "ModifyDate");

        void Compare(string key, XName property) => context.Require(
            Text(info, key) == Value(properties, property), "6.6.3", $"{key} and {property.LocalName} differ.");

        void CompareDate(string key, XName property) => context.Require(
            PdfDate(Text(info, key)) == XmpDate(Value(properties, property)), "6.6.3", $"{key} and {property.LocalName} differ.");
    }

    private static string? Text(PdfDictionary info, string key) => (info[key] as PdfString)?.Text;

    private static string? Value(List<XElement> properties, XName name)
    {
        var property = properties.FirstOrDefault(candidate => candidate.Name == name);
        return property?.Element(Rdf + "Alt") is { } alternatives
            ? alternatives.Elements().FirstOrDefault(item => (string?)item.Attribute(XNamespace.Xml + "lang") == "x-default")?.Value
            : property?.Value;
    }

    private static DateTimeOffset? PdfDate(string? text) =>
        DateTimeOffset.TryParseExact(PdfOffset().Replace(text ?? "", "$1:$2"), "'D:'yyyyMMddHHmmsszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static DateTimeOffset? XmpDate(string? text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    [GeneratedRegex(@"([+-]\d\d)'(\d\d)'?$")]
    private static partial Regex PdfOffset();

    [GeneratedRegex(@"^<\?xpacket begin=[^?]*\?>")]
    private static partial Regex PacketHeader();
}
