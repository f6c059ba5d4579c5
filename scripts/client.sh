#!/bin/sh
# Builds the web client into web/app/dist, if any of its sources is newer than what was built.
set -eu
cd "$(dirname "$0")/../web"

# node_modules as the lock file says; npm leaves its own copy of the lock there when it is done.
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    echo "Installing the client's packages …"
    npm ci --no-audit --no-fund
    # npm writes the copy first and packages after it; say when all of them stood.
    touch node_modules/.package-lock.json
fi

built=app/dist/index.html
newer() {
    find . \( -name node_modules -o -name dist -o -name '*.log' \) -prune -o -type f -newer "$built" -print | head -n 1
}

if [ ! -f "$built" ] || [ -n "$(newer)" ]; then
    echo "Building the client …"
    # Its hundred lines are of interest only when it fails.
    if ! npm run --silent build >app/build.log 2>&1; then
        cat app/build.log
        exit 1
    fi
fi
