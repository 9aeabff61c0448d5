# The front door: `make` lists the verbs.
.DEFAULT_GOAL := help
.ONESHELL:
.SHELLFLAGS := -euc

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
# Tests wait for others as long as they work themselves: where cores are few, two share one.
TESTERS ?= $(shell $(PYTHON) -c 'import os; cores = os.cpu_count() or 1; print(max(cores, min(2 * cores, 8)))')
PYTEST = $(BIN)/pytest --numprocesses $(TESTERS) --dist worksteal

.PHONY: help
help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	@if [ -z "$(PYTHON)" ]; then echo "Python 3.11 or newer is needed; set PYTHON=/path/to/it" >&2; exit 1; fi
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"

$(VENV)/demo.stamp: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[local,cli]'
	touch $@

$(VENV)/dev.stamp: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[all]' --group dev
	touch $@ $(VENV)/demo.stamp

.PHONY: demo
demo: $(VENV)/demo.stamp ## hold a whole conversation with the embedded server; ARGS="--model-url ..." to change it
	@$(BIN)/assistants-v2 demo $(ARGS)

.PHONY: test
test: $(VENV)/dev.stamp ## run the tests on all cores; ARGS="-k name" to choose, ARGS="-n 0" for one process
	$(PYTEST) $(ARGS)

.PHONY: coverage
coverage: $(VENV)/dev.stamp ## run the tests, and fail if they leave out too many lines of the packages
	$(PYTEST) --cov $(ARGS)

.PHONY: npm
npm: ## install the official SDK for JavaScript, which then drives the server in the tests
	npm install --silent --no-save --prefix $(VENV)/npm openai

UPSTREAMS_PYTHON ?= python3.13

.PHONY: upstreams
upstreams: $(VENV)/dev.stamp ## install LiteLLM's proxy and OGX, each in an environment of its own, for the tests that put them before a model
	for name in litellm ogx; do \
	  $(UPSTREAMS_PYTHON) -m venv $(VENV)/upstreams/$$name && \
	  $(VENV)/upstreams/$$name/bin/pip install --quiet --requirement tests/upstreams/$$name.txt || exit 1; \
	done

.PHONY: chaos
chaos: $(VENV)/dev.stamp ## hold 2,000 conversations while a fifth of all requests goes wrong, and 500 whose streams are cut; SEED=1 for other ones
	CHAOS=2000 SEED=$(SEED) $(BIN)/pytest tests/faults/test_chaos.py tests/faults/test_chaos_streams.py tests/faults/test_chaos_told.py

.PHONY: interruptions
interruptions: $(VENV)/dev.stamp ## interrupt 1,000 calls at random moments, and count the runs left at work; SEED=1 for others
	$(BIN)/python -m tests.faults.interruptions --seed $(or $(SEED),20260826)

.PHONY: sdk-tests
sdk-tests: $(VENV)/dev.stamp ## run the official SDK's own tests with our clients, and with its own on our server; SDK=checkout of openai-python
	@$(BIN)/python -m tests.sdk.running "$(SDK)" $(ARGS)

.PHONY: pictures
pictures: $(VENV)/dev.stamp ## draw the pictures of the pages in docs/images/ with Chromium; look at them before you commit them
	$(BIN)/python -m tests.server.ui.pictures

.PHONY: crash
crash: $(VENV)/dev.stamp ## kill 200 servers and stop 50 amid other troubles, and count what is lost; SEED=1 for others
	$(BIN)/python -m tests.crash.storm --seed $(or $(SEED),20260826)

.PHONY: chaos-cluster
chaos-cluster: $(VENV)/dev.stamp ## hold 2,000 conversations with 2 doors and 4 workers while they, their PostgreSQL and connections are ended, and count what is lost; SEED=1 for others
	$(BIN)/python -m tests.cluster.storm --seed $(or $(SEED),20260826)

.PHONY: fuzz
fuzz: $(VENV)/dev.stamp ## send the server what schemathesis makes up from the contracts; SEED=1 for other requests
	$(BIN)/python -m tests.fuzz.fuzzing --seed $(or $(SEED),20260826)

.PHONY: lint
lint: $(VENV)/dev.stamp ## check style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

.PHONY: format
format: $(VENV)/dev.stamp ## mend style and formatting
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: typecheck
typecheck: $(VENV)/dev.stamp ## check types with mypy and pyright, both strict, and the stubs against the code
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/python scripts/check_stubs.py

.PHONY: generate
generate: $(VENV)/dev.stamp ## compile openapi.yaml and companions.yaml into generated/, and write stubs, sentences, docs/options.md, docs/cli.md, docs/errors.md and llms.txt
	$(BIN)/python scripts/generate.py

.PHONY: check-generated
check-generated: $(VENV)/dev.stamp ## check that all of that is what the contracts and the code compile to
	$(BIN)/python scripts/generate.py --check

.PHONY: docs
docs: $(VENV)/dev.stamp ## build the site of the documents into site/; every warning is an error
	$(BIN)/python scripts/site_build.py $(ARGS)

.PHONY: exchanges
exchanges: $(VENV)/dev.stamp ## make tests/corpus/exchanges/ out of the recordings beside the repository
	$(BIN)/python -m tests.corpus.anonymising

.PHONY: spec-diff
spec-diff: $(VENV)/dev.stamp ## say how another OpenAPI document differs; UPSTREAM=file-or-URL ARGS=--all
	@$(BIN)/python scripts/spec_diff.py "$(UPSTREAM)" $(ARGS)

.PHONY: bench
bench: $(VENV)/dev.stamp ## measure beside the official SDK; ARGS="startup retrieve" to choose
	@$(BIN)/python benchmarks/run.py $(ARGS)

.PHONY: load
load: $(VENV)/dev.stamp ## measure the server under load; ARGS="conversations bursts" to choose
	@$(BIN)/python benchmarks/run.py $(or $(ARGS),load)

.PHONY: dist
dist: $(VENV)/dev.stamp ## build sdist and wheel, and check what is in them
	rm -rf dist build
	$(BIN)/python -m build --outdir dist
	$(BIN)/python -m build --wheel --outdir build
	$(BIN)/python scripts/check_dist.py dist build
	$(BIN)/check-wheel-contents dist
	$(BIN)/twine check --strict dist/*

.PHONY: extras
extras: dist ## install the wheel with each extra into an environment of its own, and try what it is for
	WHEEL="$$(echo dist/*.whl)" $(PYTEST) tests/extras/trying_extras.py $(ARGS)

.PHONY: clean
clean: ## remove the environment and what was built
	rm -rf $(VENV) dist build site .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage*
