using System.ComponentModel.DataAnnotations;
using Dialogue.Identity.Model;
using Dialogue.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Identity.Machines;

/// <summary>The administrator of the system lets an organisation's own system in, gives it secrets, and takes it all away again.</summary>
internal sealed class EditMachines(InTenant inTenant, CurrentUser by, Notes notes, TimeProvider time)
{
    public sealed class Request
    {
        [Required(ErrorMessage = "Hãy nhập tên hệ thống."), StringLength(200)]
        public string Name { get; set; } = "";

        /// <summary>Slug.</summary>
        [Required(ErrorMessage = "Hãy chọn đơn vị.")]
        public string Organisation { get; set; } = "";

        public List<string> Scopes { get; set; } = [];
    }

    /// <returns>The client and its first secret, which nobody can read again.</returns>
    /// <exception cref="RuleBrokenException">The organisation is not there, or has no work for a scope.</exception>
    public async Task<(MachineClient Client, string Secret)> Add(IdentityDb directory, Request request, CancellationToken cancellationToken)
    {
        var organisation = await directory.OwnedOrganisations.AsNoTracking().FirstOrDefaultAsync(o => o.Slug == request.Organisation && o.Active, cancellationToken) ?? throw MachineRules.OrganisationUnknown();
        if (request.Scopes.Count == 0) throw MachineRules.ScopesMissing();
        if (request.Scopes.Except(Scope.Of(organisation.Capabilities)).FirstOrDefault() is { } unknown) throw MachineRules.ScopeUnknown(unknown);
        return await inTenant.Run(new TenantId(organisation.Id), async db =>
        {
            var client = new MachineClient
            {
                ClientId = $"{organisation.Slug}-{Secret.New()[..8]}", Name = request.Name.Trim(), OrganisationId = organisation.Id, Scopes = [.. request.Scopes.Distinct()], CreatedAt = time.GetUtcNow(),
            };
            db.MachineClients.Add(client);
            db.History.Add(notes.Of(nameof(MachineClient), client.Id, "Added", ("Name", null, client.Name), ("Scopes", null, client.Scopes)));
            var secret = NewSecret(db, client);
            await db.SaveChangesAsync(cancellationToken);
            return (client, secret);
        }, by);
    }

    /// <summary>A second secret, so that a system changes to it without a pause.</summary>
    /// <exception cref="RuleBrokenException">Two are valid already, or the client was revoked.</exception>
    public Task<string?> AddSecret(MachineClient shown, CancellationToken cancellationToken) => Change(shown, "SecretAdded", async (db, client) =>
    {
        if (client.RevokedAt is not null) throw MachineRules.Revoked();
        if (await db.MachineSecrets.CountAsync(s => s.MachineClientId == client.Id && s.EndedAt == null, cancellationToken) >= MachineSecret.MostValid) throw MachineRules.TwoSecretsAlready();
        return NewSecret(db, client);
    }, cancellationToken);

    public async Task<bool> EndSecret(MachineClient shown, Guid secret, CancellationToken cancellationToken) => await Change(shown, "SecretEnded", async (db, client) =>
    {
        if (await db.MachineSecrets.FirstOrDefaultAsync(s => s.Id == secret && s.MachineClientId == client.Id && s.EndedAt == null, cancellationToken) is not { } found) return null;
        found.EndedAt = time.GetUtcNow();
        return found.Tail;
    }, cancellationToken) is not null;

    /// <summary>For good: its tokens are refused within seconds.</summary>
    public async Task<bool> Revoke(MachineClient shown, CancellationToken cancellationToken) => await Change(shown, "Revoked", (_, client) =>
    {
        client.RevokedAt ??= time.GetUtcNow();
        return Task.FromResult<string?>(client.ClientId);
    }, cancellationToken) is not null;

    /// <summary>The row is locked: two administrators at once do not make three secrets.</summary>
    private Task<string?> Change(MachineClient shown, string action, Func<IdentityDb, MachineClient, Task<string?>> change, CancellationToken cancellationToken) =>
        inTenant.Run(new TenantId(shown.OrganisationId), async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var client = await db.MachineClients.FromSql($"select * from identity.machine_clients where id = {shown.Id} for update").SingleAsync(cancellationToken);
            if (await change(db, client) is not { } result) return null;
            db.History.Add(notes.Of(nameof(MachineClient), client.Id, action));
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return result;
        }, by);

    private string NewSecret(IdentityDb db, MachineClient client)
    {
        var secret = Secret.New();
        db.MachineSecrets.Add(new() { MachineClientId = client.Id, Hash = Secret.Hash(secret), Tail = secret[^4..], CreatedAt = time.GetUtcNow() });
        return secret;
    }
}
