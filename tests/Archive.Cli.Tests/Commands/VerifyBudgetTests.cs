using Archive.Cli.Commands;

namespace Archive.Cli.Tests.Commands;

public sealed class VerifyBudgetTests
{
    [Fact]
    public void Parse_SizeAndTime_AreBothHeld()
    {
        var budget = VerifyBudget.Parse(["1.5GB", "30min"]);
        Assert.Equal((1_500_000_000L, TimeSpan.FromMinutes(30)), (budget.Bytes!.Value, budget.Time!.Value));
    }

    [Fact]
    public void Parse_Nothing_IsNoLimit() => Assert.Equal(new VerifyBudget(null, null), VerifyBudget.Parse([]));

    [Theory]
    [InlineData("50")]
    [InlineData("GB")]
    [InlineData("0GB")]
    [InlineData("-1h")]
    [InlineData("1GB", "2TB")]
    [InlineData("1h", "2min")]
    public void Parse_WhatMakesNoSense_IsAUsageError(params string[] words) => Assert.Throws<UsageException>(() => VerifyBudget.Parse(words));
}
