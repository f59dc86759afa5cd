namespace Archive.Domain.Tests;

public sealed class PixelRectTests
{
    private static readonly PixelRect Rect = new(10, 20, 30, 40);

    [Fact]
    public void Edges_Rect_AreOnePastTheLastPixel() => Assert.Equal((40, 60, 1200L), (Rect.Right, Rect.Bottom, Rect.Area));

    [Fact]
    public void FromEdges_CrossedEdges_IsEmpty()
    {
        var crossed = PixelRect.FromEdges(50, 50, 40, 60);
        Assert.True(crossed.IsEmpty);
        Assert.Equal(0, crossed.Area);
    }

    [Fact]
    public void Union_TwoRects_HoldsBoth() => Assert.Equal(PixelRect.FromEdges(0, 20, 40, 70), Rect.Union(new PixelRect(0, 65, 5, 5)));

    [Fact]
    public void Union_WithEmpty_IsTheOther()
    {
        Assert.Equal(Rect, Rect.Union(new PixelRect(0, 0, 0, 9)));
        Assert.Equal(Rect, default(PixelRect).Union(Rect));
    }

    [Fact]
    public void Intersect_Overlapping_IsTheCommonPart() => Assert.Equal(new PixelRect(35, 50, 5, 10), Rect.Intersect(new PixelRect(35, 50, 100, 100)));

    [Fact]
    public void Intersect_Apart_IsEmpty() => Assert.True(Rect.Intersect(new PixelRect(40, 20, 10, 10)).IsEmpty);

    [Fact]
    public void Area_Gigantic_DoesNotOverflow() => Assert.Equal(10_000_000_000L, new PixelRect(0, 0, 100_000, 100_000).Area);
}
