using Archive.Domain;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;

namespace Archive.Storage.Objects.Azure;

/// <summary>
/// Puts masters under an immutability policy and legal hold where the options ask for it and the account has them. An account that has not is
/// logged once: the master is stored all the same.
/// </summary>
internal sealed class MasterProtection(AzureCalls calls, AzureObjectStoreOptions options, TimeProvider time, ILogger log)
{
    private int _policyRefused;
    private int _holdRefused;

    internal bool IsWanted => options.RetainMasters is not null || options.HoldMasters;

    /// <param name="known">The blob's properties where it was there before; what already protects it is left alone.</param>
    internal async Task ApplyAsync(BlockBlobClient blob, BlobProperties? known, CancellationToken cancellation)
    {
        if (options.RetainMasters is { } period && known?.ImmutabilityPolicy?.ExpiresOn is null && _policyRefused == 0)
        {
            var policy = new BlobImmutabilityPolicy
            {
                ExpiresOn = time.GetUtcNow() + period,
                PolicyMode = options.LockRetention ? BlobImmutabilityPolicyMode.Locked : BlobImmutabilityPolicyMode.Unlocked,
            };
            var answer = await calls.AskAsync(token => blob.SetImmutabilityPolicyAsync(policy, cancellationToken: token), cancellation);
            if (answer.Refusal is { } refusal && Interlocked.Exchange(ref _policyRefused, 1) == 0) Tell("immutability policies", refusal);
        }
        if (options.HoldMasters && known?.HasLegalHold != true && _holdRefused == 0)
        {
            var answer = await calls.AskAsync(token => blob.SetLegalHoldAsync(true, token), cancellation);
            if (answer.Refusal is { } refusal && Interlocked.Exchange(ref _holdRefused, 1) == 0) Tell("legal hold", refusal);
        }
    }

    private void Tell(string feature, RequestFailedException refusal) => log.AccountRefuses(feature, refusal.Status, refusal.ErrorCode);
}
