using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dialogue.Reporting.Migrations
{
    /// <inheritdoc />
    public partial class WhatPetitionersSay : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "agreement",
                schema: "reporting",
                table: "petition_texts",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<List<Guid>>(
                name: "co_office_ids",
                schema: "reporting",
                table: "petition_texts",
                type: "uuid[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<string>(
                name: "public_address",
                schema: "reporting",
                table: "petition_texts",
                type: "character varying(300)",
                maxLength: 300,
                nullable: false,
                defaultValue: "");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "agreement",
                schema: "reporting",
                table: "petition_texts");

            migrationBuilder.DropColumn(
                name: "co_office_ids",
                schema: "reporting",
                table: "petition_texts");

            migrationBuilder.DropColumn(
                name: "public_address",
                schema: "reporting",
                table: "petition_texts");
        }
    }
}
