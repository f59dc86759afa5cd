namespace Archive.Domain.Tests;

public sealed class ImagesAndOutcomesTests
{
    [Fact]
    public void GrayImage_TooFewBytes_Throws() => Assert.Throws<ArgumentException>(() => new GrayImage(10, 10, new byte[99]));

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(-1, 5)]
    public void Images_EmptySize_Throws(int width, int height)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GrayImage(width, height, new byte[100]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BitonalImage(width, height, new byte[100]));
    }

    [Fact]
    public void GrayImage_SizeBeyondInt_IsComparedWithoutOverflow() =>
        Assert.Throws<ArgumentException>(() => new GrayImage(65_536, 65_536, new byte[16]));

    [Theory]
    [InlineData(8, 1)]
    [InlineData(9, 2)]
    [InlineData(2480, 310)]
    public void BitonalImage_Stride_IsWholeBytes(int width, int stride) => Assert.Equal(stride, new BitonalImage(width, 1, new byte[stride]).Stride);

    [Fact]
    public void BitonalImage_TooFewBytes_Throws() => Assert.Throws<ArgumentException>(() => new BitonalImage(9, 2, new byte[3]));

    [Fact]
    public void StageOutcome_Or_GivesTheValueOnlyWhereDone()
    {
        Assert.Equal(0.0, new StageOutcome<double>.Done(0.0).Or(9));
        Assert.Equal(9, new StageOutcome<double>.Skipped("no text").Or(9));
        Assert.Equal(9, new StageOutcome<double>.NeedsOperator("unclear").Or(9));
        Assert.Equal(9, new StageOutcome<double>.Failed("broken").Or(9));
    }

    [Fact]
    public void StorageFullException_Message_NamesPathAndRoom()
    {
        var error = new StorageFullException("/data/objects/x", 4096, new IOException("ENOSPC"));
        Assert.Contains("/data/objects/x", error.Message, StringComparison.Ordinal);
        Assert.Contains("4,096 bytes are free", error.Message, StringComparison.Ordinal);
    }
}
