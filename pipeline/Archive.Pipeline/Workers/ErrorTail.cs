namespace Archive.Pipeline.Workers;

/// <summary>Drains a worker's standard error and keeps the last of it: native libraries say there why they gave up.</summary>
internal sealed class ErrorTail
{
    private const int KeptCharacters = 400;

    private readonly Lock _gate = new();
    private string _text = "";

    internal ErrorTail(StreamReader source) => _ = DrainAsync(source);

    /// <summary>The last lines, at most 400 characters, line breaks as spaces.</summary>
    internal string Text
    {
        get
        {
            lock (_gate) return _text;
        }
    }

    private async Task DrainAsync(StreamReader source)
    {
        try
        {
            while (await source.ReadLineAsync() is { } line) Append(line);
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            // The worker is gone and was disposed of; what was read stays.
        }
    }

    private void Append(string line)
    {
        lock (_gate)
        {
            _text = $"{_text} {line}".Trim();
            if (_text.Length > KeptCharacters) _text = _text[^KeptCharacters..];
        }
    }
}
