using Archive.Domain;
using Archive.Imaging;

namespace Archive.Pipeline.Stages;

/// <summary>
/// A page on its way from the decoded master to its derivatives; owns its native images. The grey image goes through every attempt at
/// straightening; the colour image, four times as large, follows once when it is settled how.
/// </summary>
public sealed class UprightPage : IDisposable
{
    private Pix _decodedGray;
    private Pix _gray;
    private Pix? _colour;
    private int _turn;
    private Degrees _rotation;

    /// <param name="decoded">The decoded master page (1, 8 or 32 bits); taken over.</param>
    public UprightPage(Pix decoded, Dpi dpi)
    {
        Dpi = dpi;
        if (decoded.Depth == 8)
        {
            _decodedGray = decoded;
        }
        else
        {
            _decodedGray = decoded.ToGray();
            if (decoded.Depth == 32) _colour = decoded;
            else decoded.Dispose();
        }

        _gray = _decodedGray;
    }

    public Dpi Dpi { get; }

    /// <summary>The page in 8-bit grey, turned and rotated as far as done.</summary>
    public Pix Gray => _gray;

    /// <summary>The page in colour; as decoded until <see cref="StraightenColour"/>. Null where it has none or it was dropped.</summary>
    public Pix? Colour => _colour;

    /// <summary>How many pixels of <see cref="Gray"/> a pixel of <see cref="Colour"/> is wide; 1 unless reduced.</summary>
    public double ColourReduction { get; private set; } = 1;

    /// <summary>From master pixels to pixels of this page as it stands.</summary>
    public AffineTransform FromMaster { get; private set; } = AffineTransform.Identity;

    public void DropColour()
    {
        _colour?.Dispose();
        _colour = null;
    }

    /// <summary>
    /// Makes the grey page anew from colour so that print stands out against stamps and ballpoint over it; for reading, where the page
    /// is shown in colour.
    /// </summary>
    public void FavourPrint()
    {
        if (_colour is null) return;
        ReplaceGray(_decodedGray);
        _decodedGray.Dispose();
        _gray = _decodedGray = _colour.ToInkGray();
    }

    /// <summary>Brings the colour image down to the resolution it is shown in, before all that is done to it.</summary>
    public void ReduceColour(Dpi dpi)
    {
        ColourReduction = Dpi.ReductionTo(dpi);
        if (ColourReduction > 1) ReplaceColour(colour => AreaReducer.Reduce(colour, 1 / ColourReduction));
    }

    /// <summary>Turns the grey page clockwise (0, 90, 180, 270) and then rotates it clockwise about its centre, in place of all done before.</summary>
    public void Straighten(int clockwiseDegrees, Degrees rotation)
    {
        ReplaceGray(_decodedGray);
        (_turn, _rotation) = (clockwiseDegrees, rotation);
        FromMaster = AffineTransform.QuarterTurn(clockwiseDegrees, _gray.Width, _gray.Height);
        if (clockwiseDegrees != 0) ReplaceGray(_gray.QuarterTurn(clockwiseDegrees));
        if (rotation.Value == 0) return;
        FromMaster = FromMaster.Then(AffineTransform.Rotation(rotation, _gray.Width / 2.0, _gray.Height / 2.0));
        ReplaceGray(_gray.Rotate(rotation));
    }

    /// <summary>Brings the colour image to where the grey one is.</summary>
    public void StraightenColour()
    {
        if (_turn != 0) ReplaceColour(colour => colour.QuarterTurn(_turn));
        if (_rotation.Value != 0) ReplaceColour(colour => colour.Rotate(_rotation));
    }

    /// <summary>Turns the straightened page, grey and colour, upside down.</summary>
    public void TurnOver()
    {
        FromMaster = FromMaster.Then(AffineTransform.QuarterTurn(180, _gray.Width, _gray.Height));
        ReplaceGray(_gray.QuarterTurn(180));
        ReplaceColour(colour => colour.QuarterTurn(180));
    }

    public void Dispose()
    {
        ReplaceGray(_decodedGray);
        _decodedGray.Dispose();
        DropColour();
    }

    private void ReplaceGray(Pix next)
    {
        if (_gray != _decodedGray && _gray != next) _gray.Dispose();
        _gray = next;
    }

    private void ReplaceColour(Func<Pix, Pix> change)
    {
        if (_colour is null) return;
        using var old = _colour;
        _colour = change(old);
    }
}
