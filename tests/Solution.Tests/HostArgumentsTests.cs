using Dialogue.Host;

namespace Dialogue.Solution.Tests;

public sealed class HostArgumentsTests
{
    [Theory]
    [InlineData("--empty", "--demo-date", "2026-10-13")]
    [InlineData("--port", "8080")]
    public void Production_refuses_demo_accounts_and_another_legal_day(params string[] arguments)
    {
        Environment.SetEnvironmentVariable("ASPNETCORE_ENVIRONMENT", "Production");
        try
        {
            Assert.Contains("refused in Production", Assert.Throws<ArgumentException>(() => HostArguments.Parse(arguments)).Message);
            Assert.True(HostArguments.Parse(["--empty"]).IsProduction);
        }
        finally
        {
            Environment.SetEnvironmentVariable("ASPNETCORE_ENVIRONMENT", null);
        }
    }

    [Theory]
    [InlineData("--port", "99999")]
    [InlineData("--port", "abc")]
    [InlineData("--demo-date", "13/10/2026")]
    [InlineData("--nonsense")]
    [InlineData("--data")]
    public void What_is_wrong_with_the_arguments_is_said_in_a_sentence(params string[] arguments) =>
        Assert.EndsWith(".", Assert.Throws<ArgumentException>(() => HostArguments.Parse(arguments)).Message);

    [Fact]
    public void A_training_installation_takes_the_legal_day_it_is_given() =>
        Assert.Equal(new DateOnly(2026, 10, 13), HostArguments.Parse(["--demo-date", "2026-10-13", "--port", "0"]).DemoDate);
}
