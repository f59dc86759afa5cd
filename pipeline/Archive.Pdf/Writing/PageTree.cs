namespace Archive.Pdf.Writing;

/// <summary>
/// Builds a balanced page tree while pages are streamed: a node is written as soon as it is full and another page follows,
/// so that only one open node per level is held. The topmost node open at the end is the root.
/// </summary>
internal sealed class PageTree(PdfObjectWriter writer)
{
    /// <summary>Children per node: a tree of two levels holds 4,096 pages.</summary>
    private const int NodeSize = 64;

    private readonly List<Node> _levels = [];

    /// <summary>The number of pages so far.</summary>
    public int Count { get; private set; }

    /// <summary>Enters a page; gives back the number of the node that is its parent.</summary>
    public int Add(int page)
    {
        Count++;
        return Add(0, page, 1).Number;
    }

    /// <summary>Writes the nodes still open; gives back the root's number.</summary>
    public int Finish()
    {
        for (var level = 0; level < _levels.Count - 1; level++) Close(level);
        Write(_levels[^1], parent: null);
        return _levels[^1].Number;
    }

    private Node Add(int level, int child, int pages)
    {
        if (level == _levels.Count) _levels.Add(new(writer.Allocate()));
        if (_levels[level].Children.Count == NodeSize)
        {
            Close(level);
            _levels[level] = new(writer.Allocate());
        }
        _levels[level].Children.Add(child);
        _levels[level].Pages += pages;
        return _levels[level];
    }

    private void Close(int level)
    {
        var node = _levels[level];
        Write(node, Add(level + 1, node.Number, node.Pages).Number);
    }

    private void Write(Node node, int? parent)
    {
        var kids = string.Join(' ', node.Children.Select(PdfSyntax.Reference));
        var up = parent is { } number ? $" /Parent {PdfSyntax.Reference(number)}" : "";
        writer.WriteObject(node.Number, $"<< /Type /Pages{up} /Count {node.Pages} /Kids [{kids}] >>");
    }

    private sealed class Node(int number)
    {
        public int Number { get; } = number;

        public List<int> Children { get; } = new(NodeSize);

        public int Pages { get; set; }
    }
}
