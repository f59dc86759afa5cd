namespace Archive.Web.Tests;

/// <summary>A service with a filled shelf, for the tests of a class that change nothing of it.</summary>
public sealed class ShelfFixture : IAsyncLifetime
{
    internal TestService Service { get; private set; } = null!;

    internal Shelf Shelf { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Service = await TestService.StartAsync();
        Shelf = await Shelf.FillAsync(Service);
    }

    public async Task DisposeAsync() => await Service.DisposeAsync();
}
