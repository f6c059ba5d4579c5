# The two commands are `make run` and `make test`. GNU Make 3.81 suffices; the work is done by scripts/*.sh.

PORT ?= 8080
LAN ?=
export PORT LAN

.PHONY: help run test demo-reset build release bench fmt tidy client

help:
	@echo "make run          the demo town on http://127.0.0.1:$(PORT), with play data in ./demo-data"
	@echo "make run LAN=1    the same for phones on this network, over HTTPS"
	@echo "make demo-reset   forget what happened in the demo town"
	@echo "make test         everything that is checked before a change lands"
	@echo "make build        client and server, quick to build"
	@echo "make release      client and server, as they are shipped: target/release/sapa"
	@echo "make bench        the store's figures on this machine"
	@echo "make fmt          format the Rust code"

run:
	@scripts/run.sh

test:
	@scripts/test.sh

demo-reset:
	@scripts/demo-reset.sh

client:
	@scripts/client.sh

build: client
	cargo build --profile quick -p sapa

release: client
	cargo build --release -p sapa -p sapa_load

bench: release
	target/release/sapa bench store --json

fmt:
	cargo fmt --all

tidy:
	cargo run --quiet -p xtask -- tidy
