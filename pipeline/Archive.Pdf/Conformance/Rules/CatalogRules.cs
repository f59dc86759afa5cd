using Archive.Pdf.Conformance.Reading;

namespace Archive.Pdf.Conformance.Rules;

/// <summary>What the document catalog may not hold (6.4.2, 6.5, 6.8 to 6.11).</summary>
internal static class CatalogRules
{
    public static void Check(CheckContext context)
    {
        var (file, catalog) = (context.File, context.Catalog);
        context.Require(catalog.Name("Type") == "Catalog", "6.1.3", "The trailer leads to no document catalog.");
        var names = file.Dictionary(catalog["Names"]);
        context.Require(!names.Has("JavaScript"), "6.5.1", "The document holds JavaScript.");
        context.Require(!names.Has("EmbeddedFiles"), "6.8", "The document holds embedded files.");
        context.Require(!names.Has("AlternatePresentations"), "6.10", "The document holds alternate presentations.");
        var form = file.Dictionary(catalog["AcroForm"]);
        context.Require(!form.Has("XFA"), "6.4.2", "The document holds an XFA form.");
        context.Require(file.Resolve(catalog["NeedsRendering"]) is not PdfBoolean { Value: true }, "6.4.2", "The document needs rendering.");
        context.Require(!catalog.Has("OCProperties"), "6.9", "The document has optional content, whose configurations are not judged here.");
        context.Require(!catalog.Has("Requirements"), "6.11", "The document states requirements.");
    }
}
