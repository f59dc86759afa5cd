using Archive.Samples.Randomness;

namespace Archive.Samples.Words;

/// <summary>A name as written in Latvian, in Russian and in Latin letters (as in a passport).</summary>
public readonly record struct Spelling(string Latvian, string Russian, string Latin)
{
    public string In(Language language) => language.Choose(Latvian, Russian, Latin);
}

/// <summary>An invented person.</summary>
public sealed record Person(bool Female, Spelling Given, Spelling Family, DateOnly Birth, Country Origin, string PersonalCode, string PassportNumber)
{
    private static readonly string[] _men =
    [
        "Ahmads|Ахмад|Ahmad", "Samīrs|Самир|Samir", "Jūsufs|Юсуф|Yusuf", "Ābrams|Абрам|Abram", "Rustams|Рустам|Rustam", "Georgijs|Георгий|Georgiy",
        "Oļegs|Олег|Oleg", "Žumabeks|Жумабек|Zhumabek", "Tigrans|Тигран|Tigran", "Ēmins|Эмин|Emin", "Dāvuds|Давуд|Dawud", "Čingizs|Чингиз|Chingiz",
        "Ņikita|Никита|Nikita", "Kidane|Кидане|Kidane", "Radžešs|Раджеш|Rajesh",
    ];

    private static readonly string[] _women =
    [
        "Leila|Лейла|Leila", "Fātima|Фатима|Fatima", "Zeinaba|Зейнаб|Zeinab", "Ņina|Нина|Nina", "Ļubova|Любовь|Lyubov", "Gajane|Гаянэ|Gayane",
        "Šahnoza|Шахноза|Shahnoza", "Žanna|Жанна|Zhanna", "Marjama|Марьям|Maryam", "Ūmida|Умида|Umida", "Sāra|Сара|Sara", "Ksenija|Ксения|Kseniya",
        "Selama|Селам|Selam", "Ķetevana|Кетеван|Ketevan", "Ādevi|Адеви|Adevi",
    ];

    // Man's and woman's form apart by a slash where they differ.
    private static readonly string[] _families =
    [
        "Karimi|Карими|Karimi", "Nazarovs/Nazarova|Назаров/Назарова|Nazarov/Nazarova", "Hadads/Hadada|Хаддад|Haddad",
        "Petrosjans/Petrosjana|Петросян|Petrosyan", "Bekele|Бекеле|Bekele", "Ščerbakovs/Ščerbakova|Щербаков/Щербакова|Shcherbakov/Shcherbakova",
        "Šarifi|Шарифи|Sharifi", "Žumabajevs/Žumabajeva|Жумабаев/Жумабаева|Zhumabayev/Zhumabayeva", "Ķeburija|Кебурия|Keburia",
        "Ļisenko|Лысенко|Lysenko", "Ģulijevs/Ģulijeva|Гулиев/Гулиева|Guliyev/Guliyeva", "Yildirims/Yildirima|Йылдырым|Yildirim",
        "Tesfajs/Tesfaja|Тесфай|Tesfay", "Ēlčijevs/Ēlčijeva|Эльчиев/Эльчиева|Elchiyev/Elchiyeva", "Perera|Перера|Perera",
        "Čerņavskis/Čerņavska|Чернявский/Чернявская|Chernyavskiy/Chernyavskaya", "Ūsmani|Усмани|Usmani", "Rahmonovs/Rahmonova|Рахмонов/Рахмонова|Rahmonov/Rahmonova",
    ];

    public static Person Invent(Rng rng, int yearOfBirthFrom = 1955, int yearOfBirthTo = 2000, Spelling? family = null, Country? origin = null)
    {
        var female = rng.Chance(0.5);
        var familyLine = rng.Pick(_families);
        return new(
            female, Parse(rng.Pick(female ? _women : _men), female), family ?? Parse(familyLine, female),
            new DateOnly(rng.Int(yearOfBirthFrom, yearOfBirthTo), rng.Int(1, 12), rng.Int(1, 28)), origin ?? rng.Pick(Country.All),
            $"32{rng.Digits(4)}-{rng.Digits(5)}", $"{(char)('A' + rng.Int(0, 25))}{(char)('A' + rng.Int(0, 25))}{rng.Digits(7)}");
    }

    public string FullName(Language language) => $"{Given.In(language)} {Family.In(language)}";

    private static Spelling Parse(string line, bool female)
    {
        var parts = line.Split('|').Select(part => part.Split('/') is [var man, var woman] ? (female ? woman : man) : part).ToArray();
        return new(parts[0], parts[1], parts[2]);
    }
}
