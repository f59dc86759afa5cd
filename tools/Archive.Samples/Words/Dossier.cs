using Archive.Domain;
using Archive.Samples.Randomness;

namespace Archive.Samples.Words;

/// <summary>What all the pages of one personal file have in common.</summary>
public sealed record Dossier(CaseNumber Case, Person Person, IReadOnlyList<Person> Relatives, string Street, string Official, bool OfficialFemale, string Phone)
{
    private static readonly string[] _streets =
    [
        "Ģertrūdes iela|улица Гертрудес", "Ķīpsalas iela|улица Кипсалас", "Ļermontova iela|улица Лермонтова", "Ņēģu iela|улица Негю", "Čaka iela|улица Чака",
        "Žagatu iela|улица Жагату", "Šmerļa iela|улица Шмерля", "Ūnijas iela|улица Унияс", "Ēveles iela|улица Эвелес", "Ādažu iela|улица Адажу",
        "Brīvības iela|улица Бривибас", "Īslīces iela|улица Ислицес", "Dzirnavu iela|улица Дзирнаву", "Krāslavas iela|улица Краславас",
    ];

    private static readonly string[] _officials =
    [
        "Ģirts Ķirsis", "Žanis Ēķis", "Ēriks Ģēģeris", "Jānis Ūdris", "Mārtiņš Āboliņš", "Ļubova Čerņecka", "Ņina Ūdre", "Šarlote Āboliņa", "Ilze Bērziņa",
        "Kristīne Īvāne", "Čārlija Ņikuļina", "Zane Šķēle",
    ];

    private const int MenAmongOfficials = 5;

    public static Dossier Invent(CaseNumber number, Rng rng)
    {
        var person = Person.Invent(rng.Fork("person"));
        var official = rng.Int(0, _officials.Length - 1);
        var relatives = Enumerable.Range(0, rng.Int(2, 4))
            .Select(i => Person.Invent(rng.Fork($"relative-{i}"), 1975, 2018, person.Family, person.Origin)).ToList();
        return new(number, person, relatives, rng.Pick(_streets), _officials[official], official >= MenAmongOfficials, $"67{rng.Digits(6)}");
    }

    /// <summary>House and flat follow from the personal code, so that the address is the same on all pages.</summary>
    public string Address(Language language)
    {
        var street = Street.Split('|');
        var (house, flat) = (PersonDigit(7) * 10 + PersonDigit(8) + 1, PersonDigit(9) * 10 + PersonDigit(10) + 1);
        return $"{(language == Language.Russian ? street[1] : street[0])} {house}-{flat}, {language.Choose("Rīga", "Рига", "Riga")}, LV-10{PersonDigit(11)}{PersonDigit(7)}";
    }

    /// <summary>A day within the life of the case: from the year of its number to the end of the next.</summary>
    public DateOnly Day(Rng rng) => new DateOnly(Case.Year, 1, 1).AddDays(rng.Int(0, 700));

    private int PersonDigit(int index) => Person.PersonalCode[index] - '0';
}
