namespace Archive.Domain;

/// <summary>One page to be worked: which page of which master file, and where results are written.</summary>
/// <param name="MasterPath">A readable file with the master's bytes.</param>
/// <param name="PageIndex">Which page of the master, from 0.</param>
/// <param name="OutputFolder">An existing, empty folder that the worker may write into.</param>
/// <param name="ImageOnly">True after failures: decode, clean and encode, but no text.</param>
public sealed record PageWork(string MasterPath, MasterFormat Format, int PageIndex, string OutputFolder, bool ImageOnly)
{
    /// <summary>Clockwise turn of the master that a person chose: 0, 90, 180 or 270; null for the one that is found.</summary>
    public int? Turn { get; init; }

    /// <summary>
    /// Not the way of a page, but pictures of an encoded page image, whose bytes <see cref="MasterPath"/> then has; null for the way of a page.
    /// </summary>
    public PageView? View { get; init; }
}

/// <summary>
/// What a page worker hands back: the measurements and the files it made in the output folder (null where there is none:
/// a rejected page has no image, a page without text stage no ALTO).
/// </summary>
public sealed record PageWorkResult(PageResult Result, PageImageFile? Image, string? AltoPath, string? TextPath)
{
    /// <summary>Files with the pictures that were asked for, in that order; null for the way of a page.</summary>
    public IReadOnlyList<string>? Renditions { get; init; }
}

/// <summary>An encoded page image in a file of its own (see <see cref="PageImage"/>).</summary>
public sealed record PageImageFile(PageImageEncoding Encoding, int Width, int Height, string Path);
