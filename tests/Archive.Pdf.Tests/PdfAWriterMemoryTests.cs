using Archive.Domain;
using static Archive.Pdf.Tests.TestPages;

namespace Archive.Pdf.Tests;

/// <summary>Runs when no other test does: what is measured is the memory of the whole process.</summary>
[CollectionDefinition(nameof(PdfAWriterMemoryTests), DisableParallelization = true)]
[Collection(nameof(PdfAWriterMemoryTests))]
public class PdfAWriterMemoryTests
{
    [Fact]
    public void Write_TwoThousandPages_HoldsNoPageContent()
    {
        var page = BitonalPage(Text(Block(Line("Iesniegums termiņuzturēšanās atļaujai", 200, 300, 60))));
        using var sink = new CountingStream();
        using var writer = new PdfAWriter(sink, Info);
        for (var index = 0; index < 200; index++) writer.AddPage(page);
        var (memory, written) = (GC.GetTotalMemory(forceFullCollection: true), sink.Written);

        for (var index = 0; index < 1800; index++) writer.AddPage(page);

        var growth = GC.GetTotalMemory(forceFullCollection: true) - memory;
        writer.Finish();
        Assert.True(sink.Written - written > 1800 * 1000, "The pages were not written.");
        // 1,800 pages of three objects: 8 bytes an offset, doubled for the list's spare room, and 64 numbers per open node.
        Assert.True(growth < 1800 * 100, $"Memory grew by {growth} bytes.");
    }

    private sealed class CountingStream : Stream
    {
        public long Written { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count) => Written += count;

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
