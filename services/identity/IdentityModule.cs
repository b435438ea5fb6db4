using Dialogue.Data;
using Dialogue.Hosting;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Demo;
using Dialogue.Hosting.Jobs;
using Dialogue.Hosting.Reference;
using Dialogue.Identity.Connect;
using Dialogue.Identity.Demo;
using Dialogue.Identity.Federation;
using Dialogue.Identity.Machines;
using Dialogue.Identity.Model;
using Dialogue.Identity.Organisations;
using Dialogue.Identity.People;
using Dialogue.Identity.SigningIn;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dialogue.Identity;

/// <summary>Organisations and their offices, accounts and roles, sign-in, tokens.</summary>
public sealed class IdentityModule : IServiceModule
{
    public const string Service = "identity";

    public string Name => Service;

    public void Add(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<IdentitySettings>().BindConfiguration("Identity").ValidateDataAnnotations()
            .Validate(s => s.Providers.All(p => p.IsUsable) && s.Providers.DistinctBy(p => p.Key).Count() == s.Providers.Length,
                "Identity:Providers: each needs its own Key (a-z, 0-9, hyphens), a Name, an Issuer (https) and a ClientId.").ValidateOnStart();
        services.AddTenantContext<IdentityDb>(Service);
        services.AddReferences<IdentityDb>(Service);
        services.AddValidation();
        services.AddSingleton<InTenant>();
        services.AddScoped<Notes>();

        services.AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        SignInSession.Add(services);
        services.AddScoped<SignInSession>();
        services.AddScoped<BrowserSessions>();
        services.AddScoped<SignIn>();
        services.AddScoped<ChangePassword>();

        services.AddSingleton<OutsideProviders>();
        services.AddScoped<OutsideSignIn>();

        services.AddSingleton<SigningKeys>();
        services.AddSingleton<Clients>();
        services.AddScoped<Tokens>();
        services.AddScoped<Token>();
        services.AddScoped<MachineToken>();
        services.AddDialogueJob<ForgetEndedGrants>(ForgetEndedGrants.Schedule);
        services.AddDialogueJob<RotateSigningKeys>(RotateSigningKeys.Schedule);

        services.AddScoped<EditOrganisation>();
        services.AddScoped<EditOffices>();
        services.AddScoped<EditPeople>();
        services.AddScoped<FindPeople>();
        services.AddScoped<EditMachines>();
    }

    public void Map(IEndpointRouteBuilder app)
    {
        Discovery.Map(app);
        Authorize.Map(app);
        Token.Map(app);
        EndSession.Map(app);
        EndedSessions.Map(app);
        Me.Map(app);
        OutsideSignIn.Map(app);
        OrganisationsApi.Map(app);
        app.MapGet("/{tenant}/can-bo/thiet-lap", (string tenant) => TypedResults.LocalRedirect($"/{tenant}/can-bo/thiet-lap/don-vi"))
            .WithMetadata(new RequireRoleAttribute(Role.TenantAdministrator)).ExcludeFromDescription();
    }

    public async Task Seed(IServiceProvider services, CancellationToken cancellationToken)
    {
        await SeedOrganisations.Run(services, cancellationToken);
        await FirstAdministrator.Run(services, cancellationToken);
    }

    public Task SeedDemo(IServiceProvider services, DemoScript script, CancellationToken cancellationToken) => SeedDemoAccounts.Run(services, cancellationToken);

    public Task Republish(IServiceProvider services, IProgress<string> progress, CancellationToken cancellationToken) =>
        RepublishOrganisations.Run(services, progress, cancellationToken);
}
