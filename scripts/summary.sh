#!/bin/sh
# The test runners' own closing lines from the logs of `make test`, and their sum.
set -eu
logs=$1

printf '\n=== what the test runners said\n'
# Escape codes of colours would hide the words.
escape=$(printf '\033')
plain() { sed "s/$escape\\[[0-9;]*m//g" "$1" 2>/dev/null || true; }

# cargo test says "test result: ok. 12 passed; 0 failed; …" once a crate.
rust=$(plain "$logs/rust.log" | awk '/^test result:/ { passed += $4; failed += $6 } END { print passed + 0, failed + 0 }')
# vitest says "      Tests  2 failed | 34 passed (36)".
web=$(plain "$logs/web-tests.log" | awk '/^ *Tests / { for (i = 2; i <= NF; i++) { if ($i == "passed") passed = $(i - 1); if ($i == "failed") failed = $(i - 1) } } END { print passed + 0, failed + 0 }')
# Playwright says "  1 failed" and "  12 passed (34.5s)"; what did not run because of a failure failed too.
e2e=$(plain "$logs/e2e.log" | awk '/^ +[0-9]+ passed/ { passed = $1 } /^ +[0-9]+ (failed|flaky|interrupted|did not run)/ { failed += $1 } END { print passed + 0, failed + 0 }')

plain "$logs/rust.log" | awk '/^     Running|^   Doc-tests/ { what = $0 } /^test result:/ && $4 + $6 > 0 { sub(/^ +/, "", what); print what; print "  " $0 }'
plain "$logs/web-tests.log" | grep -E '^ *(Test Files|Tests) ' || true
plain "$logs/e2e.log" | grep -E '^ +[0-9]+ (passed|failed|flaky|interrupted|skipped|did not run)' || true

echo "$rust $web $e2e" | awk '{ printf "\nrust %d, web %d, browser %d\n%d passed, %d failed\n", $1 + $2, $3 + $4, $5 + $6, $1 + $3 + $5, $2 + $4 + $6 }'
