using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dialogue.Planning.Migrations
{
    /// <inheritdoc />
    public partial class Businesses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "business_id",
                schema: "planning",
                table: "invitations",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "business_imports",
                schema: "planning",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    user_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    added = table.Column<int>(type: "integer", nullable: false),
                    changed = table.Column<int>(type: "integer", nullable: false),
                    overtaken = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_business_imports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "businesses",
                schema: "planning",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    tax_code = table.Column<string>(type: "character varying(14)", maxLength: 14, nullable: true),
                    address = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    sector = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    representative = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    representative_title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    phone = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    email = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    name_key = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false, collation: "C"),
                    search = table.Column<string>(type: "character varying(700)", maxLength: 700, nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_businesses", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "business_import_rows",
                schema: "planning",
                columns: table => new
                {
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    outcome = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    cells = table.Column<List<string>>(type: "text[]", nullable: false),
                    facts = table.Column<string>(type: "jsonb", nullable: true),
                    business_id = table.Column<Guid>(type: "uuid", nullable: true),
                    business_version = table.Column<long>(type: "bigint", nullable: true),
                    changes = table.Column<List<string>>(type: "text[]", nullable: false),
                    errors = table.Column<List<string>>(type: "text[]", nullable: false),
                    notes = table.Column<List<string>>(type: "text[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_business_import_rows", x => new { x.import_id, x.number });
                    table.ForeignKey(
                        name: "fk_business_import_rows_business_imports_import_id",
                        column: x => x.import_id,
                        principalSchema: "planning",
                        principalTable: "business_imports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_invitations_tenant_id_conference_id_business_id",
                schema: "planning",
                table: "invitations",
                columns: new[] { "tenant_id", "conference_id", "business_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_business_import_rows_tenant_id_import_id_outcome_number",
                schema: "planning",
                table: "business_import_rows",
                columns: new[] { "tenant_id", "import_id", "outcome", "number" });

            migrationBuilder.CreateIndex(
                name: "ix_business_imports_tenant_id_at",
                schema: "planning",
                table: "business_imports",
                columns: new[] { "tenant_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_businesses_tenant_id_name_key_id",
                schema: "planning",
                table: "businesses",
                columns: new[] { "tenant_id", "name_key", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_businesses_tenant_id_tax_code",
                schema: "planning",
                table: "businesses",
                columns: new[] { "tenant_id", "tax_code" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "business_import_rows",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "businesses",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "business_imports",
                schema: "planning");

            migrationBuilder.DropIndex(
                name: "ix_invitations_tenant_id_conference_id_business_id",
                schema: "planning",
                table: "invitations");

            migrationBuilder.DropColumn(
                name: "business_id",
                schema: "planning",
                table: "invitations");
        }
    }
}
