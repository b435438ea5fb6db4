using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dialogue.Planning.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "planning");

            migrationBuilder.CreateTable(
                name: "agenda_items",
                schema: "planning",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    conference_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    speaker = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agenda_items", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "announcements",
                schema: "planning",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    conference_id = table.Column<Guid>(type: "uuid", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    guide = table.Column<string>(type: "text", nullable: false),
                    petition_form = table.Column<string>(type: "text", nullable: false),
                    cut_off_text = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    issued_on = table.Column<DateOnly>(type: "date", nullable: true),
                    signer = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    late_reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    superseded = table.Column<bool>(type: "boolean", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_announcements", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "attendances",
                schema: "planning",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    conference_id = table.Column<Guid>(type: "uuid", nullable: false),
                    registration_id = table.Column<Guid>(type: "uuid", nullable: true),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    unit_key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_attendances", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "calendar_years",
                schema: "planning",
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
                name: "city_rule_sets",
                schema: "planning",
                columns: table => new
                {
                    year = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    rules = table.Column<string>(type: "jsonb", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_city_rule_sets", x => new { x.year, x.version });
                });

            migrationBuilder.CreateTable(
                name: "conclusion_tasks",
                schema: "planning",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    conference_id = table.Column<Guid>(type: "uuid", nullable: false),
                    office_id = table.Column<Guid>(type: "uuid", nullable: true),
                    office_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    content = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    due = table.Column<string>(type: "jsonb", nullable: false),
                    done_on = table.Column<DateOnly>(type: "date", nullable: true),
                    done_note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_conclusion_tasks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "conclusions",
                schema: "planning",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    issued_on = table.Column<DateOnly>(type: "date", nullable: false),
                    signer = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_conclusions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "conference_petitions",
                schema: "planning",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    conference_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    public_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    field_code = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    channel = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    received_on = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    answered_how = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_conference_petitions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "conferences",
                schema: "planning",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    starts_at = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    place = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    chair = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    announce_by = table.Column<string>(type: "jsonb", nullable: true),
                    cut_off = table.Column<string>(type: "jsonb", nullable: true),
                    own_answers_by = table.Column<string>(type: "jsonb", nullable: true),
                    coordinated_answers_by = table.Column<string>(type: "jsonb", nullable: true),
                    report_by = table.Column<string>(type: "jsonb", nullable: true),
                    day_reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    announced_on = table.Column<DateOnly>(type: "date", nullable: true),
                    must_announce_again = table.Column<bool>(type: "boolean", nullable: false),
                    decision = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    decided_on = table.Column<DateOnly>(type: "date", nullable: true),
                    decided_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    decision_reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    figures = table.Column<string>(type: "jsonb", nullable: true),
                    review = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    opening_reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    present_at_opening = table.Column<int>(type: "integer", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    term_start = table.Column<DateOnly>(type: "date", nullable: true),
                    held = table.Column<bool>(type: "boolean", nullable: true),
                    conclusion_number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    conclusion_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_conferences", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "file_chunks",
                schema: "planning",
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
                schema: "planning",
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
                schema: "planning",
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
                schema: "planning",
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
                name: "invitations",
                schema: "planning",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    conference_id = table.Column<Guid>(type: "uuid", nullable: false),
                    registration_id = table.Column<Guid>(type: "uuid", nullable: true),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    addressee = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    sent_on = table.Column<DateOnly>(type: "date", nullable: true),
                    reply = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invitations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "minutes",
                schema: "planning",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    started_at = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    ended_at = table.Column<TimeOnly>(type: "time without time zone", nullable: true),
                    chair = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    secretary = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    course = table.Column<string>(type: "text", nullable: false),
                    closing = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_minutes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "opinions",
                schema: "planning",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    conference_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    who = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    summary = table.Column<string>(type: "text", nullable: false),
                    answer = table.Column<string>(type: "text", nullable: false),
                    answered_by = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_opinions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organisations",
                schema: "planning",
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
                schema: "planning",
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
                name: "plans",
                schema: "planning",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<Guid>(type: "uuid", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    body = table.Column<string>(type: "jsonb", nullable: false),
                    days = table.Column<List<DateOnly>>(type: "date[]", nullable: false),
                    corrects = table.Column<Guid>(type: "uuid", nullable: true),
                    return_reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    signer = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    signer_title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    signed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    issued_on = table.Column<DateOnly>(type: "date", nullable: true),
                    sent_on = table.Column<DateOnly>(type: "date", nullable: true),
                    submit_by = table.Column<string>(type: "jsonb", nullable: true),
                    in_time = table.Column<bool>(type: "boolean", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plans", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "postings",
                schema: "planning",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    conference_id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    posted_on = table.Column<DateOnly>(type: "date", nullable: false),
                    place = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    link = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    evidence_id = table.Column<Guid>(type: "uuid", nullable: true),
                    superseded = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_postings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "postponement_requests",
                schema: "planning",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    conference_id = table.Column<Guid>(type: "uuid", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    slot = table.Column<int>(type: "integer", nullable: true),
                    new_day = table.Column<DateOnly>(type: "date", nullable: false),
                    reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    requested_on = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    decided_on = table.Column<DateOnly>(type: "date", nullable: true),
                    decision_reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_postponement_requests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "received_plans",
                schema: "planning",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    sender_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sender_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    issued_on = table.Column<DateOnly>(type: "date", nullable: false),
                    sent_on = table.Column<DateOnly>(type: "date", nullable: false),
                    due = table.Column<DateOnly>(type: "date", nullable: true),
                    in_time = table.Column<bool>(type: "boolean", nullable: false),
                    conferences = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    body = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_received_plans", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "received_postponements",
                schema: "planning",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    sender_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sender_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    conference_id = table.Column<Guid>(type: "uuid", nullable: false),
                    conference_title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    new_day = table.Column<DateOnly>(type: "date", nullable: false),
                    reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    requested_on = table.Column<DateOnly>(type: "date", nullable: false),
                    used_this_year = table.Column<int>(type: "integer", nullable: false),
                    max_per_year = table.Column<int>(type: "integer", nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    decided_on = table.Column<DateOnly>(type: "date", nullable: true),
                    decided_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    decision_reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_received_postponements", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "registrations",
                schema: "planning",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    conference_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    secret = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    channel = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    registered_on = table.Column<DateOnly>(type: "date", nullable: false),
                    cancelled_on = table.Column<DateOnly>(type: "date", nullable: true),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    tax_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    unit_key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    address = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    sector = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    participants = table.Column<int>(type: "integer", nullable: false),
                    representative = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    representative_title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    phone = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    email = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    wants_to_speak = table.Column<bool>(type: "boolean", nullable: false),
                    may_be_named = table.Column<bool>(type: "boolean", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_registrations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "rule_set_copies",
                schema: "planning",
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
                name: "rule_set_versions",
                schema: "planning",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    rules = table.Column<string>(type: "jsonb", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rule_set_versions", x => new { x.tenant_id, x.year, x.version });
                });

            migrationBuilder.CreateTable(
                name: "working_years",
                schema: "planning",
                columns: table => new
                {
                    year = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    official = table.Column<bool>(type: "boolean", nullable: false),
                    notices = table.Column<string>(type: "jsonb", nullable: false),
                    days_off = table.Column<string>(type: "jsonb", nullable: false),
                    worked_days = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_working_years", x => x.year);
                });

            migrationBuilder.CreateIndex(
                name: "ix_agenda_items_tenant_id_conference_id_position",
                schema: "planning",
                table: "agenda_items",
                columns: new[] { "tenant_id", "conference_id", "position" });

            migrationBuilder.CreateIndex(
                name: "ix_announcements_tenant_id_conference_id_id",
                schema: "planning",
                table: "announcements",
                columns: new[] { "tenant_id", "conference_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_attendances_tenant_id_conference_id",
                schema: "planning",
                table: "attendances",
                columns: new[] { "tenant_id", "conference_id" });

            migrationBuilder.CreateIndex(
                name: "ix_conclusion_tasks_tenant_id_conference_id",
                schema: "planning",
                table: "conclusion_tasks",
                columns: new[] { "tenant_id", "conference_id" });

            migrationBuilder.CreateIndex(
                name: "ix_conference_petitions_tenant_id_conference_id_received_on",
                schema: "planning",
                table: "conference_petitions",
                columns: new[] { "tenant_id", "conference_id", "received_on" });

            migrationBuilder.CreateIndex(
                name: "ix_conferences_tenant_id_year_ordinal",
                schema: "planning",
                table: "conferences",
                columns: new[] { "tenant_id", "year", "ordinal" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_files_tenant_id_owner_id",
                schema: "planning",
                table: "files",
                columns: new[] { "tenant_id", "owner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_history_tenant_id_subject_id_id",
                schema: "planning",
                table: "history",
                columns: new[] { "tenant_id", "subject_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_invitations_tenant_id_conference_id_registration_id",
                schema: "planning",
                table: "invitations",
                columns: new[] { "tenant_id", "conference_id", "registration_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_opinions_tenant_id_conference_id_position",
                schema: "planning",
                table: "opinions",
                columns: new[] { "tenant_id", "conference_id", "position" });

            migrationBuilder.CreateIndex(
                name: "ix_organisations_slug",
                schema: "planning",
                table: "organisations",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outbox_parked_at_id",
                schema: "planning",
                table: "outbox",
                columns: new[] { "parked_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_plans_tenant_id_key",
                schema: "planning",
                table: "plans",
                columns: new[] { "tenant_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_plans_tenant_id_year",
                schema: "planning",
                table: "plans",
                columns: new[] { "tenant_id", "year" });

            migrationBuilder.CreateIndex(
                name: "ix_postings_tenant_id_conference_id_posted_on",
                schema: "planning",
                table: "postings",
                columns: new[] { "tenant_id", "conference_id", "posted_on" });

            migrationBuilder.CreateIndex(
                name: "ix_postponement_requests_tenant_id_conference_id",
                schema: "planning",
                table: "postponement_requests",
                columns: new[] { "tenant_id", "conference_id" });

            migrationBuilder.CreateIndex(
                name: "ix_postponement_requests_tenant_id_year_slot",
                schema: "planning",
                table: "postponement_requests",
                columns: new[] { "tenant_id", "year", "slot" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_received_plans_tenant_id_plan_id",
                schema: "planning",
                table: "received_plans",
                columns: new[] { "tenant_id", "plan_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_received_plans_tenant_id_year_sender_name",
                schema: "planning",
                table: "received_plans",
                columns: new[] { "tenant_id", "year", "sender_name" });

            migrationBuilder.CreateIndex(
                name: "ix_received_postponements_tenant_id_state_requested_on",
                schema: "planning",
                table: "received_postponements",
                columns: new[] { "tenant_id", "state", "requested_on" });

            migrationBuilder.CreateIndex(
                name: "ix_registrations_tenant_id_conference_id_id",
                schema: "planning",
                table: "registrations",
                columns: new[] { "tenant_id", "conference_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_registrations_tenant_id_secret",
                schema: "planning",
                table: "registrations",
                columns: new[] { "tenant_id", "secret" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "agenda_items",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "announcements",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "attendances",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "calendar_years",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "city_rule_sets",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "conclusion_tasks",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "conclusions",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "conference_petitions",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "conferences",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "file_chunks",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "files",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "history",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "inbox",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "invitations",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "minutes",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "opinions",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "organisations",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "outbox",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "plans",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "postings",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "postponement_requests",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "received_plans",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "received_postponements",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "registrations",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "rule_set_copies",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "rule_set_versions",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "working_years",
                schema: "planning");
        }
    }
}
