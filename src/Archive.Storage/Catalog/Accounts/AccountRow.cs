using Archive.Domain;
using Archive.Domain.Access;

namespace Archive.Storage.Catalog.Accounts;

/// <summary>An account as the catalog keeps it: what is read, and what is written under the same names.</summary>
internal sealed class AccountRow
{
    internal const string Select =
        """
        select id as Id, name as Name, display_name as DisplayName, roles as Roles, registers as Registers, units as Units, all_units as AllUnits,
               password_hash as PasswordHash, must_change_password as MustChangePassword, password_changed_at as PasswordChangedAt,
               failed_logins as FailedLogins, locked_until as LockedUntil, totp_key as TotpKey, totp_enabled as TotpEnabled, recovery_codes as RecoveryCodes,
               security_stamp as SecurityStamp, disabled as Disabled, created_at as CreatedAt, last_login_at as LastLoginAt, version as Version, change as Change
        from account
        """ + "\n";

    internal const string Insert =
        """
        insert into account (name, display_name, roles, registers, units, all_units, password_hash, must_change_password, password_changed_at, failed_logins,
            locked_until, totp_key, totp_enabled, recovery_codes, security_stamp, disabled, created_at, last_login_at, version, change)
        values (@Name, @DisplayName, @Roles, @Registers, @Units, @AllUnits, @PasswordHash, @MustChangePassword, @PasswordChangedAt, @FailedLogins,
            @LockedUntil, @TotpKey, @TotpEnabled, @RecoveryCodes, @SecurityStamp, @Disabled, @CreatedAt, @LastLoginAt, @Version, @Change)
        """;

    /// <summary>Takes effect on the version that was read only.</summary>
    internal const string Update =
        """
        update account set display_name = @DisplayName, roles = @Roles, registers = @Registers, units = @Units, all_units = @AllUnits,
            password_hash = @PasswordHash, must_change_password = @MustChangePassword, password_changed_at = @PasswordChangedAt, failed_logins = @FailedLogins,
            locked_until = @LockedUntil, totp_key = @TotpKey, totp_enabled = @TotpEnabled, recovery_codes = @RecoveryCodes, security_stamp = @SecurityStamp,
            disabled = @Disabled, last_login_at = @LastLoginAt, version = version + 1, change = @Change
        where id = @Id and version = @Version
        """;

    public long Id { get; init; }

    public string Name { get; init; } = "";

    public string DisplayName { get; init; } = "";

    public int Roles { get; init; }

    public string Registers { get; init; } = "";

    public string Units { get; init; } = "";

    public int AllUnits { get; init; }

    public string? PasswordHash { get; init; }

    public int MustChangePassword { get; init; }

    public long? PasswordChangedAt { get; init; }

    public int FailedLogins { get; init; }

    public long? LockedUntil { get; init; }

    public string? TotpKey { get; init; }

    public int TotpEnabled { get; init; }

    public string RecoveryCodes { get; init; } = "";

    public string SecurityStamp { get; init; } = "";

    public int Disabled { get; init; }

    public long CreatedAt { get; init; }

    public long? LastLoginAt { get; init; }

    public long Version { get; init; }

    public string Change { get; init; } = "";

    internal static AccountRow Of(Account account, string change) => new()
    {
        Id = account.Id,
        Name = account.Name,
        DisplayName = account.DisplayName,
        Roles = (int)account.Roles,
        Registers = TextList.Write(account.Registers),
        Units = TextList.Write(account.Units),
        AllUnits = account.AllUnits ? 1 : 0,
        PasswordHash = account.PasswordHash,
        MustChangePassword = account.MustChangePassword ? 1 : 0,
        PasswordChangedAt = account.PasswordChangedAt?.UtcTicks,
        FailedLogins = account.FailedLogins,
        LockedUntil = account.LockedUntil?.UtcTicks,
        TotpKey = account.TotpKey,
        TotpEnabled = account.TotpEnabled ? 1 : 0,
        RecoveryCodes = TextList.Write(account.RecoveryCodeHashes),
        SecurityStamp = account.SecurityStamp,
        Disabled = account.Disabled ? 1 : 0,
        CreatedAt = account.CreatedAt.UtcTicks,
        LastLoginAt = account.LastLoginAt?.UtcTicks,
        Version = account.Version,
        Change = change,
    };

    internal Account ToRecord() => new()
    {
        Id = Id,
        Name = Name,
        DisplayName = DisplayName,
        Roles = (Roles)Roles,
        Registers = TextList.ReadRegisters(Registers),
        Units = TextList.Read(Units).ToHashSet(),
        AllUnits = AllUnits != 0,
        PasswordHash = PasswordHash,
        MustChangePassword = MustChangePassword != 0,
        PasswordChangedAt = Ticks.Read(PasswordChangedAt),
        FailedLogins = FailedLogins,
        LockedUntil = Ticks.Read(LockedUntil),
        TotpKey = TotpKey,
        TotpEnabled = TotpEnabled != 0,
        RecoveryCodeHashes = TextList.Read(RecoveryCodes),
        SecurityStamp = SecurityStamp,
        Disabled = Disabled != 0,
        CreatedAt = Ticks.Read(CreatedAt),
        LastLoginAt = Ticks.Read(LastLoginAt),
        Version = Version,
    };
}
