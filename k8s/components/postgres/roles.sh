#!/bin/sh
# Run once, by the image, when the data folder is empty: the four roles, with the passwords of their secrets, and the database.
set -eu
for role in owner app relay city; do
  psql -v ON_ERROR_STOP=1 --no-psqlrc --quiet --dbname postgres -v role="dialogue_$role" -v password="$(cat "${ROLES:-/run/roles}/$role")" <<'SQL'
create role :"role" login nosuperuser nobypassrls nocreatedb nocreaterole noreplication password :'password';
SQL
done
psql -v ON_ERROR_STOP=1 --no-psqlrc --quiet --dbname postgres <<'SQL'
create database dialogue owner dialogue_owner;
revoke all on database dialogue from public;
grant connect on database dialogue to dialogue_app, dialogue_relay, dialogue_city;
SQL
