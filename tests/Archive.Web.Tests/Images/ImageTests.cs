using System.Globalization;
using System.Text.Json;
using Archive.Domain;
using Archive.Domain.Access;
using Archive.Web.Images;

namespace Archive.Web.Tests.Images;

/// <summary>Page images by the IIIF Image API 3.0: what is asked for is what comes, to the pixel.</summary>
public sealed class ImageTests(ShelfFixture fixture) : IClassFixture<ShelfFixture>
{
    private static int _people;

    private readonly TestService _service = fixture.Service;
    private readonly Shelf _shelf = fixture.Shelf;

    /// <summary>Of an image of 1300 × 1700 pixels.</summary>
    [Theory]
    [InlineData("full/max/0/default.jpg", 1300, 1700)]
    [InlineData("square/max/0/default.jpg", 1300, 1300)]
    [InlineData("10,20,30,40/max/0/default.png", 30, 40)]
    [InlineData("1290,1690,100,100/max/0/default.png", 10, 10)]
    [InlineData("0,0,2147483647,2147483647/max/0/default.png", 1300, 1700)]
    [InlineData("1299,1699,1,1/max/0/default.png", 1, 1)]
    [InlineData("pct:10,10,50,25/max/0/default.png", 650, 425)]
    [InlineData("pct:41.6,7.5,40,70/max/0/default.png", 520, 1190)]
    [InlineData("pct:90,90,50,50/max/0/default.png", 130, 170)]
    [InlineData("pct:0,0,100,100/100,/0/default.png", 100, 131)]
    [InlineData("full/325,/0/default.png", 325, 425)]
    [InlineData("full/,170/0/default.png", 130, 170)]
    [InlineData("full/200,100/0/default.png", 200, 100)]
    [InlineData("full/!200,100/0/default.png", 76, 100)]
    [InlineData("full/!5000,100/0/default.png", 76, 100)]
    [InlineData("10,20,30,40/!300,300/0/default.png", 30, 40)]
    [InlineData("10,20,30,40/^!300,300/0/default.png", 225, 300)]
    [InlineData("10,20,30,40/^60,/0/default.png", 60, 80)]
    [InlineData("10,20,30,40/^,80/0/default.png", 60, 80)]
    [InlineData("10,20,30,40/^90,50/0/default.png", 90, 50)]
    [InlineData("10,20,30,40/^pct:200/0/default.png", 60, 80)]
    [InlineData("full/pct:10/0/default.png", 130, 170)]
    [InlineData("full/pct:0.01/0/default.png", 1, 1)]
    [InlineData("full/1,/0/default.png", 1, 1)]
    [InlineData("full/130,/90/default.png", 170, 130)]
    [InlineData("full/130,/180/default.png", 130, 170)]
    [InlineData("full/130,/270/default.png", 170, 130)]
    [InlineData("full/130,/360/default.png", 130, 170)]
    [InlineData("full/130,/!90/default.png", 170, 130)]
    [InlineData("full/130,/0/color.png", 130, 170)]
    [InlineData("full/130,/0/gray.jpg", 130, 170)]
    [InlineData("full/130,/0/bitonal.jpg", 130, 170)]
    public async Task Picture_Asked_HasExactlyThatSize(string request, int width, int height)
    {
        var reader = await PersonAsync();
        foreach (var page in new[] { 1, 2 })
        {
            var answer = (await reader.GetAsync($"/iiif/3/{_shelf.Asylum}-p{page}/{request}")).Is(200);
            Assert.Equal(request.EndsWith("png", StringComparison.Ordinal) ? "image/png" : "image/jpeg", answer.ContentType);
            Assert.Equal(request.EndsWith("png", StringComparison.Ordinal) ? [0x89, (byte)'P'] : [0xFF, 0xD8], answer.Body[..2]);
            var picture = Decoded.Of(answer);
            Assert.Equal((width, height), (picture.Width, picture.Height));
        }
    }

    [Theory]
    [InlineData("full/max/0/default")]
    [InlineData("full/max/0/default.jpg.png")]
    [InlineData("full/max/0/default.tif")]
    [InlineData("full/max/0/native.jpg")]
    [InlineData("full/max/0/.jpg")]
    [InlineData("full/max/45/default.jpg")]
    [InlineData("full/max/-90/default.jpg")]
    [InlineData("full/max/!!90/default.jpg")]
    [InlineData("full/max/NaN/default.jpg")]
    [InlineData("full/max/1e2/default.jpg")]
    [InlineData("Full/max/0/default.jpg")]
    [InlineData("0,0,0,0/max/0/default.jpg")]
    [InlineData("0,0,10,0/max/0/default.jpg")]
    [InlineData("1300,0,10,10/max/0/default.jpg")]
    [InlineData("0,1700,10,10/max/0/default.jpg")]
    [InlineData("-1,0,10,10/max/0/default.jpg")]
    [InlineData("1.5,0,10,10/max/0/default.jpg")]
    [InlineData("0,0,10/max/0/default.jpg")]
    [InlineData("0,0,10,10,10/max/0/default.jpg")]
    [InlineData("99999999999,0,10,10/max/0/default.jpg")]
    [InlineData("pct:100,0,10,10/max/0/default.jpg")]
    [InlineData("pct:150,150,10,10/max/0/default.jpg")]
    [InlineData("pct:99999999999999999999,0,10,10/max/0/default.jpg")]
    [InlineData("pct:-1,0,10,10/max/0/default.jpg")]
    [InlineData("pct:0,0,0,10/max/0/default.jpg")]
    [InlineData("pct:0,0,0.001,0.001/max/0/default.jpg")]
    [InlineData("full/0,/0/default.jpg")]
    [InlineData("full/,/0/default.jpg")]
    [InlineData("full/!10,/0/default.jpg")]
    [InlineData("full/10/0/default.jpg")]
    [InlineData("full/full/0/default.jpg")]
    [InlineData("full/1301,/0/default.jpg")]
    [InlineData("full/,1701/0/default.jpg")]
    [InlineData("full/pct:101/0/default.jpg")]
    [InlineData("full/pct:0/0/default.jpg")]
    [InlineData("full/^pct:1001/0/default.jpg")]
    [InlineData("full/^^max/0/default.jpg")]
    [InlineData("full/^2147483647,2147483647/0/default.jpg")]
    [InlineData("full/^2147483647,/0/default.jpg")]
    [InlineData("full/^60000,60000/0/default.jpg")]
    [InlineData("0,0,1,1700/^,36000001/0/default.jpg")]
    public async Task Picture_AskedWrongly_IsRefusedAndNothingDecoded(string request)
    {
        var reader = await PersonAsync();
        var calls = _service.Images.Calls;
        (await reader.GetAsync($"/iiif/3/{_shelf.Asylum}-p1/{request}")).IsProblem(400, "badImageRequest");
        Assert.Equal(calls, _service.Images.Calls);
        Assert.Empty(await reader.ToldAsync());
    }

    [Theory]
    [InlineData("p0")]
    [InlineData("p3")]
    [InlineData("p-1")]
    [InlineData("p99999999999")]
    [InlineData("pone")]
    [InlineData("p1-p1")]
    [InlineData("")]
    public async Task Picture_OfNoPage_IsNotFound(string page)
    {
        var reader = await PersonAsync();
        (await reader.GetAsync($"/iiif/3/{_shelf.Asylum}-{page}/full/max/0/default.jpg")).IsProblem(404, "notFound");
        (await reader.GetAsync($"/iiif/3/{_shelf.Asylum}-{page}/info.json")).IsProblem(404, "notFound");
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 6)]
    public async Task Picture_Whole_IsThePage(int page, double tolerance) =>
        Assert.InRange((await PictureAsync(page, "full/max/0/default.png")).DistanceTo(Shelf.Drawing), 0, tolerance);

    [Theory]
    [InlineData("0", 200, 90)]
    [InlineData("90", 1700 - 1 - 90, 200)]
    [InlineData("180", 1300 - 1 - 200, 1700 - 1 - 90)]
    [InlineData("270", 90, 1300 - 1 - 200)]
    [InlineData("!0", 1300 - 1 - 200, 90)]
    [InlineData("!90", 1700 - 1 - 90, 1300 - 1 - 200)]
    [InlineData("!180", 200, 1700 - 1 - 90)]
    [InlineData("!270", 90, 200)]
    public async Task Picture_TurnedOrMirrored_HasItsDiscThere(string rotation, int x, int y)
    {
        // Mirrored first, then turned clockwise (section 4.3). The disc near the top left corner is the one dark spot of its size.
        var picture = await PictureAsync(1, $"full/max/{rotation}/default.png");
        Assert.True(IsDark(x, y, 30), "The disc is not where it should be.");
        foreach (var (otherX, otherY) in new[] { (200, 90), (picture.Width - 1 - 200, 90), (200, picture.Height - 1 - 90), (90, 200), (picture.Width - 1 - 90, 200) }.Where(other => Math.Abs(other.Item1 - x) + Math.Abs(other.Item2 - y) > 200))
            Assert.False(IsDark(otherX, otherY, 30), $"There is a disc at {otherX}, {otherY}.");

        bool IsDark(int atX, int atY, int radius) => atX - radius >= 0 && atY - radius >= 0 && atX + radius < picture.Width && atY + radius < picture.Height
            && Enumerable.Range(-radius / 2, radius).All(step => picture.At(atX + step, atY) < 100 && picture.At(atX, atY + step) < 100);
    }

    [Fact]
    public async Task Picture_Bitonal_HasBlackAndWhiteAlone() =>
        Assert.Subset(new HashSet<byte> { 0, 255 }, (await PictureAsync(2, "full/300,/0/bitonal.png")).Pixels.ToHashSet());

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    public async Task Tiles_OfAPage_MakeUpTheWhole(int page, int scale)
    {
        var reader = await PersonAsync();
        var (width, height) = ((Shelf.Width + scale - 1) / scale, (Shelf.Height + scale - 1) / scale);
        var whole = await PictureAsync(page, $"full/{width},{height}/0/default.png");
        var (worst, covered) = (0.0, 0L);
        for (var y = 0; y < Shelf.Height; y += 512 * scale)
        {
            for (var x = 0; x < Shelf.Width; x += 512 * scale)
            {
                var (w, h) = (Math.Min(512 * scale, Shelf.Width - x), Math.Min(512 * scale, Shelf.Height - y));
                var (tileWidth, tileHeight) = ((w + scale - 1) / scale, (h + scale - 1) / scale);
                var tile = Decoded.Of(await reader.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/iiif/3/{_shelf.Asylum}-p{page}/{x},{y},{w},{h}/{tileWidth},{tileHeight}/0/default.png")));
                Assert.Equal((tileWidth, tileHeight), (tile.Width, tile.Height));
                worst = Math.Max(worst, tile.DistanceTo(whole.Part(new(x / scale, y / scale, tileWidth, tileHeight))));
                covered += (long)tileWidth * tileHeight;
            }
        }

        Assert.Equal((long)width * height, covered);
        Assert.InRange(worst, 0, scale == 1 ? 0.01 : 8);
    }

    [Fact]
    public async Task Tiles_OfOnePage_AreMadeOnceEach()
    {
        var reader = await PersonAsync();
        var tiles = Enumerable.Range(0, 9).Select(number => string.Create(
            CultureInfo.InvariantCulture, $"/iiif/3/{_shelf.Permit}-p1/{number % 3 * 512},{number / 3 * 512},{Math.Min(512, 1300 - number % 3 * 512)},512/{Math.Min(512, 1300 - number % 3 * 512)},512/0/gray.jpg")).ToList();
        for (var round = 0; round < 2; round++)
        {
            var answers = await Task.WhenAll(tiles.Select(tile => reader.GetAsync(tile)));
            Assert.All(answers, answer => Assert.Equal("no-store", answer.Is(200).Header("Cache-Control")));
        }

        // No other test asks for grey tiles.
        var made = _service.Images.Made.SelectMany(call => call.Renditions).Where(made => made is { Colour: RenditionColour.Gray, Width: > 200, ClockwiseDegrees: 0 }).ToList();
        Assert.InRange(made.Count, tiles.Count, 12);
        Assert.Equal(made.Count, made.Distinct().Count());
    }

    [Fact]
    public async Task Info_OfAPage_HasWhatTheStandardRequires()
    {
        var reader = await PersonAsync();
        var answer = (await reader.GetAsync($"/iiif/3/{_shelf.Asylum}-p1/info.json")).Is(200);
        var info = answer.Json;
        Assert.Equal("application/json", answer.ContentType);
        Assert.Equal("@context", info.EnumerateObject().First().Name);
        Assert.Equal(
            ("http://iiif.io/api/image/3/context.json", $"{_service.Address}/iiif/3/{_shelf.Asylum}-p1", "ImageService3", "http://iiif.io/api/image", "level2", 1300, 1700),
            (Text("@context"), Text("id"), Text("type"), Text("protocol"), Text("profile"), info.GetProperty("width").GetInt32(), info.GetProperty("height").GetInt32()));
        Assert.Equal("""[{"width":512,"scaleFactors":[1,2,4]}]""", info.GetProperty("tiles").GetRawText());
        Assert.True(info.GetProperty("maxArea").GetInt64() >= 1300 * 1700);
        foreach (var size in info.GetProperty("sizes").EnumerateArray())
        {
            var (width, height) = (size.GetProperty("width").GetInt32(), size.GetProperty("height").GetInt32());
            var picture = Decoded.Of(await reader.GetAsync($"/iiif/3/{_shelf.Asylum}-p1/full/{width},{height}/0/default.jpg"));
            Assert.Equal((width, height), (picture.Width, picture.Height));
        }

        Assert.Equal("application/ld+json", (await reader.GetAsync($"/iiif/3/{_shelf.Asylum}-p1/info.json", ("Accept", "application/ld+json;profile=\"http://iiif.io/api/image/3/context.json\""))).Is(200).ContentType);
        Assert.Equal($"/iiif/3/{_shelf.Asylum}-p1/info.json", (await reader.GetAsync($"/iiif/3/{_shelf.Asylum}-p1")).Is(303).Header("Location"));

        string Text(string name) => info.GetProperty(name).GetString()!;
    }

    [Theory]
    [InlineData("full", "max", 30_000, 40_000)]
    [InlineData("full", "^max", 30_000, 40_000)]
    [InlineData("full", "^max", 1300, 1700)]
    [InlineData("0,0,30,40", "^max", 1300, 1700)]
    public void Max_OfAPageBeyondTheLargestAnswer_IsAsLargeAsAnswersAre(string region, string size, int width, int height)
    {
        var (rendition, error) = ImageRequest.Parse(region, size, "0", "default", "jpg", width, height);
        Assert.Null(error);
        Assert.InRange((long)rendition!.Width * rendition.Height, 35_900_000, ImageRequest.MostPixels);
        Assert.Equal((double)rendition.Region.Width / rendition.Region.Height, (double)rendition.Width / rendition.Height, 0.001);
    }

    private async Task<GrayImage> PictureAsync(int page, string request) => Decoded.Of(await (await PersonAsync()).GetAsync($"/iiif/3/{_shelf.Asylum}-p{page}/{request}"));

    private Task<Visitor> PersonAsync() => _service.PersonAsync($"reader{Interlocked.Increment(ref _people)}", Roles.Caseworker);
}
