using Archive.Samples.Randomness;
using Archive.Samples.Words;

namespace Archive.Samples.Tests;

public class TemplateTests
{
    [Theory]
    [InlineData(false, "Pieteicējs dzimis 7")]
    [InlineData(true, "Pieteicēja dzimusi 7")]
    public void Expand_FormsBySexAndSlot_AreFilled(bool female, string expected) =>
        Assert.Equal(expected, Template.Expand("<Pieteicējs|Pieteicēja> [<dzimis|dzimusi>] {n}", new Rng(1), female, _ => "7"));

    [Fact]
    public void Expand_Choice_TakesEveryBranchInTime()
    {
        var rng = new Rng(2);

        Assert.Equal(["a", "b", "c"], Enumerable.Range(0, 60).Select(_ => Template.Expand("[a|b|c]", rng, false, _ => "")).Distinct().Order());
    }

    [Theory]
    [InlineData("[a|b")]
    [InlineData("<a|b")]
    [InlineData("{n")]
    public void Expand_UnclosedBracket_IsRefused(string template) =>
        Assert.Throws<FormatException>(() => Template.Expand(template, new Rng(1), false, _ => ""));

    [Theory]
    [InlineData("letter", "title,intro,facts,law,points,closing")]
    [InlineData("interview", "pairs,opening")]
    [InlineData("note", "salutation,sentences")]
    public void Texts_EveryTemplate_ExpandsWithoutLeftovers(string kind, string sections)
    {
        foreach (var language in Enum.GetValues<Language>())
            foreach (var section in sections.Split(','))
                foreach (var template in Texts.Section(kind, language, section))
                    for (var seed = 0UL; seed < 6; seed++)
                    {
                        var dossier = Dossier.Invent(new(Domain.Register.Pmr, 2019, 1), new Rng(seed));
                        var text = new Writer(dossier, language, new Rng(seed)).Expand(template);

                        Assert.DoesNotContain(text, sign => "[]<>{}".Contains(sign));
                        Assert.DoesNotContain("  ", text, StringComparison.Ordinal);
                    }
    }
}
