# PEELboard. `make` by itself lists what can be done. Needs Python 3.11 or newer and make, nothing else.

PYTHON ?= python3
ADDRESS ?= 127.0.0.1
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
# The parts whose tests need no server, no second process and no whole page.
FAST := tests/ingest tests/metrics tests/present tests/services tests/test_architecture.py tests/test_wording.py tests/test_words.py
# More workers than processors: many tests wait for a browser, a server or a disk.
WORKERS := --numprocesses 4 --dist loadfile --no-loadscope-reorder
UV := uv==0.13.8

# With a folder of packages in WHEELS nothing is asked of the internet.
ifneq ($(MAKECMDGOALS),wheelhouse)
ifdef WHEELS
export PIP_NO_INDEX := 1
export PIP_FIND_LINKS := $(abspath $(WHEELS))
endif
endif

# Tests start Python hundreds of times: what it compiled is kept, whatever the shell says.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help run demo dev check test lint compiled everything mutants format audit wheelhouse lock bench load peers scale screenshots clean fuzz site

help: ## List what can be done
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/runtime ## Set up if needed and start PEELboard on http://127.0.0.1:8501
	$(BIN)/python -m src serve --address $(ADDRESS) --port $(PORT)

demo: $(VENV)/runtime ## Start PEELboard on a synthetic force, two years of extracts, apart from every real figure
	$(BIN)/python -m demo --store data/demonstration --address $(ADDRESS) --port $(PORT)

dev: $(VENV)/development ## Start PEELboard and show each saved change at the next click
	STREAMLIT_SERVER_FILE_WATCHER_TYPE=auto STREAMLIT_SERVER_RUN_ON_SAVE=true PEELBOARD_LOG=text \
		$(BIN)/python -m src serve --address $(ADDRESS) --port $(PORT)

check: lint ## Format, lint, types, unit tests and drawn tables on DuckDB
	$(BIN)/python -m pytest --quiet --numprocesses 2 --dist loadfile -m "not (browser or spark or slow or long)" $(FAST)

# The workers find the tests and libraries compiled: otherwise each compiles all of them for itself.
test: $(VENV)/development ## Set up if needed and run every check and every test but the long ones
	$(MAKE) --no-print-directory --jobs 3 lint compiled $(VENV)/browser
	$(BIN)/python -m pytest $(WORKERS) -m "not long"

lint: $(VENV)/development ## Check format, style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

compiled: $(VENV)/development
	@$(BIN)/python -m pytest --quiet --collect-only -m "not long" > $(VENV)/collected || { cat $(VENV)/collected; exit 1; }

everything: $(VENV)/development $(VENV)/browser ## Run every test, the long ones too, as before a release
	$(BIN)/python -m pytest $(WORKERS)

mutants: $(VENV)/development ## Change one thing at a time in the SQL and the analysis, and see whether a test notices (hours on a slow machine)
	$(BIN)/python -m tests.mutants

format: $(VENV)/development ## Put the code in its usual form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

audit: $(VENV)/development ## Write what a server consists of, and look for known weaknesses in it (asks the network)
	$(BIN)/python deploy/materials.py
	$(BIN)/pip-audit --strict --progress-spinner off --requirement requirements.txt --no-deps --disable-pip

fuzz: $(VENV)/development ## Feed every reader broken files for SECONDS (600 unless set)
	$(BIN)/python -m tests.fuzz $(or $(SECONDS),600)

site: $(VENV)/development ## Make the documents a small site in site/
	$(BIN)/mkdocs build --quiet --strict

wheelhouse: $(VENV)/made ## Fetch every pinned package into wheels/, for a machine without internet: make run WHEELS=wheels
	$(BIN)/python -m pip download --quiet --only-binary :all: --dest $(or $(WHEELS),wheels) -r requirements.txt
	$(BIN)/python -m pip download --quiet --only-binary :all: --dest $(or $(WHEELS),wheels) $(UV)

lock: $(if $(wildcard $(BIN)/uv),,$(VENV)/development) ## Write the pinned requirements again from pyproject.toml
	$(LOCK) pyproject.toml --output-file requirements.txt
	$(LOCK) pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt
	$(BIN)/python deploy/materials.py

bench: $(VENV)/development $(VENV)/browser ## Measure speed and memory, each beside a peer in the same run
	$(BIN)/python -m benchmarks.pages
	$(BIN)/python -m benchmarks.extracts
	$(BIN)/python -m benchmarks.accepting
	$(BIN)/python -m benchmarks.pack

load: $(VENV)/development ## Measure many readers at once, beside an empty app, and an hour's worth of use (8 minutes)
	$(BIN)/python -m benchmarks.load

peers: $(VENV)/development $(VENV)/browser ## Measure the same pages in Vizro and plain Streamlit (8 minutes; fetches them)
	$(BIN)/python -m benchmarks.peers

scale: $(VENV)/development ## Measure millions of rows of 43 forces: ROWS="1000000 10000000"
	$(BIN)/python -m benchmarks.scale $(ROWS)

screenshots: $(VENV)/development $(VENV)/browser ## Picture every page, wide and phone, light and dark
	$(BIN)/python -m tests.browser.screenshots screenshots

clean: ## Remove what set-up and tests made; accepted extracts in data/store stay
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache screenshots
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The files in .venv named below say that a step is done: it is not done again until what it came from changes.
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-emit-index-url \
	--no-emit-find-links --no-annotate --generate-hashes
# uv is quick but does not read pip's settings: where only pip knows the way to the packages, pip does it.
INSTALL = $(if $(WHEELS),,$(BIN)/uv pip install --quiet $(2) --python $(BIN)/python -r $(1) ||) \
	$(BIN)/python -m pip install --quiet -r $(1)

$(VENV)/made: Makefile
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo \
	"PEELboard needs Python 3.11 or newer and $(PYTHON) is not: install one and say where, as in make run PYTHON=python3.12." >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo \
	"This Python cannot make virtual environments: on Debian or Ubuntu, install python3-venv and try again." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(UV)
	@touch $@

$(VENV)/runtime: requirements.txt $(VENV)/made
	$(call INSTALL,requirements.txt,--compile-bytecode)
	$(BIN)/python -m src.serving.static_files
	$(BIN)/python -m compileall -q src pages app.py
	@touch $@

$(VENV)/development: requirements-dev.txt $(VENV)/runtime
	$(call INSTALL,requirements-dev.txt)
	@touch $@

$(VENV)/browser: $(VENV)/development tests/browser/chromium.py tests/browser/nginx.py
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m tests.browser.nginx
	@touch $@
