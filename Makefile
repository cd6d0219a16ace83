# Each target does its own set-up and can be run again at any time. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help up down env test test-unit test-node test-map mutation build package schema sdk docs lint bench clean check-node

TSX := node --import tsx

help: ## what there is to make
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-9s %s\n", $$1, $$2 }'

up: build ## a hardened PostgreSQL on a Kubernetes API server on this machine, no account needed
	@$(TSX) sandbox/cli.ts up

down: check-node ## destroys the sandbox's stack and stops what `make up` started
	@[ -d node_modules ] || npm ci --no-progress
	@$(TSX) sandbox/cli.ts down

env: ## shell exports for pulumi and kubectl against the sandbox: eval "$$(make -s env)"
	@$(TSX) sandbox/cli.ts env

test: package ## every test
	@$(TSX) testing/run.ts

test-unit: package ## the tests that start no engine and no server, with the Node.js on PATH; they run plugin, command line and pack
	@$(TSX) testing/run.ts --unit

test-node: package ## the same with a newer Node.js, which is fetched
	@newer="$$($(TSX) testing/newerNode.cli.ts)"; PATH="$$newer:$$PATH" $(TSX) testing/run.ts --unit

test-map: node_modules ## which tests prove which control, and what has none
	@$(TSX) testing/testMap.cli.ts

mutation: node_modules ## mutation score of rules/ (at least 90 %), or of a part: make mutation ONLY=rules/postgres
	@ONLY='$(ONLY)' $(TSX) node_modules/@stryker-mutator/core/bin/stryker.js run

build: node_modules ## the plugin in bin/ for `pulumi package add ./bin`, and the policy pack in policy/dist/
	@$(TSX) build/cli.ts build

package: build ## what is published, dist/hardened-db-VERSION.tgz: `npm install` it, or unpack it
	@$(TSX) build/cli.ts package

schema: node_modules ## schema.json and the validators' schema, from the argument interfaces
	@$(TSX) build/cli.ts schema

sdk: build ## the SDKs in sdk/, from schema.json; on demand, not checked in: make sdk ALSO="dotnet java"
	@$(TSX) build/cli.ts sdk $(ALSO)

docs: node_modules ## the generated documents
	@$(TSX) build/cli.ts docs

lint: node_modules ## types, style, import directions, formatting
	@$(TSX) build/cli.ts lint

bench: build ## speed and memory against their budgets: a table, and bench/results.json
	@$(TSX) bench/cli.ts

clean: ## removes what was built; the user-level toolchain cache stays
	@if [ -d .sandbox ]; then echo 'run `make down` first: the sandbox is up' >&2; exit 1; fi
	@rm -rf bin dist policy/dist sdk/nodejs/bin node_modules

check-node:
	@command -v node > /dev/null || { echo 'Node.js 20.19 or newer is needed: https://nodejs.org/en/download' >&2; exit 1; }
	@node -e 'const [a, b] = process.versions.node.split(".").map(Number); if (a < 20 || (a === 20 && b < 19)) { console.error(`Node.js $${process.version} is too old; 20.19 or newer is needed: https://nodejs.org/en/download`); process.exit(1); }'

node_modules: package.json package-lock.json sdk/nodejs/package.json | check-node
	@echo 'installing npm packages (a minute with an empty cache)'
	@npm ci --no-progress
	@touch node_modules
