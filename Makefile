# One door. `make demo` needs Python 3.11 and nothing else; `make test` fetches what the tests need below .cache/.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
DEMO := build/demo
EXAMPLE := examples/01-emails-and-reports/infera.yaml
# The tests that keep engines busy are grouped by their own marks; two processes suit two cores.
WORKERS ?= 2
PYTEST = $(BIN)/python -m pytest -m "not slow" -n $(WORKERS) --dist loadgroup
BENCHES := tests.bench $(subst /,.,$(basename $(wildcard tests/runtime/*/bench.py)))
# A file that gets pytest's exit status; make then succeeds, so that pytest has the last word on the terminal.
STATUS_FILE ?=
STATUS = $(if $(STATUS_FILE),echo $$status >$(STATUS_FILE),exit $$status)

.DEFAULT_GOAL := help
.PHONY: help demo setup test check lint unit golden reference pictures docs fmt soak bench clean

help:  ## This list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

$(VENV)/.package: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e .
	@touch $@

$(VENV)/.development: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[dev,test-engines,docs,aws,gcp,redis]'
	@touch $@ $(VENV)/.package

demo: $(VENV)/.package  ## Compile the example: findings, plan, and the tree that comes out
	@rm -rf $(DEMO)
	@echo '$$ infera validate'
	@$(BIN)/infera validate -c $(EXAMPLE)
	@printf '\n$$ infera plan\n'
	@$(BIN)/infera plan -q -c $(EXAMPLE) -o $(DEMO)
	@printf '\n$$ infera generate\n'
	@$(BIN)/infera generate -q -c $(EXAMPLE) -o $(DEMO)
	@printf '\n%s\n' $(DEMO)
	@cd $(DEMO) && find . -mindepth 1 | LC_ALL=C sort | sed -e 's|[^/]*/|  |g'

setup: $(VENV)/.development  ## Everything that development and tests need
	@$(BIN)/python -m tests.engines.registry

test: setup  ## Lint, types and all tests; ends with what could not be tested here and why
	@lint=0; $(MAKE) -s lint || lint=1; \
	$(PYTEST) --durations=15; status=$$?; \
	[ $$lint = 0 ] || status=1; $(STATUS)

check: lint unit  ## Format, lint, types, unit tests: a minute

lint: $(VENV)/.development
	@$(BIN)/ruff format --check -q . || { $(BIN)/ruff format --check . 2>&1 | tail -40; exit 1; }
	@$(BIN)/ruff check -q .
	@$(BIN)/mypy

unit: $(VENV)/.development
	@$(PYTEST) -q tests/unit

golden: $(VENV)/.development  ## Rewrite the expected output of every example and case; review with git diff
	@$(BIN)/python -m tests.terraform.cases

reference: $(VENV)/.development  ## Rewrite the generated pages of the documentation
	@$(BIN)/python -m tests.docs.reference

pictures: $(VENV)/.development  ## Take the screenshots of the documentation again (needs Chromium)
	@$(BIN)/python -m tests.docs.pictures

docs: reference  ## Build the site into build/site
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build -q --strict

fmt: $(VENV)/.development  ## Format and fix
	@$(BIN)/ruff check -q --fix . || true
	@$(BIN)/ruff format -q .

soak: $(VENV)/.development  ## The fuzzers and the long runs
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[soak]' || true
	@$(BIN)/python -m pytest -m slow tests

bench: $(VENV)/.development  ## What a run costs against a bare script, and what the workers carry
	@status=0; for part in $(BENCHES); do $(BIN)/python -m $$part || status=1; done; exit $$status

clean:  ## Remove what make made, the downloads included
	@rm -rf $(VENV) .cache build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
