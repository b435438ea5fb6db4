using System.ComponentModel.DataAnnotations;

namespace Dialogue.Identity;

/// <summary>Bound from <c>Identity</c> and checked when the process starts.</summary>
public sealed class IdentitySettings
{
    /// <summary>Life of an access token, in minutes. What is taken from a person is gone when it ends.</summary>
    [Range(1, 15)]
    public int AccessTokenMinutes { get; set; } = 10;

    /// <summary>Life of a sign-in, in hours, however often it is refreshed: a working day.</summary>
    [Range(1, 72)]
    public int SignInHours { get; set; } = 12;

    /// <summary>Wrong passwords in a row before an account rests.</summary>
    [Range(3, 20)]
    public int LockoutAfter { get; set; } = 5;

    /// <summary>How long it rests, in minutes.</summary>
    [Range(1, 1440)]
    public int LockoutMinutes { get; set; } = 10;

    /// <summary>
    /// Exact addresses to which the gateway may be sent back after sign-in. Empty: <c>/dang-nhap/xong</c> on the very origin where the sign-in
    /// page was shown, as the gateway states it.
    /// </summary>
    public string[] RedirectUris { get; set; } = [];

    /// <summary>Password of the account <c>quantri</c> that is made when there is no account at all; it must be changed at once. Empty: none is made.</summary>
    public string FirstAdministratorPassword { get; set; } = "";
}
