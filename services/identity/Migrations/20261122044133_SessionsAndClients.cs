using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dialogue.Identity.Migrations
{
    /// <inheritdoc />
    public partial class SessionsAndClients : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "signs_from",
                schema: "identity",
                table: "signing_keys",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "withdrawn_at",
                schema: "identity",
                table: "signing_keys",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "browser_session_id",
                schema: "identity",
                table: "grants",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "browser_sessions",
                schema: "identity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    device = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    provider = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    signed_in_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_browser_sessions", x => x.id);
                    table.ForeignKey(
                        name: "fk_browser_sessions_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "machine_clients",
                schema: "identity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    scopes = table.Column<List<string>>(type: "text[]", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_machine_clients", x => x.id);
                    table.ForeignKey(
                        name: "fk_machine_clients_organisations_owned_organisation_id",
                        column: x => x.organisation_id,
                        principalSchema: "identity",
                        principalTable: "organisations_owned",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "outside_accounts",
                schema: "identity",
                columns: table => new
                {
                    issuer = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    subject = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    label = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    linked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outside_accounts", x => new { x.issuer, x.subject });
                    table.ForeignKey(
                        name: "fk_outside_accounts_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "machine_secrets",
                schema: "identity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    machine_client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    tail = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_machine_secrets", x => x.id);
                    table.ForeignKey(
                        name: "fk_machine_secrets_machine_clients_machine_client_id",
                        column: x => x.machine_client_id,
                        principalSchema: "identity",
                        principalTable: "machine_clients",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_users_normalized_email",
                schema: "identity",
                table: "users",
                column: "normalized_email",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_grants_browser_session_id",
                schema: "identity",
                table: "grants",
                column: "browser_session_id");

            migrationBuilder.CreateIndex(
                name: "ix_grants_revoked_at",
                schema: "identity",
                table: "grants",
                column: "revoked_at");

            migrationBuilder.CreateIndex(
                name: "ix_browser_sessions_expires_at",
                schema: "identity",
                table: "browser_sessions",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_browser_sessions_user_id",
                schema: "identity",
                table: "browser_sessions",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_machine_clients_client_id",
                schema: "identity",
                table: "machine_clients",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_machine_clients_organisation_id",
                schema: "identity",
                table: "machine_clients",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "ix_machine_secrets_machine_client_id",
                schema: "identity",
                table: "machine_secrets",
                column: "machine_client_id");

            migrationBuilder.CreateIndex(
                name: "ix_outside_accounts_user_id",
                schema: "identity",
                table: "outside_accounts",
                column: "user_id");

            migrationBuilder.AddForeignKey(
                name: "fk_grants_browser_sessions_browser_session_id",
                schema: "identity",
                table: "grants",
                column: "browser_session_id",
                principalSchema: "identity",
                principalTable: "browser_sessions",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_grants_browser_sessions_browser_session_id",
                schema: "identity",
                table: "grants");

            migrationBuilder.DropTable(
                name: "browser_sessions",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "machine_secrets",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "outside_accounts",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "machine_clients",
                schema: "identity");

            migrationBuilder.DropIndex(
                name: "ix_users_normalized_email",
                schema: "identity",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_grants_browser_session_id",
                schema: "identity",
                table: "grants");

            migrationBuilder.DropIndex(
                name: "ix_grants_revoked_at",
                schema: "identity",
                table: "grants");

            migrationBuilder.DropColumn(
                name: "signs_from",
                schema: "identity",
                table: "signing_keys");

            migrationBuilder.DropColumn(
                name: "withdrawn_at",
                schema: "identity",
                table: "signing_keys");

            migrationBuilder.DropColumn(
                name: "browser_session_id",
                schema: "identity",
                table: "grants");
        }
    }
}
