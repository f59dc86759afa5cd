using Archive.Domain.Access;

namespace Archive.Web.Tests.Accounts;

/// <summary>Passwords, accounts and keys that are not taken, and why: nothing is left of them.</summary>
public sealed class RefusedInputTests(ShelfFixture fixture) : IClassFixture<ShelfFixture>
{
    private static int _people;

    private readonly TestService _service = fixture.Service;

    [Theory]
    [InlineData("short-one", "tooShort")]
    [InlineData("my name is {0}", "containsName")]
    [InlineData("passwordpassword", "tooCommon")]
    [InlineData("abcabcabcabcabc", "tooCommon")]
    [InlineData("aaaaaaaaaaaaaaaa", "tooCommon")]
    [InlineData("qwerty123456", "tooCommon")]
    [InlineData(TestService.Password, "sameAsBefore")]
    [InlineData("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", "tooShort")]
    public async Task Password_Weak_IsRefusedWithTheReason(string replacement, string code)
    {
        var anna = await PersonAsync(Roles.None);
        var answer = (await anna.PostAsync("/api/v1/session/password", new { current = TestService.Password, replacement = replacement.Replace("{0}", anna.Account.Name, StringComparison.Ordinal) })).IsProblem(422, "weakPassword");
        Assert.Contains(code, answer.Json.GetProperty("errors").GetProperty("replacement").EnumerateArray().Select(one => one.GetString()));
        (await _service.Nobody.LogInAsync(anna.Account.Name, TestService.Password)).Is(200);
    }

    [Theory]
    [InlineData("""{"name":"a b","displayName":"X","roles":[],"registers":[],"units":[],"allUnits":false}""", "name")]
    [InlineData("""{"name":"system","displayName":"X","roles":[],"registers":[],"units":[],"allUnits":false}""", "name")]
    [InlineData("""{"name":"x","displayName":" ","roles":[],"registers":[],"units":[],"allUnits":false}""", "displayName")]
    [InlineData("""{"name":"x","displayName":"a\u0000b","roles":[],"registers":[],"units":[],"allUnits":false}""", "displayName")]
    [InlineData("""{"name":"x","displayName":"X","roles":[],"registers":[],"units":["two words"],"allUnits":false}""", "units")]
    public async Task Create_OutOfRange_SaysWhichField(string body, string field) =>
        Assert.Equal(field, Assert.Single((await (await PersonAsync(Roles.Administrator)).PostAsync("/api/v1/accounts", body)).IsProblem(422, "invalid").Json.GetProperty("errors").EnumerateObject()).Name);

    [Theory]
    [InlineData("""{"name":"k","scopes":[],"registers":["PMR"],"days":1}""", "scopes")]
    [InlineData("""{"name":"k","scopes":["administer"],"registers":["PMR"],"days":1}""", "scopes")]
    [InlineData("""{"name":"k","scopes":["read"],"registers":["PMR"],"days":0}""", "days")]
    [InlineData("""{"name":"k","scopes":["read"],"registers":["PMR"],"days":731}""", "days")]
    [InlineData("""{"name":"two words","scopes":["read"],"registers":["PMR"],"days":1}""", "name")]
    [InlineData("""{"name":"k","scopes":["read"],"registers":["PMR"],"days":1,"owner":"stranger"}""", "owner")]
    public async Task Key_OutOfRange_IsNotMade(string body, string field)
    {
        var boss = await PersonAsync(Roles.Administrator);
        var answer = (await boss.PostAsync("/api/v1/api-keys", body)).IsProblem(422, "invalid");
        Assert.Equal(field, Assert.Single(answer.Json.GetProperty("errors").EnumerateObject()).Name);
        Assert.Empty((await boss.GetAsync("/api/v1/api-keys")).Is(200).Json.GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic YW5uYTp4")]
    [InlineData("Bearer ' or 1=1 --")]
    public async Task Authorization_ThatIsNoKey_IsNobodyAlsoWithASession(string authorization)
    {
        var anna = await PersonAsync(Roles.Caseworker);
        (await anna.GetAsync("/api/v1/files", ("Authorization", authorization))).IsProblem(401, "logInNeeded");
    }

    private Task<Visitor> PersonAsync(Roles roles) => _service.PersonAsync($"anna{Interlocked.Increment(ref _people):D4}", roles);
}
