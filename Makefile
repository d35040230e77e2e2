# make run   opens the board        make test   everything that must pass; the same as CI
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check lint types layers tests faults docs screenshots bench bench-peer clean

run: $(VENV)/installed
	@$(BIN)/progress-board

test: check

check: lint types layers tests

lint: $(VENV)/installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/installed
	$(BIN)/mypy

layers: $(VENV)/installed
	$(BIN)/lint-imports

tests: $(VENV)/installed
	$(BIN)/python -m pytest -n 4

# Breaks the store in every way it promises to survive, in full numbers; a quarter of an hour or more.
faults: $(VENV)/installed
	$(BIN)/python -m pytest -m long
	$(BIN)/python -m tests.faults

docs: $(VENV)/installed
	$(BIN)/python docs/make_keys.py
	$(BIN)/python docs/make_man.py

# Needs Debian's chromium and fonts-firacode for the PNG; SVG is made without.
screenshots: $(VENV)/installed
	$(BIN)/python screenshots/make.py

bench: $(VENV)/installed
	$(BIN)/python -m benchmarks.terminal
	$(BIN)/python -m benchmarks.search
	$(BIN)/python -m benchmarks.storage
	$(BIN)/python -m benchmarks.forecast
	$(BIN)/python -m benchmarks.recap
	$(BIN)/python -m benchmarks.folding

# Beside kanban-tui, which gets an environment of its own; some minutes.
bench-peer: $(VENV)/installed
	$(PYTHON) -m venv .venv-peer
	.venv-peer/bin/python -m pip install --quiet --disable-pip-version-check kanban-tui==0.21.2
	$(BIN)/python -m benchmarks.beside_kanban_tui .venv-peer/bin/python

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) .venv-peer build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
