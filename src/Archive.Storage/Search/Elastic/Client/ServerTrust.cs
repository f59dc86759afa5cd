using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Archive.Storage.Search.Elastic.Client;

/// <summary>
/// Trusts servers whose certificate was signed by one authority, known by its fingerprint (as an Elasticsearch that made its own certificates prints
/// it). The name must be right, and the authority must have signed the certificate: that its own, which is public, is sent along proves nothing.
/// </summary>
internal static class ServerTrust
{
    internal static RemoteCertificateValidationCallback By(string fingerprint)
    {
        var wanted = Convert.FromHexString(fingerprint.Replace(":", "", StringComparison.Ordinal));
        return (_, certificate, chain, errors) => certificate is X509Certificate2 leaf && chain is not null
            && (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None
            && Authority(chain, wanted) is { } authority && IsSignedBy(leaf, authority, chain);
    }

    private static X509Certificate2? Authority(X509Chain chain, byte[] wanted) => chain.ChainElements.Select(element => element.Certificate)
        .Concat(chain.ChainPolicy.ExtraStore)
        .FirstOrDefault(certificate => CryptographicOperations.FixedTimeEquals(certificate.GetCertHash(HashAlgorithmName.SHA256), wanted));

    private static bool IsSignedBy(X509Certificate2 leaf, X509Certificate2 authority, X509Chain sent)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(leaf);
    }
}
