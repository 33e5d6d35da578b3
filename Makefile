# PEELboard. `make` by itself lists what can be done. Needs Python 3.11 or newer and make, nothing else.

PYTHON ?= python3
ADDRESS ?= 127.0.0.1
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
UV := uv==0.13.8

.DEFAULT_GOAL := help
.PHONY: help run demo test format lock bench screenshots clean

help: ## List what can be done
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/runtime ## Set up if needed and start PEELboard on http://127.0.0.1:8501
	$(BIN)/python -m streamlit run app.py --server.address $(ADDRESS) --server.port $(PORT)

demo: $(VENV)/runtime ## Start PEELboard on a synthetic force, two years of extracts, apart from every real figure
	$(BIN)/python -m src.demonstration --store data/demonstration --address $(ADDRESS) --port $(PORT)

test: $(VENV)/development $(VENV)/browser ## Set up if needed and run every check and test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

format: $(VENV)/development ## Put the code in its usual form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(VENV)/development ## Write the pinned requirements again from pyproject.toml
	$(LOCK) pyproject.toml --output-file requirements.txt
	$(LOCK) pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt

bench: $(VENV)/development $(VENV)/browser ## Measure speed and memory, each beside a peer in the same run
	$(BIN)/python -m benchmarks.pages
	$(BIN)/python -m benchmarks.extracts
	$(BIN)/python -m benchmarks.accepting
	$(BIN)/python -m benchmarks.pack

screenshots: $(VENV)/development $(VENV)/browser ## Picture every page, wide and phone, light and dark
	$(BIN)/python -m tests.browser.screenshots screenshots

clean: ## Remove what set-up and tests made; accepted extracts in data/store stay
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache screenshots
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The files in .venv named below say that a step is done: it is not done again until what it came from changes.
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-emit-index-url \
	--no-emit-find-links --no-annotate
# uv is quick but does not read pip's settings: where only pip knows the way to the packages, pip does it.
INSTALL = $(BIN)/uv pip install --quiet --python $(BIN)/python -r $(1) || $(BIN)/python -m pip install --quiet -r $(1)

$(VENV)/made: Makefile
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo \
	"PEELboard needs Python 3.11 or newer and $(PYTHON) is not: install one and say where, as in make run PYTHON=python3.12." >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo \
	"This Python cannot make virtual environments: on Debian or Ubuntu, install python3-venv and try again." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(UV)
	@touch $@

$(VENV)/runtime: requirements.txt $(VENV)/made
	$(call INSTALL,requirements.txt)
	@touch $@

$(VENV)/development: requirements-dev.txt $(VENV)/runtime
	$(call INSTALL,requirements-dev.txt)
	@touch $@

$(VENV)/browser: $(VENV)/development tests/browser/chromium.py
	$(BIN)/python -m tests.browser.chromium
	@touch $@
