#!/bin/sh
# Looks for what a build needs and prints the exact commands for what is missing.
#
#   scripts/doctor.sh            Rust, a linker, Node
#   scripts/doctor.sh port 8080  and that nobody listens on the port
#
# Ends with 1 if something is missing. Changes nothing.
set -eu

RUST_WANTED=1.95
NODE_WANTED=20.19

# rustup puts cargo where only login shells look.
PATH="$PATH:${CARGO_HOME:-${HOME:-}/.cargo}/bin"

missing=0

# What this machine is: debian12, debian13, debian (or its kin), mac, or other; WSL is what runs in it.
platform() {
    if [ "$(uname -s)" = Darwin ]; then
        echo mac
    elif [ -r /etc/os-release ]; then
        # shellcheck disable=SC1091
        (. /etc/os-release
        case "${ID:-} ${ID_LIKE:-}" in
            "debian "*) case "${VERSION_ID:-}" in 12|13) echo "debian$VERSION_ID" ;; *) echo debian ;; esac ;;
            *debian*|*ubuntu*) echo debian ;;
            *) echo other ;;
        esac)
    else
        echo other
    fi
}

in_wsl() { grep -qi microsoft /proc/version 2>/dev/null; }

# at_least 20.20.2 20.19: whether the first version is not older than the second.
at_least() {
    have_major=${1%%.*}; have_rest=${1#*.}; have_minor=${have_rest%%.*}
    want_major=${2%%.*}; want_minor=${2#*.}
    [ "$have_major" -gt "$want_major" ] || { [ "$have_major" -eq "$want_major" ] && [ "$have_minor" -ge "$want_minor" ]; }
}

need() {
    missing=1
    printf '\n  %s\n' "$1"
    shift
    for line in "$@"; do printf '      %s\n' "$line"; done
}

PLATFORM=$(platform)

# The commands work as they are printed: root, in a container, has no sudo, and a small Debian no curl.
SUDO="sudo "
[ "$(id -u)" -ne 0 ] || SUDO=""
CURL="curl"
if [ "$PLATFORM" != mac ] && ! command -v curl >/dev/null 2>&1; then
    case $PLATFORM in debian*) CURL="${SUDO}apt-get update && ${SUDO}apt-get install -y curl ca-certificates && curl" ;; esac
fi

check_rust() {
    if command -v cargo >/dev/null 2>&1; then
        have=$(rustc --version | cut -d' ' -f2)
        at_least "$have" "$RUST_WANTED" && return
        if command -v rustup >/dev/null 2>&1; then
            need "Rust $RUST_WANTED or newer (found $have). Update it:" "rustup update stable"
            return
        fi
    fi
    case $PLATFORM in
        debian13) need "Rust $RUST_WANTED or newer:" "${SUDO}apt-get install -y rustup && rustup default stable" ;;
        mac) need "Rust $RUST_WANTED or newer:" "brew install rustup && rustup default stable" ;;
        *) need "Rust $RUST_WANTED or newer:" "$CURL --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y && . \"\$HOME/.cargo/env\"" ;;
    esac
}

check_linker() {
    command -v cc >/dev/null 2>&1 && return
    case $PLATFORM in
        debian*) need "A C linker:" "${SUDO}apt-get install -y build-essential" ;;
        mac) need "A C linker:" "xcode-select --install" ;;
        *) need "A C linker (\`cc\`): install gcc or clang with your package manager." ;;
    esac
}

check_node() {
    if command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1; then
        have=$(node --version | tr -d v)
        at_least "$have" "$NODE_WANTED" && return
        found=" (found $have)"
    else
        found=""
    fi
    case $PLATFORM in
        debian13) need "Node $NODE_WANTED or newer$found:" "${SUDO}apt-get install -y nodejs npm" ;;
        debian*) need "Node $NODE_WANTED or newer$found; this release's own is older:" \
            "$CURL -fsSL https://deb.nodesource.com/setup_22.x | ${SUDO:+sudo -E }bash - && ${SUDO}apt-get install -y nodejs" ;;
        mac) need "Node $NODE_WANTED or newer$found:" "brew install node" ;;
        *) need "Node $NODE_WANTED or newer$found: install it with your package manager." ;;
    esac
}

# Whether somebody accepts connections on the port. Node is there: it was checked before.
listening() {
    node -e '
        const socket = require("net").connect(Number(process.argv[1]), "127.0.0.1");
        socket.on("connect", () => process.exit(0));
        socket.on("error", () => process.exit(1));
    ' "$1"
}

check_port() {
    command -v node >/dev/null 2>&1 || return 0
    if listening "$1"; then
        need "Port $1 is in use. Stop what listens there, or choose another:" "make run PORT=$(($1 + 1))"
    fi
}

check_rust
check_linker
check_node
if [ "${1:-}" = port ]; then check_port "$2"; fi

if [ "$missing" -ne 0 ]; then
    if in_wsl; then
        printf '\n  (This is WSL: run the commands here, in Linux, and keep the checkout in the Linux file system.)\n'
    fi
    printf '\nThe above is missing; nothing was started.\n' >&2
    exit 1
fi
