using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Archive.Domain;
using Archive.Recognition.Alto;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.Recognition.Tests.Alto;

public class AltoTests(ITestOutputHelper output)
{
    private const string Namespace = "http://www.loc.gov/standards/alto/ns-v4#";

    /// <summary>As much of XLink 1.0 as ALTO refers to: its schema imports it from an address, and tests do not go to the network.</summary>
    private const string XLink = """
        <xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xlink="http://www.w3.org/1999/xlink" targetNamespace="http://www.w3.org/1999/xlink">
          <xsd:attribute name="href" type="xsd:anyURI"/>
          <xsd:attributeGroup name="simpleLink"><xsd:attribute ref="xlink:href"/></xsd:attributeGroup>
        </xsd:schema>
        """;

    private static readonly TextProvenance _provenance = new("Tesseract", "5.3.0", "lav sha256:00ff; \"a\" < b & c");

    [Fact]
    public void Read_WhatWasWritten_GivesTheSameText()
    {
        var again = AltoReader.Read(new MemoryStream(AltoWriter.Write(Page(), _provenance)), new(300));

        Assert.Equal((2480, 3508), (again.Width, again.Height));
        Assert.Equal(Page().Words, again.Words);
        Assert.Equal(Page().Blocks.Select(block => block.Box), again.Blocks.Select(block => block.Box));
        Assert.Equal(
            Page().Lines.Select(line => (line.Box, line.BaselineLeft, line.BaselineRight, line.Language)),
            again.Lines.Select(line => (line.Box, line.BaselineLeft, line.BaselineRight, line.Language)));
        Assert.Equal(Page().ToPlainText(), again.ToPlainText());
    }

    [Fact]
    public void Write_SameText_GivesTheSameBytesWithoutMarkAndTime()
    {
        var bytes = AltoWriter.Write(Page(), _provenance);

        Assert.Equal(bytes, AltoWriter.Write(Page(), _provenance));
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<alto ", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.DoesNotContain("\r", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ControlCharactersAndLoneSurrogates_StaysReadable()
    {
        var line = Line(0, 10, "lav", "a\u0001b", "\ud83d", "𝄞");
        var page = new RecognizedText(500, 500, new(300), [new(line.Box, [line])]);

        var again = AltoReader.Read(new MemoryStream(AltoWriter.Write(page, _provenance)), new(300));

        Assert.Equal(["ab", "", "𝄞"], again.Words.Select(word => word.Text));
    }

    [Theory]
    [InlineData("not XML")]
    [InlineData("<alto/>")]
    [InlineData("<alto xmlns='http://www.loc.gov/standards/alto/ns-v4#'><Layout><Page WIDTH='a' HEIGHT='1'/></Layout></alto>")]
    [InlineData("<alto xmlns='http://www.loc.gov/standards/alto/ns-v4#'><Layout><Page WIDTH='1' HEIGHT='1'/><Page WIDTH='1' HEIGHT='1'/></Layout></alto>")]
    [InlineData("<!DOCTYPE alto [<!ENTITY e 'x'>]><alto xmlns='http://www.loc.gov/standards/alto/ns-v4#'><Layout><Page WIDTH='1' HEIGHT='1'/></Layout></alto>")]
    public void Read_OtherContent_IsInvalidData(string content) =>
        Assert.Throws<InvalidDataException>(() => AltoReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(content)), new(300)));

    [Fact]
    public void Write_FullAndEmptyPage_AreValidAgainstTheSchema()
    {
        if (Schema() is not { } schema) return;

        Assert.Empty(Complaints(schema, AltoWriter.Write(Page(), _provenance)));
        Assert.Empty(Complaints(schema, AltoWriter.Write(new(100, 100, new(300), []), _provenance)));
    }

    [Fact]
    public void Schema_WordWithoutContent_IsRejected()
    {
        if (Schema() is not { } schema) return;
        var broken = Encoding.UTF8.GetString(AltoWriter.Write(Page(), _provenance)).Replace(" CONTENT=", " CONTENTS=", StringComparison.Ordinal);

        Assert.NotEmpty(Complaints(schema, Encoding.UTF8.GetBytes(broken)));
    }

    private XmlSchemaSet? Schema()
    {
        if (SharedFiles.Find("schemas", "alto-4-4.xsd") is not { } path)
        {
            output.WriteLine(SharedFiles.Skipped);
            return null;
        }

        var schemas = new XmlSchemaSet { XmlResolver = null };
        schemas.Add(null, XmlReader.Create(new StringReader(XLink)));
        schemas.Add(Namespace, XmlReader.Create(path));
        schemas.Compile();
        return schemas;
    }

    private static List<string> Complaints(XmlSchemaSet schema, byte[] alto)
    {
        var complaints = new List<string>();
        XDocument.Load(new MemoryStream(alto)).Validate(schema, (_, complaint) => complaints.Add(complaint.Message));
        return complaints;
    }

    private static RecognizedText Page()
    {
        var letter = Line(100, 200, "lav", "Žanis", "Šķēle,", "\"Rīgā\"", "<&>", "'k-4'");
        var second = Line(100, 260, "rus", "Дело", "№", "17", "«Ёлка»");
        var other = Line(300, 900, "und", "R&D");
        return new(2480, 3508, new(300), [new(letter.Box.Union(second.Box), [letter, second]), new(other.Box, [other])]);
    }

    private static TextLine Line(int x, int y, string language, params string[] texts)
    {
        var words = texts.Select((text, at) => new TextWord(text, new(x + at * 90, y, 80, 40), new(Math.Round(1 - at * 0.123, 3)))).ToList();
        return new(new(x, y, texts.Length * 90 - 10, 40), y + 31, y + 33.5, language, words);
    }
}
