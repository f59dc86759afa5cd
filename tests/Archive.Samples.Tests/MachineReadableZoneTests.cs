using Archive.Samples.Randomness;
using Archive.Samples.Words;

namespace Archive.Samples.Tests;

public class MachineReadableZoneTests
{
    // The specimen of ICAO 9303 part 4.
    [Theory]
    [InlineData("L898902C3", '6')]
    [InlineData("740812", '2')]
    [InlineData("120415", '9')]
    [InlineData("ZE184226B<<<<<", '1')]
    [InlineData("L898902C3674081221204159ZE184226B<<<<<1", '0')]
    public void CheckDigit_OfTheStandardsSpecimen_Agrees(string text, char expected) => Assert.Equal(expected, MachineReadableZone.CheckDigit(text));

    [Fact]
    public void Lines_OfInventedPeople_HaveFormAndCheckDigits()
    {
        for (var seed = 0UL; seed < 50; seed++)
        {
            var lines = MachineReadableZone.Lines(Person.Invent(new Rng(seed)), new DateOnly(2029, 3, 24));

            Assert.All(lines, line => Assert.Matches("^[A-Z0-9<]{44}$", line));
            Assert.StartsWith("P<UTO", lines[0], StringComparison.Ordinal);
            Assert.Equal(MachineReadableZone.CheckDigit(lines[1][..9]), lines[1][9]);
            Assert.Equal("290324", lines[1][21..27]);
            Assert.Equal(MachineReadableZone.CheckDigit(lines[1][..10] + lines[1][13..20] + lines[1][21..43]), lines[1][43]);
        }
    }
}
