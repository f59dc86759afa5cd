using Archive.Domain;

namespace Archive.Web.Images;

/// <summary>
/// Who waits for pictures of one page image. The first is made alone, so that something is there to see; those that were asked for meanwhile are made
/// together, a few at a time. Safe for concurrent use, but for <see cref="Join"/> and <see cref="Take"/> among each other.
/// </summary>
internal sealed class PictureQueue
{
    /// <summary>Pictures made together once the first is there: a millisecond or two each.</summary>
    internal const int Together = 8;

    /// <summary>Pixels up to which a picture waits with others: larger ones take long, and come alone.</summary>
    private const long MostOfSmall = 1_000_000;

    private readonly Dictionary<Rendition, Place> _places = [];
    private readonly Queue<Rendition> _order = new();
    private bool _begun;

    internal static bool IsSmall(Rendition wanted) => (long)wanted.Width * wanted.Height <= MostOfSmall;

    /// <summary>Waits for a picture, together with whoever waits for the same.</summary>
    internal Place Join(Rendition wanted)
    {
        lock (_places)
        {
            if (!_places.TryGetValue(wanted, out var place))
            {
                _places.Add(wanted, place = new());
                _order.Enqueue(wanted);
            }

            place.Enter();
            return place;
        }
    }

    /// <summary>What is to be made next, in the order it was asked for; empty where nobody waits any more.</summary>
    /// <param name="known">A picture that was made in between; null where it was not.</param>
    internal IReadOnlyList<Rendition> Take(Func<Rendition, byte[]?> known)
    {
        var next = new List<Rendition>();
        while (next.Count < (_begun ? Together : 1) && TryDequeue(out var wanted))
        {
            if (known(wanted) is { } picture) Answer(wanted, picture);
            else next.Add(wanted);
        }

        _begun = true;
        return next;
    }

    internal void Answer(Rendition wanted, byte[] picture) => Remove(wanted).Answer(picture);

    internal void Refuse(Rendition wanted, Exception failure) => Remove(wanted).Refuse(failure);

    /// <summary>Who has gone away is not served: who turns pages quickly leaves tiles behind that nobody will see.</summary>
    private bool TryDequeue(out Rendition wanted)
    {
        lock (_places)
        {
            while (_order.TryDequeue(out wanted!))
            {
                if (!_places[wanted].IsLeft) return true;
                _places.Remove(wanted);
            }

            return false;
        }
    }

    private Place Remove(Rendition wanted)
    {
        lock (_places)
        {
            _places.Remove(wanted, out var place);
            return place!;
        }
    }

    /// <summary>A place in the queue, shared by all who want the same picture.</summary>
    internal sealed class Place
    {
        private readonly TaskCompletionSource<byte[]> _picture = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _people;

        internal Task<byte[]> Picture => _picture.Task;

        internal bool IsLeft => Volatile.Read(ref _people) == 0;

        internal void Enter() => Interlocked.Increment(ref _people);

        internal void Leave() => Interlocked.Decrement(ref _people);

        internal void Answer(byte[] picture) => _picture.SetResult(picture);

        internal void Refuse(Exception failure)
        {
            _picture.SetException(failure);
            // Whoever waited for it may be gone.
            _ = _picture.Task.Exception;
        }
    }
}
