#!/bin/sh
# Forgets what happened in the demo town; the next `make run` furnishes it anew. A running town is left alone.
set -eu
cd "$(dirname "$0")/.."

if [ ! -e demo-data ]; then
    echo "There is no demo town yet: make run"
    exit 0
fi
PORT=${PORT:-8080}
if command -v node >/dev/null 2>&1 && node -e '
        const request = require("http").get({ host: "127.0.0.1", port: process.argv[1], path: "/health", timeout: 1000 });
        request.on("response", () => process.exit(0));
        request.on("timeout", () => process.exit(1));
        request.on("error", () => process.exit(1));
    ' "$PORT"; then
    echo "Something answers on port $PORT. Stop the demo town first (Ctrl C), then reset it." >&2
    exit 1
fi
rm -rf demo-data
echo "The demo town is forgotten. make run furnishes it anew."
