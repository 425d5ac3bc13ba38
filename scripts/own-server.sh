# What the servers and tools that tests get for themselves have in common; read in by the scripts beside it.

# Under /tmp, because a server that refuses to run as root has to be able to walk to it.
own_home=${TEST_SERVERS_HOME:-${TMPDIR:-/tmp}/typeorm-autogenerate-servers-$(id -u)}
# Worth keeping when /tmp is emptied: some hundred megabytes.
unpacked_home=${XDG_CACHE_HOME:-$HOME/.cache}/typeorm-autogenerate

say() { echo "${0##*/}: $*" >&2; }

fail() {
  say "$1"
  [[ -z ${2:-} || ! -f $2 ]] || tail -n 15 "$2" >&2
  exit 1
}

# The comment that a script begins with says how to call it.
usage() {
  sed -n '2,/^set /s/^# \{0,1\}//p' "$0" >&2
  exit 2
}

root_on_debian() { [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; }

install_packages() {
  say "installing $*"
  # Another start may be installing as well: wait for its turn instead of failing.
  local apt=(apt-get -qq -y -o DPkg::Lock::Timeout=300)
  export DEBIAN_FRONTEND=noninteractive
  { "${apt[@]}" update && "${apt[@]}" install --no-install-recommends "$@"; } >"$own_home/apt.log" 2>&1 </dev/null ||
    fail "apt-get could not install $*" "$own_home/apt.log"
}

debian_mirror() {
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null | grep -E '/debian/?$' | sort -u | head -n 1
}

# unpack <package> <directory>: from Debian's unstable suite, beside the system and not into it
unpack() {
  local mirror suite=${TEST_DEBIAN_SUITE:-sid}
  mirror=$(debian_mirror) || fail "no Debian mirror among the sources of apt"
  command -v mmdebstrap >/dev/null || install_packages mmdebstrap
  say "unpacking $1 from Debian $suite"
  rm -rf "$2.part"
  mkdir -p "$2.part"
  mmdebstrap --quiet --variant=extract --include="$1" --keyring=/usr/share/keyrings \
    --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Check-Valid-Until "false"' \
    "$suite" "$2.part" "deb $mirror $suite main" >"$own_home/unpack.log" 2>&1 </dev/null ||
    fail "mmdebstrap failed" "$own_home/unpack.log"
  # Moved when whole, so that an interrupted download is never taken for a program.
  rm -rf "$2"
  mv "$2.part" "$2"
}

# unpacked_program <directory> <program> [library directory]: sets `program` to the command that runs it with the C library it was built for
unpacked_program() {
  local lib loader
  lib=$(ls -d "$1"/usr/lib/*-linux-gnu | head -n 1)
  loader=$(ls "$lib"/ld-linux*.so.* | head -n 1)
  program=("$loader" --library-path "$lib${3:+:$1/$3}" "$1/$2")
}

# Several test processes may ask for the same thing at once; the first gets it ready, the others find it so.
one_at_a_time() {
  local holder
  lock=$own_home/$1.lock
  mkdir -p "$own_home"
  until mkdir "$lock" 2>/dev/null; do
    holder=$(cat "$lock/pid" 2>/dev/null || true)
    if [[ -n $holder ]] && ! kill -0 "$holder" 2>/dev/null; then rm -rf "$lock"; fi
    sleep 0.2
  done
  echo $$ >"$lock/pid"
  trap next_one EXIT
}

next_one() { rm -rf "$lock"; }

# Takes the place of the (background) shell, so that $! is the server; apart from the terminal, so that interrupting the tests does not
# interrupt it.
detached() { if command -v setsid >/dev/null; then exec setsid "$@"; else exec "$@"; fi; }

alive() { [[ -s $1 ]] && kill -0 "$(head -n 1 "$1")" 2>/dev/null; }

# A process id may be left over from before a reboot; a port that answers may not.
answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# wait_until_ready <log> <pattern> <pid file>
wait_until_ready() {
  local _
  for _ in $(seq 600); do
    grep -q "$2" "$1" 2>/dev/null && return
    alive "$3" || break
    sleep 0.1
  done
  fail "the server did not start" "$1"
}

# stop_process <pid file> [signal]
stop_process() {
  local _
  if alive "$1"; then
    kill -"${2:-TERM}" "$(head -n 1 "$1")"
    for _ in $(seq 300); do alive "$1" || break; sleep 0.1; done
  fi
  rm -f "$1"
}
