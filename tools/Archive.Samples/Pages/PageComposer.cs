using Archive.Samples.Randomness;
using Archive.Samples.Words;

namespace Archive.Samples.Pages;

/// <summary>Composes pages by kind.</summary>
public static class PageComposer
{
    public static PageDraft Compose(PageKind kind, Dossier dossier, Language language, Rng rng) => kind switch
    {
        PageKind.Form => ApplicationForm.Compose(dossier, language, rng),
        PageKind.Letter => DecisionLetter.Compose(dossier, language, rng),
        PageKind.Interview => InterviewRecord.Compose(dossier, language, rng),
        PageKind.Certificate => ResidenceCertificate.Compose(dossier, language, rng),
        PageKind.Passport => PassportPage.Compose(dossier, rng),
        PageKind.Photos => PhotoSheet.Compose(dossier, language, rng),
        PageKind.Note => HandwrittenNote.Compose(dossier, language, rng),
        PageKind.Blank => BlankPages.Blank(rng),
        PageKind.NearBlank => BlankPages.Near(rng.Int(0, BlankPages.NearSorts - 1), dossier, language, rng),
        PageKind.Cover => CoverPage.Compose(dossier, language, rng),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of page."),
    };
}
