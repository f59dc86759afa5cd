namespace Archive.Domain;

/// <summary>The formats in which masters are received, told by content, never by name.</summary>
public enum MasterFormat
{
    Jpeg,
    Png,
    Tiff,

    /// <summary>JPEG 2000: a JP2 file or a bare code stream.</summary>
    Jpeg2000,
    Pdf,
}
