namespace Archive.Samples.Words;

/// <summary>A country of origin in the forms that the templates need.</summary>
/// <param name="Code">Three letters (ISO 3166-1).</param>
public sealed record Country(
    string Code, string Latvian, string LatvianGenitive, string LatvianLocative, string Russian, string RussianGenitive, string RussianPrepositional, string English)
{
    public static IReadOnlyList<Country> All { get; } =
    [
        new("SYR", "Sīrija", "Sīrijas", "Sīrijā", "Сирия", "Сирии", "Сирии", "Syria"),
        new("IRQ", "Irāka", "Irākas", "Irākā", "Ирак", "Ирака", "Ираке", "Iraq"),
        new("AFG", "Afganistāna", "Afganistānas", "Afganistānā", "Афганистан", "Афганистана", "Афганистане", "Afghanistan"),
        new("BLR", "Baltkrievija", "Baltkrievijas", "Baltkrievijā", "Белоруссия", "Белоруссии", "Белоруссии", "Belarus"),
        new("GEO", "Gruzija", "Gruzijas", "Gruzijā", "Грузия", "Грузии", "Грузии", "Georgia"),
        new("ARM", "Armēnija", "Armēnijas", "Armēnijā", "Армения", "Армении", "Армении", "Armenia"),
        new("AZE", "Azerbaidžāna", "Azerbaidžānas", "Azerbaidžānā", "Азербайджан", "Азербайджана", "Азербайджане", "Azerbaijan"),
        new("KAZ", "Kazahstāna", "Kazahstānas", "Kazahstānā", "Казахстан", "Казахстана", "Казахстане", "Kazakhstan"),
        new("UZB", "Uzbekistāna", "Uzbekistānas", "Uzbekistānā", "Узбекистан", "Узбекистана", "Узбекистане", "Uzbekistan"),
        new("TJK", "Tadžikistāna", "Tadžikistānas", "Tadžikistānā", "Таджикистан", "Таджикистана", "Таджикистане", "Tajikistan"),
        new("UKR", "Ukraina", "Ukrainas", "Ukrainā", "Украина", "Украины", "Украине", "Ukraine"),
        new("TUR", "Turcija", "Turcijas", "Turcijā", "Турция", "Турции", "Турции", "Türkiye"),
        new("IRN", "Irāna", "Irānas", "Irānā", "Иран", "Ирана", "Иране", "Iran"),
        new("ERI", "Eritreja", "Eritrejas", "Eritrejā", "Эритрея", "Эритреи", "Эритрее", "Eritrea"),
        new("IND", "Indija", "Indijas", "Indijā", "Индия", "Индии", "Индии", "India"),
        new("LKA", "Šrilanka", "Šrilankas", "Šrilankā", "Шри-Ланка", "Шри-Ланки", "Шри-Ланке", "Sri Lanka"),
    ];

    public string Name(Language language) => language.Choose(Latvian, Russian, English);

    public string Genitive(Language language) => language.Choose(LatvianGenitive, RussianGenitive, English);

    public string Locative(Language language) => language.Choose(LatvianLocative, RussianPrepositional, English);
}
