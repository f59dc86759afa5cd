using System.Text;
using Archive.Domain;
using Archive.Recognition;
using Archive.Recognition.Alto;

namespace Archive.Pipeline.Stages;

/// <summary>Writes what a page worker made into its output folder.</summary>
internal static class PageFiles
{
    public static PageWorkResult Write(string folder, PageImage image, RecognizedText? text, EngineSet engines, PageResult result)
    {
        var imagePath = Path.Combine(folder, image.Encoding == PageImageEncoding.CcittG4 ? "page.g4" : "page.jpg");
        File.WriteAllBytes(imagePath, image.Data.Span);
        var imageFile = new PageImageFile(image.Encoding, image.Width, image.Height, imagePath);
        if (text is null) return new(result, imageFile, null, null);
        var (altoPath, textPath) = (Path.Combine(folder, "page.alto.xml"), Path.Combine(folder, "page.txt"));
        File.WriteAllBytes(altoPath, AltoWriter.Write(text, new("Tesseract", TesseractEngine.Version, engines.Describe())));
        File.WriteAllText(textPath, text.ToPlainText(), new UTF8Encoding(false));
        return new(result, imageFile, altoPath, textPath);
    }
}
