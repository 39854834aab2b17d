# Two commands matter: `make run` and `make test`. Both install what they need.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS = $(shell $(PYTHON) -c "import os; print((os.cpu_count() or 1) + 1)")
export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false
# Whatever the caller's shell says, bytecode is kept: else each of the many processes compiles the program anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help run test soak check bench corpora lock clean

help: ## print this help
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/run.stamp: requirements.lock pyproject.toml
	@# Debian keeps venv in a package of its own; only root can add it.
	@echo "setting up: a virtual environment and the locked requirements, about a minute ..."
	$(PYTHON) -m venv $(VENV) || { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq python3-venv \
	  && $(PYTHON) -m venv --clear $(VENV); }
	@# The lock is complete. Without --no-deps pip in hash mode trips over every pin that is not the newest version.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/run.stamp
	@echo "setting up what tests and checks need ..."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

run: $(VENV)/run.stamp ## set up, run the daily job on the recorded day, open the console (Ctrl-C leaves)
	@$(BIN)/python -m flows.local

test: $(VENV)/dev.stamp ## run all tests (installs Chromium and PostgreSQL with apt-get when root)
	@.ci/system-packages
	@# One worker more than cores: tests wait for disks, servers and browsers a quarter of their time.
	@.ci/with-postgres $(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder

soak: $(VENV)/dev.stamp ## the tests that are too long for every day: whole floods and thousands of rulings
	@.ci/system-packages
	@.ci/with-postgres $(BIN)/python -m pytest -q -m soak

check: $(VENV)/dev.stamp ## format, lint, types, import contracts, tests, quality gates
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) --no-print-directory test
	$(BIN)/zhenwang evaluate --gate
	$(BIN)/zhenwang registry certify --gate

bench: $(VENV)/dev.stamp ## measure speed as ratios in one run
	@for file in bench/*.py; do echo "== $$file"; $(BIN)/python "$$file" || exit 1; done

corpora: $(VENV)/dev.stamp ## make the recorded day again (the result is committed)
	$(BIN)/python -m corpora.recorded_day

lock: ## resolve and lock the requirements with hashes, for Python 3.11 to 3.13
	$(PYTHON) -m venv $(VENV)/lock && $(VENV)/lock/bin/pip install --quiet uv
	$(VENV)/lock/bin/uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes \
	  --quiet --upgrade --custom-compile-command "make lock" -o requirements.lock
	$(VENV)/lock/bin/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --quiet --upgrade -c requirements.lock --custom-compile-command "make lock" -o requirements-dev.lock

clean: ## remove the environment and everything a run wrote
	rm -rf $(VENV) var .mypy_cache .ruff_cache .import_linter_cache .hypothesis .schemathesis
