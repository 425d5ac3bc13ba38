#!/usr/bin/env bash
# A MariaDB server for tests, in a data directory and on a port of its own, with an empty password and nothing durable.
#
#   scripts/mariadb-server.sh start        prints its URL
#   scripts/mariadb-server.sh stop
#   scripts/mariadb-server.sh status       prints the URL if it runs
#   scripts/mariadb-server.sh possible     succeeds where `start` has something to start
#
# Taken is what is installed; on Debian as root, the `mariadb-server` package is installed first.
set -euo pipefail
source "$(dirname "$0")/own-server.sh"

port=${MARIADB_PORT:-3398}
home=$own_home/mariadb
url=mariadb://root@127.0.0.1:$port

installed() { command -v mariadbd >/dev/null && command -v mariadb-install-db >/dev/null; }

start() {
  one_at_a_time mariadb
  if ! answers "$port"; then
    installed || { root_on_debian && install_packages mariadb-server; } || fail "MariaDB is not installed"
    mkdir -p "$home"
    cd "$home"
    local user
    user=$(id -un)
    # MariaDB refuses to run as root.
    if [[ $user == root ]]; then
      user=mysql
      chown "$user" "$home"
    fi
    if [[ ! -d data/mysql ]]; then
      rm -rf data
      mariadb-install-db --no-defaults --user="$user" --datadir="$home/data" --auth-root-authentication-method=normal --skip-test-db >install.log 2>&1 ||
        fail "mariadb-install-db failed" "$home/install.log"
    fi
    rm -f server.log
    detached mariadbd --no-defaults --user="$user" --datadir="$home/data" --port="$port" --bind-address=127.0.0.1 \
      --socket="$home/server.sock" --skip-log-bin --innodb-flush-log-at-trx-commit=0 \
      --innodb-doublewrite=0 >server.log 2>&1 </dev/null &
    echo $! >server.pid
    wait_until_ready server.log "ready for connections" server.pid
    say "started MariaDB on port $port; scripts/mariadb-server.sh stop ends it"
  fi
  echo "$url"
}

case ${1:-} in
  start) start ;;
  stop) stop_process "$home/server.pid" ;;
  status) if answers "$port"; then echo "$url"; fi ;;
  possible) root_on_debian || installed ;;
  *) usage ;;
esac
