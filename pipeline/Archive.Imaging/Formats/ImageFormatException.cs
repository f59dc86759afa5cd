namespace Archive.Imaging.Formats;

/// <summary>A header that cannot be understood; caught by <see cref="ImageInspector"/>, which makes an outcome of it.</summary>
/// <param name="standsAlone">The reason is a whole clause and needs no word of the format before it.</param>
internal sealed class ImageFormatException(string reason, bool standsAlone = false) : Exception(reason)
{
    public bool StandsAlone => standsAlone;
}
