using System.Text;

namespace Archive.Pdf.Writing;

/// <summary>
/// The bookmarks (document outline, ISO 32000-1, 12.3.3), collected in page order and written at the end. Each leads to the top of
/// its page by a destination, not an action.
/// </summary>
internal sealed class Outline
{
    private readonly List<Item> _items = [];

    public bool IsEmpty => _items.Count == 0;

    /// <summary>Enters a bookmark; a level deeper than its forerunner allows is raised to the one below it.</summary>
    public void Add(PdfBookmark bookmark, int page)
    {
        var level = Math.Clamp(bookmark.Level, 0, _items.Count == 0 ? 0 : _items[^1].Level + 1);
        _items.Add(new(PdfText.Clean(bookmark.Title, PdfText.LongestTitle), page, level));
    }

    /// <summary>Writes the outline; gives back its number.</summary>
    public int Write(PdfObjectWriter writer)
    {
        var root = writer.Allocate();
        foreach (var item in _items) item.Number = writer.Allocate();
        var top = Link(root);
        foreach (var item in _items) writer.WriteObject(item.Number, Body(item));
        writer.WriteObject(root, $"<< /Type /Outlines /First {PdfSyntax.Reference(top[0].Number)} /Last {PdfSyntax.Reference(top[^1].Number)} /Count {_items.Count} >>");
        return root;
    }

    /// <summary>Finds parents, siblings and children; gives back the items of the top level.</summary>
    private List<Item> Link(int root)
    {
        var top = new List<Item>();
        var path = new List<Item>();
        foreach (var item in _items)
        {
            path.RemoveRange(item.Level, path.Count - item.Level);
            var siblings = path.Count == 0 ? top : path[^1].Children;
            item.Parent = path.Count == 0 ? root : path[^1].Number;
            if (siblings.Count > 0) (item.Previous, siblings[^1].Next) = (siblings[^1].Number, item.Number);
            siblings.Add(item);
            foreach (var ancestor in path) ancestor.Descendants++;
            path.Add(item);
        }
        return top;
    }

    private static string Body(Item item)
    {
        var body = new StringBuilder($"<< /Title {PdfSyntax.TextString(item.Title)} /Parent {PdfSyntax.Reference(item.Parent)}");
        if (item.Previous is { } previous) body.Append($" /Prev {PdfSyntax.Reference(previous)}");
        if (item.Next is { } next) body.Append($" /Next {PdfSyntax.Reference(next)}");
        if (item.Children.Count > 0)
            body.Append($" /First {PdfSyntax.Reference(item.Children[0].Number)} /Last {PdfSyntax.Reference(item.Children[^1].Number)} /Count {item.Descendants}");
        return body.Append($" /Dest [{PdfSyntax.Reference(item.Page)} /Fit] >>").ToString();
    }

    private sealed class Item(string title, int page, int level)
    {
        public string Title { get; } = title;

        public int Page { get; } = page;

        public int Level { get; } = level;

        public int Number { get; set; }

        public int Parent { get; set; }

        public int? Previous { get; set; }

        public int? Next { get; set; }

        public int Descendants { get; set; }

        public List<Item> Children { get; } = [];
    }
}
