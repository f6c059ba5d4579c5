#!/bin/sh
# Forgets what happened in the demo town; the next `make run` furnishes it anew. A running town is left alone.
set -eu
cd "$(dirname "$0")/.."
sapa="${CARGO_TARGET_DIR:-target}/quick/sapa"

if [ ! -e demo-data ]; then
    echo "There is no demo town yet: make run"
elif [ -x "$sapa" ]; then
    exec "$sapa" demo-reset --data demo-data
else
    # Without the binary nobody serves it.
    rm -rf demo-data
    echo "The demo town is forgotten; make run furnishes it anew."
fi
