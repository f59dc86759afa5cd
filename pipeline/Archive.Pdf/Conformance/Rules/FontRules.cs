using Archive.Pdf.Conformance.Reading;

namespace Archive.Pdf.Conformance.Rules;

/// <summary>The fonts that text was shown with: embedding, mapping to glyphs, widths, and the way to Unicode (6.2.11).</summary>
internal static class FontRules
{
    /// <summary>Widths in dictionary and font program agree within this, in thousandths of the em (6.2.11.5).</summary>
    private const double WidthTolerance = 1;

    public static void Check(CheckContext context)
    {
        // Fonts may share their parts; what is shared is read once.
        var (programs, maps) = (new Dictionary<PdfValue, TrueTypeProgram>(), new Dictionary<PdfValue, ToUnicodeMap>());
        foreach (var (number, cids) in context.UsedFonts) CheckFont(context, number, cids, programs, maps);
    }

    private static void CheckFont(CheckContext context, int number, HashSet<int> cids, Dictionary<PdfValue, TrueTypeProgram> programs, Dictionary<PdfValue, ToUnicodeMap> maps)
    {
        var font = context.File.Dictionary(new PdfReference(number));
        context.Require(font.Name("Type") == "Font" && font.Name("BaseFont") is not null, "6.2.11.2", "The font dictionary lacks Type or BaseFont.", number);
        if (font.Name("Subtype") != "Type0")
        {
            context.Report("6.2.11.2", "The font is no composite font; others are not judged here.", number);
            return;
        }
        context.Require(font.Name("Encoding") == "Identity-H", "6.2.11.3.3", "The font's encoding is not Identity-H.", number);
        CheckUnicode(context, font, cids, number, maps);
        var descendants = context.File.Array(font["DescendantFonts"]);
        var descendant = context.File.Dictionary(descendants.Count == 1 ? descendants[0] : null);
        context.Require(descendant.Name("Subtype") == "CIDFontType2", "6.2.11.2", "The descendant is no CIDFontType2.", number);
        CheckGlyphs(context, descendant, cids, number, programs);
    }

    private static void CheckUnicode(CheckContext context, PdfDictionary font, HashSet<int> cids, int number, Dictionary<PdfValue, ToUnicodeMap> maps)
    {
        if (font["ToUnicode"] is not { } reference || context.File.Resolve(reference) is not PdfStream stream)
        {
            context.Report("6.2.11.7.2", "The font has no ToUnicode map.", number);
            return;
        }
        if (!maps.TryGetValue(reference, out var map)) maps[reference] = map = ToUnicodeMap.Read(context.File.DecodedData(stream));
        foreach (var cid in cids.Order())
        {
            var text = map[cid];
            context.Require(!string.IsNullOrEmpty(text), "6.2.11.7.2", $"Code {cid} has no Unicode value.", number);
            context.Require(text is null || text.IndexOfAny(['\0', '\uFEFF', '\uFFFE']) < 0, "6.2.11.7.2", $"Code {cid} has a forbidden Unicode value.", number);
        }
    }

    private static void CheckGlyphs(CheckContext context, PdfDictionary descendant, HashSet<int> cids, int number, Dictionary<PdfValue, TrueTypeProgram> programs)
    {
        var descriptor = context.File.Dictionary(descendant["FontDescriptor"]);
        if (descriptor["FontFile2"] is not { } reference || context.File.Resolve(reference) is not PdfStream file)
        {
            context.Report("6.2.11.4.1", "The font program is not embedded.", number);
            return;
        }
        if (!programs.TryGetValue(reference, out var program)) programs[reference] = program = TrueTypeProgram.Read(context.File.DecodedData(file));
        foreach (var defect in program.Defects) context.Report("6.2.11.4.1", $"The font program is damaged: {defect}", number);
        if (program.Defects.Count > 0) return;
        if (GlyphMap(context, descendant) is not { } glyphs)
        {
            context.Report("6.2.11.3.2", "The font has no CIDToGIDMap.", number);
            return;
        }
        foreach (var cid in cids.Order()) CheckGlyph(context, descendant, program, cid, glyphs(cid), number);
    }

    private static Func<int, int>? GlyphMap(CheckContext context, PdfDictionary descendant)
    {
        switch (context.File.Resolve(descendant["CIDToGIDMap"]))
        {
            case PdfName { Value: "Identity" }:
                return cid => cid;
            case PdfStream stream:
                var map = context.File.DecodedData(stream);
                return cid => 2 * cid + 1 < map.Length ? map[2 * cid] << 8 | map[2 * cid + 1] : 0;
            default:
                return null;
        }
    }

    private static void CheckGlyph(CheckContext context, PdfDictionary descendant, TrueTypeProgram program, int cid, int glyph, int number)
    {
        context.Require(glyph != 0, "6.2.11.8", $"Code {cid} shows the glyph .notdef.", number);
        if (glyph >= program.GlyphCount)
        {
            context.Report("6.2.11.4.1", $"Code {cid} shows glyph {glyph}, which the font program lacks.", number);
            return;
        }
        var stated = Width(context, descendant, cid);
        context.Require(
            Math.Abs(stated - program.Width(glyph)) <= WidthTolerance,
            "6.2.11.5", $"Code {cid} is {stated} wide in the dictionary and {program.Width(glyph)} in the font program.", number);
    }

    private static double Width(CheckContext context, PdfDictionary descendant, int cid)
    {
        var widths = context.File.Array(descendant["W"]);
        for (var index = 0; index + 1 < widths.Count;)
        {
            var first = (int)(context.File.Number(widths[index]) ?? 0);
            if (context.File.Resolve(widths[index + 1]) is PdfArray list)
            {
                if (cid >= first && cid < first + list.Items.Count) return context.File.Number(list.Items[cid - first]) ?? 0;
                index += 2;
                continue;
            }
            if (index + 2 >= widths.Count) break;
            if (cid >= first && cid <= context.File.Number(widths[index + 1])) return context.File.Number(widths[index + 2]) ?? 0;
            index += 3;
        }
        return context.File.Number(descendant["DW"]) ?? 1000;
    }
}
