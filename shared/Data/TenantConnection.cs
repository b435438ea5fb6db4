using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Dialogue.Data;

/// <summary>
/// Tells PostgreSQL the tenant when a context's connection opens, and keeps that connection for the rest of the lease, so that the round
/// trip is paid once. The pool resets the setting when the connection goes back (<c>DISCARD ALL</c>; see <see cref="Databases"/>).
/// </summary>
internal sealed class TenantConnection : DbConnectionInterceptor, IDbTransactionInterceptor
{
    public static readonly TenantConnection Instance = new();

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData data, CancellationToken cancellationToken = default)
    {
        if (data.Context is not TenantDbContext db) return;
        await using var command = Command(connection, db);
        await command.ExecuteNonQueryAsync(cancellationToken);
        if (db.HoldsConnection) return;
        db.HoldsConnection = true;
        await db.Database.OpenConnectionAsync(cancellationToken);
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData data)
    {
        if (data.Context is not TenantDbContext db) return;
        using var command = Command(connection, db);
        command.ExecuteNonQuery();
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData data, CancellationToken cancellationToken = default)
    {
        (data.Context as TenantDbContext)?.Committed();
        return Task.CompletedTask;
    }

    private static NpgsqlCommand Command(DbConnection connection, TenantDbContext db)
    {
        var command = (NpgsqlCommand)connection.CreateCommand();
        command.CommandText = db.Scope is { Relayed: true }
            ? "select set_config('dialogue.tenant', $1, false), set_config('synchronous_commit', 'off', false)"
            : "select set_config('dialogue.tenant', $1, false)";
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = db.Tenant.IsNone ? "" : db.Tenant.ToString() });
        return command;
    }
}
