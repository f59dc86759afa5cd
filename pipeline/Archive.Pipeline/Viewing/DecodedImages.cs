using Archive.Domain;

namespace Archive.Pipeline.Viewing;

/// <summary>
/// The page images that were decoded last, as long as they take no more than a number of bytes together: who looks at one tile of a page asks for its
/// neighbours next. Not safe for concurrent use, as a page worker works one page at a time.
/// </summary>
/// <param name="mostBytes">What all images but the one in hand may take.</param>
internal sealed class DecodedImages(long mostBytes) : IDisposable
{
    /// <summary>In the order of their last use, the latest first.</summary>
    private readonly LinkedList<(Key Key, ImageLevels Levels)> _images = new();

    /// <summary>Images that had to be read anew.</summary>
    internal int Read { get; private set; }

    internal int Count => _images.Count;

    /// <summary>Works with an image and keeps it for the next time; one that fails is forgotten.</summary>
    /// <param name="path">Where its bytes are, should it not be known.</param>
    internal T With<T>(PageView view, string path, Func<ImageLevels, T> work)
    {
        var levels = Take(view) ?? Open(view, path);
        try
        {
            var result = work(levels);
            Keep(view, levels);
            return result;
        }
        catch
        {
            levels.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var (_, levels) in _images) levels.Dispose();
        _images.Clear();
    }

    private ImageLevels Open(PageView view, string path)
    {
        Read++;
        return new(File.ReadAllBytes(path), view);
    }

    private ImageLevels? Take(PageView view)
    {
        if (view.Image is null || Find(Key.Of(view)) is not { } node) return null;
        _images.Remove(node);
        return node.Value.Levels;
    }

    private void Keep(PageView view, ImageLevels levels)
    {
        if (view.Image is null)
        {
            levels.Dispose();
            return;
        }

        _images.AddFirst((Key.Of(view), levels));
        var bytes = 0L;
        for (var node = _images.First; node is not null;)
        {
            var next = node.Next;
            bytes += node.Value.Levels.Bytes;
            if (bytes > mostBytes && node != _images.First)
            {
                node.Value.Levels.Dispose();
                _images.Remove(node);
            }

            node = next;
        }
    }

    private LinkedListNode<(Key Key, ImageLevels Levels)>? Find(Key key)
    {
        for (var node = _images.First; node is not null; node = node.Next)
            if (node.Value.Key == key) return node;
        return null;
    }

    /// <summary>The same bytes told to be of another size are another image: a record may be wrong.</summary>
    private readonly record struct Key(Sha256Digest Image, PageImageEncoding Encoding, int Width, int Height)
    {
        internal static Key Of(PageView view) => new(view.Image!.Value, view.Encoding, view.Width, view.Height);
    }
}
