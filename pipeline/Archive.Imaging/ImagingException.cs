namespace Archive.Imaging;

/// <summary>The image library refused an operation; the message holds its own words where it had any.</summary>
public sealed class ImagingException(string message) : Exception(message);
