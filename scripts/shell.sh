#!/usr/bin/env bash
# A command-line shell that the command's completion is tried in.
#
#   scripts/shell.sh get <shell>            installs it where it is missing
#   scripts/shell.sh possible <shell>       succeeds where it is here or can be got
set -euo pipefail
source "$(dirname "$0")/own-server.sh"

is_here() { command -v "$1" >/dev/null; }

case ${1:-} in
  possible) is_here "$2" || root_on_debian ;;
  get)
    if is_here "$2"; then exit; fi
    root_on_debian || fail "install $2"
    one_at_a_time shell
    is_here "$2" || install_packages "$2"
    next_one
    ;;
  *) usage ;;
esac
