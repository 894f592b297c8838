# Two commands: `make run` builds the embedded sample edition end to end, offline; `make test` checks the project.
# Everything is installed into .venv, from requirements.lock, once; only that step needs the network.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
BIN := .venv/bin
# The lock is complete, so nothing is left to resolve: pip takes it line by line, and `pip check` agrees afterwards.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps
INSTALLED := .venv/.installed
SAMPLE ?= data/sample

.PHONY: help setup run test lint bench dictionary lock clean

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(INSTALLED)  ## install everything into .venv (the only step that needs the network)

$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name one with PYTHON=..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' \
	  || { echo "this Python cannot make virtual environments (on Debian: apt-get install python3-venv)"; exit 1; }
	$(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-build-isolation -e .
	$(BIN)/python -m pip check --quiet
	@touch $@

run: $(INSTALLED)  ## build and release the embedded sample edition, offline, and print its headline
	$(BIN)/coop-register --data $(SAMPLE) sample
	$(BIN)/coop-register --data $(SAMPLE) refresh --no-fetch

test: $(INSTALLED)  ## run the whole test suite
	$(BIN)/python -m pytest

lint: $(INSTALLED)  ## ruff and mypy --strict
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(INSTALLED)  ## run the benchmarks (many minutes, 3 GB of temporary files; not part of the tests)
	$(BIN)/python -m tests.benchmarks.run

dictionary: $(INSTALLED)  ## write DICTIONARY.md anew from the contracts
	$(BIN)/python -m warehouse.dictionary

# uv is used for this alone, in a throwaway environment. The lock names no host: any index that has the packages will do.
# setuptools is in it so that the project itself installs without the network.
lock:  ## resolve requirements.lock anew from pyproject.toml
	tmp=$$(mktemp -d); trap 'rm -rf "$$tmp"' EXIT; \
	$(PYTHON) -m venv "$$tmp/uv"; "$$tmp/uv/bin/python" -m pip install --quiet uv; \
	echo 'setuptools>=77' | "$$tmp/uv/bin/uv" pip compile pyproject.toml - --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-annotate --no-header --quiet -o "$$tmp/lock"; \
	{ echo '# Made by `make lock` from pyproject.toml; do not edit.'; cat "$$tmp/lock"; } > requirements.lock

clean:  ## remove .venv, caches and the sample's data; real data under data/ stay
	rm -rf .venv $(SAMPLE) .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
