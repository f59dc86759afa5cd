namespace Archive.Pdf;

/// <summary>
/// What is seen on a page. This is the seam for image encodings: one image, a drawn notice, or several layers over each other
/// differ only in what they paint.
/// </summary>
public interface IPageAppearance
{
    /// <summary>Paints over the whole page. Called once; must give the same result for the same input.</summary>
    void Paint(PageCanvas canvas);
}
