using System.Globalization;
using System.Text;
using Archive.Domain.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Archive.Web.Accounts;

/// <summary>
/// What passwords have to hold to, and their hashes. Length and no well-known ones, no rules of composition (NIST SP 800-63B-4, 3.1.1.2); hashes by
/// the framework's password hasher (PBKDF2, HMAC-SHA512, 100,000 rounds and more).
/// </summary>
/// <param name="hashing">How much work a hash is; the framework's default where null.</param>
internal sealed class PasswordRules(ServiceOptions options, IOptions<PasswordHasherOptions>? hashing = null)
{
    /// <summary>Most characters: hashing costs by length.</summary>
    private const int Longest = 256;

    // Few letters beyond what is short anyway: the well-known long ones begin or repeat like these.
    private static readonly string[] Common = ["password", "parole", "qwerty", "123456", "abcdef", "admin", "archive", "arhivs", "пароль", "йцукен", "letmein", "welcome", "iloveyou"];

    private readonly PasswordHasher<Account> _hasher = new(hashing);

    /// <summary>Hash of a password that nobody has: the same work is done for names that do not exist.</summary>
    private readonly string _nobody = new PasswordHasher<Account>(hashing).HashPassword(null!, SecretToken.New());

    internal string Hash(string password) => _hasher.HashPassword(null!, Normal(password));

    /// <summary>Takes the same time whether there is an account or not.</summary>
    internal bool Matches(Account? account, string password)
    {
        var result = _hasher.VerifyHashedPassword(null!, account?.PasswordHash ?? _nobody, password.Length <= Longest ? Normal(password) : "");
        return account?.PasswordHash is not null && result != PasswordVerificationResult.Failed;
    }

    /// <summary>What is wrong with a new password, as codes; empty for a good one.</summary>
    internal IReadOnlyList<string> Check(Account account, string password)
    {
        var problems = new List<string>();
        var length = new StringInfo(password).LengthInTextElements;
        if (length < options.ShortestPassword) problems.Add("tooShort");
        if (password.Length > Longest) return [.. problems, "tooLong"];
        if (IsCommon(password)) problems.Add("tooCommon");
        if (account.Name.Length >= 3 && password.Contains(account.Name, StringComparison.OrdinalIgnoreCase)) problems.Add("containsName");
        if (account.PasswordHash is not null && Matches(account, password)) problems.Add("sameAsBefore");
        return problems;
    }

    /// <summary>A password for once, easy to read out: five groups of four, without letters that look alike, 98 bits.</summary>
    internal static string OneTime()
    {
        const string letters = "abcdefghjkmnpqrstuvwxyz23456789";
        var drawn = System.Security.Cryptography.RandomNumberGenerator.GetString(letters, 20);
        return string.Join('-', drawn.Chunk(4).Select(group => new string(group)));
    }

    /// <summary>A well-known word makes up most of it, or it is one character or a short piece again and again.</summary>
    private static bool IsCommon(string password)
    {
        var folded = password.ToLowerInvariant();
        if (Common.Any(word => folded.Contains(word, StringComparison.Ordinal) && word.Length * 2 >= folded.Length)) return true;
        return Enumerable.Range(1, 4).Any(period => folded.Length > period && folded.Select((character, index) => folded[index % period] == character).All(same => same));
    }

    /// <summary>However a keyboard composes accents, it is the same password. Lone surrogates have no normal form, nor has U+FFFE.</summary>
    private static string Normal(string password) => password.Any(character => char.IsSurrogate(character) || character == '\uFFFE') ? password : password.Normalize(NormalizationForm.FormKC);
}
