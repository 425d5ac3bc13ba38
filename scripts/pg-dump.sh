#!/usr/bin/env bash
# Finds a pg_dump that understands a server of the given major version: pg_dump refuses servers newer than itself.
#
#   scripts/pg-dump.sh <major>              prints the command that runs it, a word a line
#   scripts/pg-dump.sh possible <major>     succeeds where there is one to run
#
# Taken is the newest installed one. Where that is too old, on Debian as root, one from the unstable suite is unpacked beside the system.
set -euo pipefail
source "$(dirname "$0")/own-server.sh"

unpacked=$unpacked_home/postgresql-client

newest_installed() { { ls /usr/lib/postgresql/*/bin/pg_dump 2>/dev/null | sort -Vr | grep . || command -v pg_dump || true; } | head -n 1; }

understands() { [[ -n $2 && $("$2" --version | grep -oE '[0-9]+' | head -n 1) -ge $1 ]]; }

# Sets `program` to the command that runs it.
choose() {
  program=("$(newest_installed)")
  if understands "$1" "${program[0]}"; then return; fi
  root_on_debian || fail "install pg_dump $1 or newer: ${program[0]:-none} is too old for this server"
  one_at_a_time pg-dump
  [[ -d $unpacked ]] || unpack postgresql-client "$unpacked"
  unpacked_program "$unpacked" "$(cd "$unpacked" && ls usr/lib/postgresql/*/bin/pg_dump | sort -V | tail -n 1)"
  next_one
}

case ${1:-} in
  possible) root_on_debian || understands "$2" "$(newest_installed)" ;;
  [0-9]*)
    choose "$1"
    printf '%s\n' "${program[@]}"
    ;;
  *) usage ;;
esac
