#!/bin/sh
# `make run`: builds what is not built and serves the demo town. LAN=1 serves it to this network over HTTPS.
set -eu
cd "$(dirname "$0")/.."
PORT=${PORT:-8080}
# rustup puts cargo where only login shells look.
PATH="$PATH:${CARGO_HOME:-${HOME:-}/.cargo}/bin"
target=${CARGO_TARGET_DIR:-target}

scripts/doctor.sh port "$PORT"
scripts/client.sh
[ -x "$target/quick/sapa" ] || echo "Building the server; the first time this takes some minutes …"
cargo build --profile quick -p sapa

if [ -n "${LAN:-}" ] && [ "$LAN" != 0 ]; then
    exec "$target/quick/sapa" serve --demo --lan --data demo-data --listen "0.0.0.0:$PORT"
fi
exec "$target/quick/sapa" serve --demo --data demo-data --listen "127.0.0.1:$PORT"
