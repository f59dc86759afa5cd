using System.Globalization;
using System.Text;
using Archive.Domain;

namespace Archive.Benchmarks.Search;

/// <summary>
/// Pages of made-up text with the statistics that matter to a search index: three languages, word frequencies after Zipf's law (exponent 1), inflected
/// forms, names, dates and numbers, and two words of a hundred misread. The same number gives the same page.
/// </summary>
internal sealed class SyntheticText
{
    internal const int WordsPerPage = 220;
    private const int WordsPerLine = 9;
    private const int Stems = 40_000;
    private const int Names = 60_000;
    private const double Misread = 0.02;

    private static readonly string[] Consonants = ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "š", "ž", "c", "j", "st", "kr", "tr"];
    private static readonly string[] Vowels = ["a", "e", "i", "o", "u", "ā", "ē", "ī", "ū", "ie", "au"];
    private static readonly string[] RussianConsonants = ["б", "в", "г", "д", "ж", "з", "к", "л", "м", "н", "п", "р", "с", "т", "х", "ч", "ш", "ст", "пр"];
    private static readonly string[] RussianVowels = ["а", "е", "и", "о", "у", "ы", "я", "ю"];
    private static readonly string[] LatvianEndings = ["s", "a", "as", "u", "am", "ai", "os", "is", "ī", "ēm", "ām"];
    private static readonly string[] RussianEndings = ["а", "ы", "ов", "ам", "ами", "ой", "ие", "ий", "ого", ""];
    private static readonly string[] EnglishEndings = ["", "s", "ed", "ing", "er"];

    private readonly (string[] Stems, string[] Endings, string Language)[] _languages =
    [
        (Words(11, Stems, Consonants, Vowels, 2, 4), LatvianEndings, "lav"), (Words(12, Stems, RussianConsonants, RussianVowels, 2, 4), RussianEndings, "rus"),
        (Words(13, Stems, Consonants, Vowels, 1, 3), EnglishEndings, "eng"),
    ];

    private readonly string[] _names = Words(14, Names, Consonants, Vowels, 3, 4);

    /// <summary>The stem of this rank of frequency, from 0, in the language: 0 Latvian, 1 Russian, 2 English.</summary>
    internal string Stem(int language, int rank) => _languages[language].Stems[rank];

    internal string Form(int language, int rank, Random random) => Stem(language, rank) + Pick(_languages[language].Endings, random);

    internal string Name(int number) => Capital(_names[number]);

    internal static int NameCount => Names;

    internal static string CaseOf(int number) => string.Create(CultureInfo.InvariantCulture, $"PMR-{2005 + (number % 20)}-{number % 100_000:D5}");

    /// <summary>Misreads one letter as recognition would.</summary>
    internal static string Misreading(string word, Random random)
    {
        var at = random.Next(word.Length);
        return word[..at] + "lniecaou"[random.Next(8)] + word[(at + 1)..];
    }

    internal RecognizedText Page(int number)
    {
        var random = new Random(number);
        var language = _languages[random.Next(10) switch { < 6 => 0, < 9 => 1, _ => 2 }];
        var (person, y) = (Name(random.Next(Names)), 200);
        var blocks = new List<TextBlock>();
        for (var left = WordsPerPage * (60 + random.Next(80)) / 100; left > 0;)
        {
            var lines = new List<TextLine>();
            for (var line = 0; line < 6 && left > 0; line++, left -= WordsPerLine, y += 52) lines.Add(Line(language, person, y, random));
            blocks.Add(new(new PixelRect(200, lines[0].Box.Y, 2000, y - lines[0].Box.Y), lines));
            y += 40;
        }

        return new(2480, 3508, new Dpi(300), blocks);
    }

    private TextLine Line((string[] Stems, string[] Endings, string Language) language, string person, int y, Random random)
    {
        var words = new List<TextWord>(WordsPerLine);
        for (var x = 200; words.Count < WordsPerLine;)
        {
            var text = random.Next(60) switch
            {
                0 => person,
                1 => Name(random.Next(Names)),
                2 => CaseOf(random.Next(200_000)),
                3 => string.Create(CultureInfo.InvariantCulture, $"{random.Next(1, 29):D2}.{random.Next(1, 13):D2}.{random.Next(1990, 2025)}."),
                4 => random.Next(100_000).ToString(CultureInfo.InvariantCulture),
                _ => language.Stems[Rank(random)] + Pick(language.Endings, random),
            };
            if (random.NextDouble() < Misread) text = Misreading(text, random);
            var width = text.Length * 22;
            words.Add(new(text, new PixelRect(x, y, width, 38), Confidence.Clamp(0.6 + (random.NextDouble() * 0.4))));
            x += width + 20;
        }

        return new(new PixelRect(200, y, words[^1].Box.Right - 200, 38), y + 30, y + 30, language.Language, words);
    }

    /// <summary>Ranks after Zipf: the logarithm of the rank is spread evenly.</summary>
    private static int Rank(Random random) => (int)Math.Exp(random.NextDouble() * Math.Log(Stems)) - 1;

    private static string[] Words(int seed, int count, string[] consonants, string[] vowels, int fewest, int most)
    {
        var random = new Random(seed);
        var words = new HashSet<string>(StringComparer.Ordinal);
        while (words.Count < count)
        {
            var word = new StringBuilder();
            for (var syllables = random.Next(fewest, most + 1); syllables > 0; syllables--) word.Append(Pick(consonants, random)).Append(Pick(vowels, random));
            words.Add(word.Append(Pick(consonants, random)).ToString());
        }

        return [.. words];
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static string Pick(string[] all, Random random) => all[random.Next(all.Length)];
}
