#!/bin/sh
# `make test`: everything that is checked before a change lands. All steps run even if one fails, so that one run
# tells everything; the runners' own summaries stand at the end. Reads nothing from standard input.
set -u
cd "$(dirname "$0")/.."
exec </dev/null

# rustup puts cargo where only login shells look.
PATH="$PATH:${CARGO_HOME:-${HOME:-}/.cargo}/bin"
export CARGO_TERM_COLOR="${CARGO_TERM_COLOR:-never}" NO_COLOR="${NO_COLOR-1}"
logs=target/test-logs
case ${CARGO_TARGET_DIR:-target} in
    /*) SAPA_BIN=$CARGO_TARGET_DIR/debug/sapa ;;
    *) SAPA_BIN=$PWD/${CARGO_TARGET_DIR:-target}/debug/sapa ;;
esac
export SAPA_BIN
rm -rf "$logs"
mkdir -p "$logs"

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

can_install() {
    command -v apt-get >/dev/null 2>&1 && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }
}

# What a build needs is only named; a browser for the tests is installed where that is a matter of one command.
prepare() {
    scripts/doctor.sh || exit 1
    if ! browser >/dev/null; then
        if can_install; then
            as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium
        fi
        if ! browser >/dev/null; then
            echo "Chromium is missing. Install it (Debian: sudo apt-get install -y chromium; macOS: brew install --cask chromium)"
            echo "or name one: SAPA_CHROMIUM=/path/to/chromium make test"
            exit 1
        fi
    fi
    SAPA_CHROMIUM=$(browser)
    export SAPA_CHROMIUM
}

browser() {
    if [ -x "${SAPA_CHROMIUM:-}" ]; then echo "$SAPA_CHROMIUM"; return; fi
    for name in chromium chromium-browser google-chrome; do
        command -v "$name" && return
    done
    mac="/Applications/Chromium.app/Contents/MacOS/Chromium"
    [ -x "$mac" ] && echo "$mac"
}

failed=""
summary="$logs/summary"
: >"$summary"

# step NAME COMMAND…: runs it with its output on the screen and in a log, notes how long it took and whether it failed.
step() {
    name=$1
    shift
    printf '\n=== %s: %s\n' "$name" "$*"
    began=$(date +%s)
    { "$@" 2>&1; echo $? >"$logs/$name.status"; } | tee "$logs/$name.log"
    took=$(($(date +%s) - began))
    if [ "$(cat "$logs/$name.status")" -eq 0 ]; then
        outcome=ok
    else
        outcome=FAILED
        failed="$failed $name"
    fi
    printf '%-14s %-7s %5d s\n' "$name" "$outcome" "$took" >>"$summary"
}

in_web() { (cd web && "$@"); }
in_e2e() { (cd e2e && "$@"); }

install_packages() {
    (cd web && npm ci --no-audit --no-fund) && (cd e2e && npm ci --no-audit --no-fund)
}

prepare
step packages install_packages
step fmt cargo fmt --all --check
# The server embeds the client, so the client is built first.
step client scripts/client.sh
step clippy cargo clippy --workspace --all-targets --locked -- -D warnings
step tidy cargo run --quiet --locked -p xtask -- tidy
step rust cargo test --workspace --locked --no-fail-fast
step web-types in_web npm run --silent typecheck
step e2e-types in_e2e npm run --silent typecheck
step web-lint in_web npm run --silent lint
step web-tests in_web npm run --silent test
step web-size in_web npm run --silent check:size
# With the same selection as the tests, so that no dependency is built a second time with other features.
step server cargo build --workspace --bins --tests --locked
step e2e in_e2e npm test --silent

printf '\n=== what the steps took\n'
cat "$summary"
# The cause of a step that failed, where a reader of the last lines alone finds it; a full disk is one.
for name in $failed; do
    printf '\n=== of %s\n' "$name"
    grep -E '(^| )(Error|error|panicked|FAILED)' "$logs/$name.log" | sort | uniq -c | sort -rn | head -n 12
done
df -h . | tail -n 1
scripts/summary.sh "$logs"
if [ -n "$failed" ]; then
    printf 'failed steps:%s\n' "$failed"
    exit 1
fi
