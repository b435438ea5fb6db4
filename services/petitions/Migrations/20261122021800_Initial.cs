using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dialogue.Petitions.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "petitions");

            migrationBuilder.CreateTable(
                name: "calendar_years",
                schema: "petitions",
                columns: table => new
                {
                    year = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    days = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendar_years", x => x.year);
                });

            migrationBuilder.CreateTable(
                name: "conference_copies",
                schema: "petitions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    place = table.Column<string>(type: "text", nullable: false),
                    chair = table.Column<string>(type: "text", nullable: false),
                    announced_on = table.Column<DateOnly>(type: "date", nullable: true),
                    cut_off = table.Column<DateOnly>(type: "date", nullable: true),
                    term_start = table.Column<DateOnly>(type: "date", nullable: true),
                    held = table.Column<bool>(type: "boolean", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_conference_copies", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "fields",
                schema: "petitions",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    department_id = table.Column<Guid>(type: "uuid", nullable: true),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fields", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "file_chunks",
                schema: "petitions",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_id = table.Column<Guid>(type: "uuid", nullable: false),
                    no = table.Column<int>(type: "integer", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_file_chunks", x => new { x.tenant_id, x.file_id, x.no });
                });

            migrationBuilder.CreateTable(
                name: "files",
                schema: "petitions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    content_type = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_files", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "history",
                schema: "petitions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    user_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    subject = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    action = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    changes = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_history", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "inbox",
                schema: "petitions",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    consumer = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inbox", x => new { x.tenant_id, x.consumer, x.message_id });
                });

            migrationBuilder.CreateTable(
                name: "organisations",
                schema: "petitions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    slug = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    unit_type = table.Column<string>(type: "text", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    place_name = table.Column<string>(type: "text", nullable: false),
                    former_units = table.Column<string>(type: "text", nullable: false),
                    capabilities = table.Column<List<string>>(type: "text[]", nullable: false),
                    offices = table.Column<string>(type: "jsonb", nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                schema: "petitions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    for_tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    consumer = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    type = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    payload = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    not_before = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    error = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    parked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "petitions",
                schema: "petitions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    submission_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    business_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    business_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    tax_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    business_address = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    representative_name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    representative_title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    phone = table.Column<string>(type: "character varying(11)", maxLength: 11, nullable: false),
                    email = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    publish_name = table.Column<bool>(type: "boolean", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    title_folded = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    field_code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    channel = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    conference_id = table.Column<Guid>(type: "uuid", nullable: true),
                    year = table.Column<int>(type: "integer", nullable: false),
                    received_on = table.Column<DateOnly>(type: "date", nullable: false),
                    filed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    counts_for_conditions = table.Column<bool>(type: "boolean", nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    authority = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    office_id = table.Column<Guid>(type: "uuid", nullable: true),
                    parts = table.Column<string>(type: "jsonb", nullable: false),
                    deadline = table.Column<string>(type: "jsonb", nullable: true),
                    due = table.Column<DateOnly>(type: "date", nullable: true),
                    draft = table.Column<string>(type: "text", nullable: false),
                    answer = table.Column<string>(type: "text", nullable: true),
                    answered_how = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    answer_number = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    answered_on = table.Column<DateOnly>(type: "date", nullable: true),
                    answered_by = table.Column<string>(type: "text", nullable: false),
                    on_time = table.Column<bool>(type: "boolean", nullable: true),
                    delay_cause = table.Column<string>(type: "text", nullable: true),
                    published_on = table.Column<DateOnly>(type: "date", nullable: true),
                    why = table.Column<string>(type: "text", nullable: false),
                    opinion = table.Column<string>(type: "text", nullable: false),
                    report_number = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    reported_on = table.Column<DateOnly>(type: "date", nullable: true),
                    case_id = table.Column<Guid>(type: "uuid", nullable: true),
                    case_version = table.Column<long>(type: "bigint", nullable: false),
                    case_state = table.Column<string>(type: "text", nullable: false),
                    department_name = table.Column<string>(type: "text", nullable: false),
                    directed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    case_due = table.Column<DateOnly>(type: "date", nullable: true),
                    return_reason = table.Column<string>(type: "text", nullable: false),
                    restarted_on = table.Column<DateOnly>(type: "date", nullable: true),
                    last_act = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    owed = table.Column<List<string>>(type: "text[]", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_petitions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "rule_set_copies",
                schema: "petitions",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    rules = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rule_set_copies", x => new { x.tenant_id, x.year });
                });

            migrationBuilder.CreateIndex(
                name: "ix_conference_copies_tenant_id_day",
                schema: "petitions",
                table: "conference_copies",
                columns: new[] { "tenant_id", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_files_tenant_id_owner_id",
                schema: "petitions",
                table: "files",
                columns: new[] { "tenant_id", "owner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_history_tenant_id_subject_id_id",
                schema: "petitions",
                table: "history",
                columns: new[] { "tenant_id", "subject_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_organisations_slug",
                schema: "petitions",
                table: "organisations",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outbox_parked_at_id",
                schema: "petitions",
                table: "outbox",
                columns: new[] { "parked_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_petitions_tenant_id_code",
                schema: "petitions",
                table: "petitions",
                columns: new[] { "tenant_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_petitions_tenant_id_conference_id",
                schema: "petitions",
                table: "petitions",
                columns: new[] { "tenant_id", "conference_id" });

            migrationBuilder.CreateIndex(
                name: "ix_petitions_tenant_id_key_ordinal",
                schema: "petitions",
                table: "petitions",
                columns: new[] { "tenant_id", "key", "ordinal" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_petitions_tenant_id_published_on_id",
                schema: "petitions",
                table: "petitions",
                columns: new[] { "tenant_id", "published_on", "id" },
                filter: "published_on is not null");

            migrationBuilder.CreateIndex(
                name: "ix_petitions_tenant_id_received_on_id",
                schema: "petitions",
                table: "petitions",
                columns: new[] { "tenant_id", "received_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_petitions_tenant_id_submission_id",
                schema: "petitions",
                table: "petitions",
                columns: new[] { "tenant_id", "submission_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "calendar_years",
                schema: "petitions");

            migrationBuilder.DropTable(
                name: "conference_copies",
                schema: "petitions");

            migrationBuilder.DropTable(
                name: "fields",
                schema: "petitions");

            migrationBuilder.DropTable(
                name: "file_chunks",
                schema: "petitions");

            migrationBuilder.DropTable(
                name: "files",
                schema: "petitions");

            migrationBuilder.DropTable(
                name: "history",
                schema: "petitions");

            migrationBuilder.DropTable(
                name: "inbox",
                schema: "petitions");

            migrationBuilder.DropTable(
                name: "organisations",
                schema: "petitions");

            migrationBuilder.DropTable(
                name: "outbox",
                schema: "petitions");

            migrationBuilder.DropTable(
                name: "petitions",
                schema: "petitions");

            migrationBuilder.DropTable(
                name: "rule_set_copies",
                schema: "petitions");
        }
    }
}
