using System.Globalization;

namespace Archive.Samples.Words;

/// <summary>Dates as offices write them.</summary>
public static class Dates
{
    private static readonly string[] _latvianLocative =
    [
        "janvārī", "februārī", "martā", "aprīlī", "maijā", "jūnijā", "jūlijā", "augustā", "septembrī", "oktobrī", "novembrī", "decembrī",
    ];

    private static readonly string[] _latvianGenitive =
    [
        "janvāra", "februāra", "marta", "aprīļa", "maija", "jūnija", "jūlija", "augusta", "septembra", "oktobra", "novembra", "decembra",
    ];

    private static readonly string[] _russianGenitive =
    [
        "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря",
    ];

    private static readonly string[] _english =
    [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ];

    /// <summary>In digits: 14.03.2019. in Latvian (with the full stop of an ordinal), 14.03.2019 otherwise.</summary>
    public static string Short(DateOnly date, Language language) =>
        date.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture) + (language == Language.Latvian ? "." : "");

    /// <summary>In words, in the case that says when: 2019. gada 14. martā, 14 марта 2019 года, 14 March 2019.</summary>
    public static string Long(DateOnly date, Language language) => language switch
    {
        Language.Latvian => $"{date.Year}. gada {date.Day}. {_latvianLocative[date.Month - 1]}",
        Language.Russian => $"{date.Day} {_russianGenitive[date.Month - 1]} {date.Year} года",
        _ => $"{date.Day} {_english[date.Month - 1]} {date.Year}",
    };

    /// <summary>In words, in the case that says whose or since when; in Latvian alone other than <see cref="Long"/>: 2019. gada 14. marta.</summary>
    public static string Genitive(DateOnly date, Language language) =>
        language == Language.Latvian ? $"{date.Year}. gada {date.Day}. {_latvianGenitive[date.Month - 1]}" : Long(date, language);
}
