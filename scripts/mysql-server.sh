#!/usr/bin/env bash
# A MySQL server for tests, in a data directory and on a port of its own, with an empty password and nothing durable.
#
#   scripts/mysql-server.sh start        prints its URL
#   scripts/mysql-server.sh stop
#   scripts/mysql-server.sh status       prints the URL if it runs
#   scripts/mysql-server.sh possible     succeeds where `start` has something to start
#
# Taken is MySQL's own mysqld where one is installed. Debian's stable releases carry MariaDB in its place, so there, as root, MySQL comes from
# the unstable suite: unpacked beside the system, never installed into it, and run with the C library that it was built for.
set -euo pipefail
source "$(dirname "$0")/own-server.sh"

port=${MYSQL_PORT:-3399}
home=$own_home/mysql
unpacked=$unpacked_home/mysql
url=mysql://root@127.0.0.1:$port

# Where MariaDB is installed, `mysqld` is another name for it.
installed() { command -v mysqld >/dev/null && ! mysqld --version 2>/dev/null | grep -qi mariadb; }

possible() { installed || [[ -x $unpacked/usr/sbin/mysqld ]] || { root_on_debian && [[ -n $(debian_mirror) ]]; }; }

# Sets `server` to the command line that all invocations begin with.
choose_server() {
  if installed; then
    server=("$(command -v mysqld)" --no-defaults)
  else
    [[ -x $unpacked/usr/sbin/mysqld ]] || unpack mysql-server-core "$unpacked"
    unpacked_program "$unpacked" usr/sbin/mysqld usr/lib/mysql/private
    server=("${program[@]}" --no-defaults
      --basedir="$unpacked/usr" --lc-messages-dir="$unpacked/usr/share/mysql" --plugin-dir="$unpacked/usr/lib/mysql/plugin")
  fi
  server+=(--datadir="$home/data" --secure-file-priv=NULL)
  if [[ $(id -u) == 0 ]]; then server+=(--user=root); fi
}

start() {
  one_at_a_time mysql
  if ! answers "$port"; then
    possible || fail "MySQL is not installed"
    choose_server
    mkdir -p "$home"
    cd "$home"
    if [[ ! -f initialized ]]; then
      rm -rf data
      "${server[@]}" --initialize-insecure >initialize.log 2>&1 </dev/null || fail "initialisation failed" "$home/initialize.log"
      touch initialized
    fi
    rm -f server.log
    detached "${server[@]}" --port="$port" --bind-address=127.0.0.1 --socket="$home/server.sock" --mysqlx=0 \
      --skip-log-bin --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0 >server.log 2>&1 </dev/null &
    echo $! >server.pid
    wait_until_ready server.log "ready for connections.*port: $port" server.pid
    say "started MySQL on port $port; scripts/mysql-server.sh stop ends it"
  fi
  echo "$url"
}

case ${1:-} in
  start) start ;;
  stop) stop_process "$home/server.pid" ;;
  status) if answers "$port"; then echo "$url"; fi ;;
  possible) possible ;;
  *) usage ;;
esac
