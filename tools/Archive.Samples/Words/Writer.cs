using System.Globalization;
using Archive.Samples.Randomness;

namespace Archive.Samples.Words;

/// <summary>Writes sentences about a dossier in one language.</summary>
public sealed class Writer(Dossier dossier, Language language, Rng rng)
{
    // Man's and woman's nominative, accusative (Latvian), Russian, English with article.
    private static readonly string[][] _jobs =
    [
        ["pavārs", "pavāre", "pavāru", "pavāri", "повар", "a cook"], ["šoferis", "šofere", "šoferi", "šoferi", "водитель", "a driver"],
        ["skolotājs", "skolotāja", "skolotāju", "skolotāju", "учитель", "a teacher"], ["celtnieks", "celtniece", "celtnieku", "celtnieci", "строитель", "a builder"],
        ["grāmatvedis", "grāmatvede", "grāmatvedi", "grāmatvedi", "бухгалтер", "an accountant"],
        ["programmētājs", "programmētāja", "programmētāju", "programmētāju", "программист", "a programmer"],
        ["ārsts", "ārste", "ārstu", "ārsti", "врач", "a doctor"], ["šuvējs", "šuvēja", "šuvēju", "šuvēju", "портной", "a tailor"],
    ];

    public Language Language => language;

    /// <summary>Some sentences of a section, each another, expanded.</summary>
    public List<string> Some(string kind, string section, int count) => rng.Sample(Texts.Section(kind, language, section), count).ConvertAll(Expand);

    public string One(string kind, string section) => Expand(rng.Pick(Texts.Section(kind, language, section)));

    /// <summary>Expands a template; the full stop of a Latvian date also ends its sentence.</summary>
    public string Expand(string template) => Template.Expand(template, rng, dossier.Person.Female, Fill).Replace("..", ".", StringComparison.Ordinal);

    /// <summary>The value of a slot.</summary>
    public string Fill(string slot) => slot switch
    {
        "case" => dossier.Case.ToString(),
        "name" => dossier.Person.FullName(language),
        "code" => dossier.Person.PersonalCode,
        "country" => dossier.Person.Origin.Name(language),
        "countryGen" => dossier.Person.Origin.Genitive(language),
        "countryLoc" => dossier.Person.Origin.Locative(language),
        "birthL" => Dates.Long(dossier.Person.Birth, language),
        "birth" => Dates.Short(dossier.Person.Birth, language),
        "dl" => Dates.Long(dossier.Day(rng), language),
        "dgn" => Dates.Genitive(dossier.Day(rng), language),
        "dg" => Dates.Short(dossier.Day(rng), language),
        "du" => Dates.Short(dossier.Day(rng).AddYears(rng.Int(2, 5)), language),
        "address" => dossier.Address(language),
        "phone" => dossier.Phone,
        "official" => dossier.Official,
        "hour" => Number(9, 16),
        "n1" => Number(11, 48),
        "n2" => Number(105, 390),
        "n3" => Number(720, 2400),
        "few" => rng.Pick(language.Choose("divi|trīs|četri", "двое|трое|четверо", "two|three|four").Split('|')),
        "jobLav" => rng.Pick(_jobs)[dossier.Person.Female ? 1 : 0],
        "jobLavAcc" => rng.Pick(_jobs)[dossier.Person.Female ? 3 : 2],
        "jobRus" => rng.Pick(_jobs)[4],
        "jobEng" => rng.Pick(_jobs)[5],
        _ => throw new ArgumentException($"There is no slot '{slot}'.", nameof(slot)),
    };

    private string Number(int lowest, int highest) => rng.Int(lowest, highest).ToString(CultureInfo.InvariantCulture);
}
