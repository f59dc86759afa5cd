using System.Globalization;
using System.Text;
using System.Text.Json;
using Archive.Domain.Ports;
using Archive.Storage.Search.Text;

namespace Archive.Storage.Search.Elastic;

/// <summary>A page as the document that goes into the index.</summary>
internal static class PageDocument
{
    internal static string IdOf(string fileId, int page) => string.Create(CultureInfo.InvariantCulture, $"{fileId}-{page}");

    internal static void Write(Utf8JsonWriter writer, IndexedPage page)
    {
        var words = PageWord.Of(page.Text);
        var tokens = PageTokens.Of(words);
        writer.WriteStartObject();
        writer.WriteString("file", page.FileId);
        if (page.Case is { } number)
        {
            writer.WriteString("case", number.ToString());
            writer.WriteString("register", number.Register.ToString().ToUpperInvariant());
            writer.WriteString("year", number.Year.ToString("D4", CultureInfo.InvariantCulture));
        }
        if (page.Facts.DocumentType is { } type) writer.WriteString("type", type);
        writer.WriteString("language", page.Text.MainLanguage);
        writer.WriteString("status", PageStatus.Of(page.Facts));
        if (page.Access.Unit is { } unit) writer.WriteString("unit", unit);
        if (page.Access.Restricted) writer.WriteBoolean("restricted", true);
        writer.WriteNumber("page", page.PageNumber);
        writer.WriteString("revision", page.Revision.Hex);
        WriteTexts(writer, words, tokens);
        writer.WriteBase64String("layout", WordBlob.Write(words));
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, IReadOnlyList<PageWord> words, PageTokens tokens)
    {
        writer.WriteString("words", Joined(tokens.Words.Select(token => token.Text)));
        writer.WriteString("pieces", Joined(tokens.Pieces.Select(token => token.Text)));
        writer.WriteString("stems", Joined(tokens.Words.Concat(tokens.Pieces).Select(token => LightStemmer.Stem(token.Text)).OfType<string>()));
        writer.WriteString("skeletons", Joined(tokens.Words.Select(token => SkeletonForms.Of(token.Text))));
        writer.WriteString("piece_skeletons", Joined(tokens.Pieces.Select(token => SkeletonForms.Of(token.Text))));
        writer.WriteString("text", Joined(tokens.Words.Select(token => AsWritten(words, token))));
    }

    /// <summary>The token with its case and diacritics, which the server's stemmers need; one word to the server as it is here.</summary>
    private static string AsWritten(IReadOnlyList<PageWord> words, PageToken token)
    {
        var written = new StringBuilder();
        foreach (var part in new[] { token.First, token.Second ?? default })
        {
            foreach (var rune in words[part.Word].Text[part.Start..part.End].EnumerateRunes())
            {
                if (Rune.IsLetterOrDigit(rune) && written.Length < Tokenizer.LongestToken) written.Append(rune.ToString());
            }
        }
        return written.Length > 0 ? written.ToString() : token.Text;
    }

    private static string Joined(IEnumerable<string> tokens) => string.Join(' ', tokens);
}
