namespace Archive.Samples.Words;

/// <summary>The languages of the files.</summary>
public enum Language
{
    Latvian,
    Russian,
    English,
}

public static class LanguageCodes
{
    /// <summary>ISO 639-2 code, as the recognizer names its models.</summary>
    public static string Code(this Language language) => language switch
    {
        Language.Latvian => "lav",
        Language.Russian => "rus",
        _ => "eng",
    };

    /// <summary>The one of three texts that is in the language.</summary>
    public static string Choose(this Language language, string latvian, string russian, string english) => language switch
    {
        Language.Latvian => latvian,
        Language.Russian => russian,
        _ => english,
    };
}
