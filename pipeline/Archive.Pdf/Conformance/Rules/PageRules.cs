using Archive.Pdf.Conformance.Reading;

namespace Archive.Pdf.Conformance.Rules;

/// <summary>The page tree and each page: boundaries, resources, images, content, and what a page may not have.</summary>
internal static class PageRules
{
    private const double SmallestSide = 3, LargestSide = 14_400;

    public static void Check(CheckContext context)
    {
        var root = context.Catalog["Pages"];
        var pages = CheckNode(context, root, []);
        context.Require(pages > 0, "6.1.3", "The file has no page.");
        context.Require(context.File.Number(context.File.Dictionary(root)["Count"]) == pages, "6.1.3", "The page tree's Count is wrong.");
    }

    private static int CheckNode(CheckContext context, PdfValue? reference, HashSet<PdfValue> seen)
    {
        if (reference is not null && !seen.Add(reference)) throw new PdfSyntaxException("A page or node stands in the page tree twice.");
        var node = context.File.Dictionary(reference);
        if (node.Name("Type") == "Pages") return context.File.Array(node["Kids"]).Sum(kid => CheckNode(context, kid, seen));
        if (node.Name("Type") != "Page") return 0;
        CheckPage(context, node, (reference as PdfReference)?.Number);
        return 1;
    }

    private static void CheckPage(CheckContext context, PdfDictionary page, int? number)
    {
        foreach (var box in new[] { "MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox" }.Where(page.Has)) CheckBox(context, page[box], number);
        context.Require(page.Has("MediaBox"), "6.1.13", "The page has no MediaBox.", number);
        context.Require(context.File.Array(page["Annots"]).Count == 0, "6.3.1", "The page has annotations.", number);
        context.Require(!page.Has("PresSteps"), "6.10", "The page has presentation steps.", number);
        context.Require(!page.Has("Group"), "6.2.10", "The page has a transparency group.", number);
        if (context.File.Resolve(page["Resources"]) is not PdfDictionary resources)
        {
            context.Report("6.2.2", "The page has no resource dictionary of its own.", number);
            return;
        }
        foreach (var image in context.File.Dictionary(resources["XObject"]).Entries.Values) CheckXObject(context, image);
        foreach (var state in context.File.Dictionary(resources["ExtGState"]).Entries.Values) CheckGraphicsState(context, state, number);
        ContentRules.Check(context, page, resources, number);
    }

    private static void CheckBox(CheckContext context, PdfValue? value, int? number)
    {
        var box = context.File.Array(value).Select(context.File.Number).ToList();
        var good = box.Count == 4 && Math.Abs(box[2] - box[0] ?? 0) is >= SmallestSide and <= LargestSide
            && Math.Abs(box[3] - box[1] ?? 0) is >= SmallestSide and <= LargestSide;
        context.Require(good, "6.1.13", $"A page boundary is not between {SmallestSide} and {LargestSide} units in both directions.", number);
    }

    private static void CheckXObject(CheckContext context, PdfValue reference)
    {
        var number = (reference as PdfReference)?.Number;
        if (context.File.Resolve(reference) is PdfStream stream && stream.Dictionary.Name("Subtype") == "Image") ImageRules.Check(context, stream, number);
        else context.Report("6.2.9", "An XObject is no image; others are not judged here.", number);
    }

    private static void CheckGraphicsState(CheckContext context, PdfValue value, int? number)
    {
        var state = context.File.Dictionary(value);
        context.Require(!state.Has("TR") && !state.Has("HTP"), "6.2.5", "A graphics state has a transfer function or halftone phase.", number);
        context.Require(state.Name("TR2") is null or "Default", "6.2.5", "A graphics state has a transfer function.", number);
        var transparent = state.Name("SMask") is not (null or "None") || context.File.Number(state["ca"]) is < 1 || context.File.Number(state["CA"]) is < 1;
        context.Require(!transparent && state.Name("BM") is null or "Normal" or "Compatible", "6.2.10", "A graphics state is transparent.", number);
    }
}
