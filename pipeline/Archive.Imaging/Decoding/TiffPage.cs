using Archive.Imaging.Interop;

namespace Archive.Imaging.Decoding;

/// <summary>
/// One page of a TIFF opened in libtiff by the byte offset of its directory, which was found and checked beforehand: libtiff never walks the
/// chain of directories itself, so loops in it cannot matter.
/// </summary>
internal sealed class TiffPage : IDisposable
{
    private TiffPage(TiffHandle handle) => Handle = handle;

    public TiffHandle Handle { get; }

    /// <summary>Errors that libtiff reported since the page was opened.</summary>
    public int Errors => LibTiffMessages.Errors;

    /// <summary>The first of them.</summary>
    public string FirstError => LibTiffMessages.First;

    /// <exception cref="ImagingException">libtiff refuses the file or the directory.</exception>
    public static TiffPage Open(string path, long directory)
    {
        LibTiffMessages.Listen();
        // h: do not read the first directory, which may be a broken one while this page is good.
        var handle = LibTiffNative.TIFFOpen(path, "rh");
        if (!handle.IsInvalid && LibTiffNative.TIFFSetSubDirectory(handle, (ulong)directory) != 0)
        {
            LibTiffMessages.Clear();
            return new(handle);
        }

        handle.Dispose();
        throw new ImagingException($"the TIFF page cannot be opened ({LibTiffMessages.First})");
    }

    public void Dispose() => Handle.Dispose();
}
