using System.Buffers.Binary;
using Archive.Web.Accounts;

namespace Archive.Web.Tests.Accounts;

public sealed class PasswordRulesTests
{
    [Fact]
    public void Hash_OfTheProduct_IsPbkdf2WithSha512AndAHundredThousandRounds()
    {
        var hash = Convert.FromBase64String(new PasswordRules(new()).Hash(TestService.Password));
        // Format 3: marker, function (2 is HMAC-SHA512), rounds, length of the salt.
        Assert.Equal(1, hash[0]);
        Assert.Equal(2, BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(1)));
        Assert.InRange(BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(5)), 100_000, int.MaxValue);
        Assert.Equal(16, BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(9)));
    }

    [Fact]
    public void OneTime_EachTime_IsAnotherAndNoneIsWeak()
    {
        var passwords = Enumerable.Range(0, 100).Select(_ => PasswordRules.OneTime()).ToList();
        Assert.Equal(100, passwords.Distinct().Count());
        Assert.All(passwords, password => Assert.Matches("^([a-hj-km-np-z2-9]{4}-){4}[a-hj-km-np-z2-9]{4}$", password));
        var rules = new PasswordRules(new());
        Assert.All(passwords, password => Assert.Empty(rules.Check(new() { Name = "x", DisplayName = "X" }, password)));
    }
}
