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

    /// <summary>Outside providers whose word on who somebody is counts here: the city's sign-in, Keycloak, VNeID. Roles never come from them.</summary>
    public OutsideProviderSettings[] Providers { get; set; } = [];

    /// <summary>Password of the account <c>quantri</c> that is made when there is no account at all; it must be changed at once. Empty: none is made.</summary>
    public string FirstAdministratorPassword { get; set; } = "";
}

/// <summary>How an account there becomes a person here.</summary>
public enum LinkBy
{
    /// <summary>Only a person who has signed in here links their account there, by hand.</summary>
    Hand,

    /// <summary>Also by an e-mail address that the provider says is verified and that an administrator wrote on the account here.</summary>
    VerifiedEmail,
}

/// <summary>One outside provider of OpenID Connect. Its return address is <c>/tai-khoan/dang-nhap/{key}/xong</c> on our public origin.</summary>
public sealed class OutsideProviderSettings
{
    /// <summary>Its name in our addresses: a-z, 0-9 and hyphens. Never changed.</summary>
    [Required, RegularExpression("^[a-z0-9-]{2,40}$")]
    public string Key { get; set; } = "";

    /// <summary>On the button: "tài khoản thành phố Hải Phòng".</summary>
    [Required]
    public string Name { get; set; } = "";

    /// <summary>Issuer, below which its metadata lie. Only https, but for one on this very machine.</summary>
    [Required, Url]
    public string Issuer { get; set; } = "";

    [Required]
    public string ClientId { get; set; } = "";

    /// <summary>Empty: a public client, held by PKCE alone.</summary>
    public string ClientSecret { get; set; } = "";

    [Required]
    public string Scopes { get; set; } = "openid profile email";

    public LinkBy LinkBy { get; set; } = LinkBy.Hand;

    /// <summary>True when all of it is as said above.</summary>
    public bool IsUsable => Validator.TryValidateObject(this, new(this), null, validateAllProperties: true)
        && Uri.TryCreate(Issuer, UriKind.Absolute, out var issuer) && (issuer.Scheme == Uri.UriSchemeHttps || issuer.IsLoopback);
}
