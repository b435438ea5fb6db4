using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dialogue.Reporting.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "reporting");

            migrationBuilder.CreateTable(
                name: "calendar_years",
                schema: "reporting",
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
                name: "case_facts",
                schema: "reporting",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    petition_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    department_name = table.Column<string>(type: "text", nullable: false),
                    field_code = table.Column<string>(type: "text", nullable: false),
                    directed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    due = table.Column<DateOnly>(type: "date", nullable: true),
                    answered_on = table.Column<DateOnly>(type: "date", nullable: true),
                    on_time = table.Column<bool>(type: "boolean", nullable: true),
                    answer_number = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_facts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "conference_facts",
                schema: "reporting",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    starts_at = table.Column<string>(type: "text", nullable: false),
                    place = table.Column<string>(type: "text", nullable: false),
                    chair = table.Column<string>(type: "text", nullable: false),
                    announced_on = table.Column<DateOnly>(type: "date", nullable: true),
                    cut_off = table.Column<DateOnly>(type: "date", nullable: true),
                    decision = table.Column<string>(type: "text", nullable: true),
                    decided_on = table.Column<DateOnly>(type: "date", nullable: true),
                    term_start = table.Column<DateOnly>(type: "date", nullable: true),
                    held = table.Column<bool>(type: "boolean", nullable: true),
                    registered_enterprises = table.Column<int>(type: "integer", nullable: false),
                    registered_cooperatives = table.Column<int>(type: "integer", nullable: false),
                    registered_households = table.Column<int>(type: "integer", nullable: false),
                    attended_enterprises = table.Column<int>(type: "integer", nullable: false),
                    attended_cooperatives = table.Column<int>(type: "integer", nullable: false),
                    attended_households = table.Column<int>(type: "integer", nullable: false),
                    petitions_in_time = table.Column<int>(type: "integer", nullable: false),
                    posted_channels = table.Column<List<string>>(type: "text[]", nullable: false),
                    plan_number = table.Column<string>(type: "text", nullable: false),
                    plan_issued_on = table.Column<DateOnly>(type: "date", nullable: true),
                    conclusion_number = table.Column<string>(type: "text", nullable: false),
                    conclusion_on = table.Column<DateOnly>(type: "date", nullable: true),
                    report_due = table.Column<DateOnly>(type: "date", nullable: true),
                    report_sent_on = table.Column<DateOnly>(type: "date", nullable: true),
                    report_number = table.Column<string>(type: "text", nullable: false),
                    report_in_time = table.Column<bool>(type: "boolean", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_conference_facts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "fields",
                schema: "reporting",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fields", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "file_chunks",
                schema: "reporting",
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
                schema: "reporting",
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
                schema: "reporting",
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
                schema: "reporting",
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
                name: "month_counters",
                schema: "reporting",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    received = table.Column<int>(type: "integer", nullable: false),
                    answered = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_month_counters", x => new { x.tenant_id, x.month });
                });

            migrationBuilder.CreateTable(
                name: "open_by_due",
                schema: "reporting",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    due = table.Column<DateOnly>(type: "date", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_open_by_due", x => new { x.tenant_id, x.year, x.due });
                });

            migrationBuilder.CreateTable(
                name: "organisations",
                schema: "reporting",
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
                schema: "reporting",
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
                name: "petition_facts",
                schema: "reporting",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    conference_id = table.Column<Guid>(type: "uuid", nullable: true),
                    year = table.Column<int>(type: "integer", nullable: false),
                    field_code = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    business_kind = table.Column<string>(type: "text", nullable: false),
                    channel = table.Column<string>(type: "text", nullable: false),
                    received_on = table.Column<DateOnly>(type: "date", nullable: false),
                    counts_for_conditions = table.Column<bool>(type: "boolean", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    authority = table.Column<string>(type: "text", nullable: true),
                    due = table.Column<DateOnly>(type: "date", nullable: true),
                    answered_how = table.Column<string>(type: "text", nullable: true),
                    answered_on = table.Column<DateOnly>(type: "date", nullable: true),
                    on_time = table.Column<bool>(type: "boolean", nullable: true),
                    reported_on = table.Column<DateOnly>(type: "date", nullable: true),
                    department_name = table.Column<string>(type: "text", nullable: false),
                    published = table.Column<bool>(type: "boolean", nullable: false),
                    published_title = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_petition_facts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "petition_texts",
                schema: "reporting",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    public_name = table.Column<string>(type: "text", nullable: false),
                    office_id = table.Column<Guid>(type: "uuid", nullable: true),
                    delay_cause = table.Column<string>(type: "text", nullable: true),
                    answer_number = table.Column<string>(type: "text", nullable: false),
                    answer = table.Column<string>(type: "text", nullable: true),
                    reported_number = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_petition_texts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "plan_facts",
                schema: "reporting",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    issued_on = table.Column<DateOnly>(type: "date", nullable: false),
                    sent_on = table.Column<DateOnly>(type: "date", nullable: false),
                    due = table.Column<DateOnly>(type: "date", nullable: true),
                    in_time = table.Column<bool>(type: "boolean", nullable: false),
                    conferences_planned = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plan_facts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "received_reports",
                schema: "reporting",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    sender_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sender_name = table.Column<string>(type: "text", nullable: false),
                    conference_id = table.Column<Guid>(type: "uuid", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    sent_on = table.Column<DateOnly>(type: "date", nullable: false),
                    due = table.Column<DateOnly>(type: "date", nullable: true),
                    in_time = table.Column<bool>(type: "boolean", nullable: true),
                    supplementary = table.Column<bool>(type: "boolean", nullable: false),
                    content = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_received_reports", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "result_reports",
                schema: "reporting",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    conference_id = table.Column<Guid>(type: "uuid", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    supplementary = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    deadline = table.Column<string>(type: "jsonb", nullable: true),
                    corrections = table.Column<string>(type: "jsonb", nullable: false),
                    number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    signed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    sent_on = table.Column<DateOnly>(type: "date", nullable: true),
                    in_time = table.Column<bool>(type: "boolean", nullable: true),
                    content = table.Column<string>(type: "jsonb", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_reports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "rule_facts",
                schema: "reporting",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    frequency_min = table.Column<int>(type: "integer", nullable: true),
                    plan_due = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rule_facts", x => new { x.tenant_id, x.year });
                });

            migrationBuilder.CreateTable(
                name: "rule_set_copies",
                schema: "reporting",
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

            migrationBuilder.CreateTable(
                name: "year_counters",
                schema: "reporting",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    field_code = table.Column<string>(type: "text", nullable: false),
                    received = table.Column<int>(type: "integer", nullable: false),
                    waiting = table.Column<int>(type: "integer", nullable: false),
                    in_progress = table.Column<int>(type: "integer", nullable: false),
                    escalated = table.Column<int>(type: "integer", nullable: false),
                    answered = table.Column<int>(type: "integer", nullable: false),
                    redirected = table.Column<int>(type: "integer", nullable: false),
                    closed = table.Column<int>(type: "integer", nullable: false),
                    own = table.Column<int>(type: "integer", nullable: false),
                    coordinated = table.Column<int>(type: "integer", nullable: false),
                    beyond = table.Column<int>(type: "integer", nullable: false),
                    at_conference = table.Column<int>(type: "integer", nullable: false),
                    in_writing = table.Column<int>(type: "integer", nullable: false),
                    by_department = table.Column<int>(type: "integer", nullable: false),
                    on_time = table.Column<int>(type: "integer", nullable: false),
                    late = table.Column<int>(type: "integer", nullable: false),
                    published = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_year_counters", x => new { x.tenant_id, x.year, x.field_code });
                });

            migrationBuilder.CreateIndex(
                name: "ix_case_facts_department_name",
                schema: "reporting",
                table: "case_facts",
                column: "department_name",
                filter: "state in ('Received', 'Directed')");

            migrationBuilder.CreateIndex(
                name: "ix_case_facts_tenant_id_petition_id",
                schema: "reporting",
                table: "case_facts",
                columns: new[] { "tenant_id", "petition_id" });

            migrationBuilder.CreateIndex(
                name: "ix_conference_facts_day",
                schema: "reporting",
                table: "conference_facts",
                column: "day");

            migrationBuilder.CreateIndex(
                name: "ix_conference_facts_tenant_id_year",
                schema: "reporting",
                table: "conference_facts",
                columns: new[] { "tenant_id", "year" });

            migrationBuilder.CreateIndex(
                name: "ix_conference_facts_year",
                schema: "reporting",
                table: "conference_facts",
                column: "year");

            migrationBuilder.CreateIndex(
                name: "ix_files_tenant_id_owner_id",
                schema: "reporting",
                table: "files",
                columns: new[] { "tenant_id", "owner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_history_tenant_id_subject_id_id",
                schema: "reporting",
                table: "history",
                columns: new[] { "tenant_id", "subject_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_open_by_due_year_due",
                schema: "reporting",
                table: "open_by_due",
                columns: new[] { "year", "due" },
                filter: "count > 0");

            migrationBuilder.CreateIndex(
                name: "ix_organisations_slug",
                schema: "reporting",
                table: "organisations",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outbox_parked_at_id",
                schema: "reporting",
                table: "outbox",
                columns: new[] { "parked_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_petition_facts_answered_on_id",
                schema: "reporting",
                table: "petition_facts",
                columns: new[] { "answered_on", "id" },
                filter: "published");

            migrationBuilder.CreateIndex(
                name: "ix_petition_facts_tenant_id_conference_id",
                schema: "reporting",
                table: "petition_facts",
                columns: new[] { "tenant_id", "conference_id" });

            migrationBuilder.CreateIndex(
                name: "ix_petition_facts_tenant_id_year_received_on_id",
                schema: "reporting",
                table: "petition_facts",
                columns: new[] { "tenant_id", "year", "received_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_petition_facts_tenant_published",
                schema: "reporting",
                table: "petition_facts",
                columns: new[] { "tenant_id", "answered_on", "id" },
                filter: "published");

            migrationBuilder.CreateIndex(
                name: "ix_petition_facts_year_received_on_id",
                schema: "reporting",
                table: "petition_facts",
                columns: new[] { "year", "received_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_plan_facts_tenant_id_year",
                schema: "reporting",
                table: "plan_facts",
                columns: new[] { "tenant_id", "year" });

            migrationBuilder.CreateIndex(
                name: "ix_plan_facts_year",
                schema: "reporting",
                table: "plan_facts",
                column: "year");

            migrationBuilder.CreateIndex(
                name: "ix_received_reports_tenant_id_year_sent_on_id",
                schema: "reporting",
                table: "received_reports",
                columns: new[] { "tenant_id", "year", "sent_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_result_reports_tenant_id_conference_id_supplementary",
                schema: "reporting",
                table: "result_reports",
                columns: new[] { "tenant_id", "conference_id", "supplementary" },
                unique: true,
                filter: "not supplementary");

            migrationBuilder.CreateIndex(
                name: "ix_result_reports_tenant_id_number_year",
                schema: "reporting",
                table: "result_reports",
                columns: new[] { "tenant_id", "number", "year" },
                unique: true,
                filter: "number <> ''");

            migrationBuilder.CreateIndex(
                name: "ix_result_reports_tenant_id_year",
                schema: "reporting",
                table: "result_reports",
                columns: new[] { "tenant_id", "year" });

            migrationBuilder.CreateIndex(
                name: "ix_year_counters_year",
                schema: "reporting",
                table: "year_counters",
                column: "year");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "calendar_years",
                schema: "reporting");

            migrationBuilder.DropTable(
                name: "case_facts",
                schema: "reporting");

            migrationBuilder.DropTable(
                name: "conference_facts",
                schema: "reporting");

            migrationBuilder.DropTable(
                name: "fields",
                schema: "reporting");

            migrationBuilder.DropTable(
                name: "file_chunks",
                schema: "reporting");

            migrationBuilder.DropTable(
                name: "files",
                schema: "reporting");

            migrationBuilder.DropTable(
                name: "history",
                schema: "reporting");

            migrationBuilder.DropTable(
                name: "inbox",
                schema: "reporting");

            migrationBuilder.DropTable(
                name: "month_counters",
                schema: "reporting");

            migrationBuilder.DropTable(
                name: "open_by_due",
                schema: "reporting");

            migrationBuilder.DropTable(
                name: "organisations",
                schema: "reporting");

            migrationBuilder.DropTable(
                name: "outbox",
                schema: "reporting");

            migrationBuilder.DropTable(
                name: "petition_facts",
                schema: "reporting");

            migrationBuilder.DropTable(
                name: "petition_texts",
                schema: "reporting");

            migrationBuilder.DropTable(
                name: "plan_facts",
                schema: "reporting");

            migrationBuilder.DropTable(
                name: "received_reports",
                schema: "reporting");

            migrationBuilder.DropTable(
                name: "result_reports",
                schema: "reporting");

            migrationBuilder.DropTable(
                name: "rule_facts",
                schema: "reporting");

            migrationBuilder.DropTable(
                name: "rule_set_copies",
                schema: "reporting");

            migrationBuilder.DropTable(
                name: "year_counters",
                schema: "reporting");
        }
    }
}
