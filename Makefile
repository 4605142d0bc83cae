# Everything runs in .venv, which is made here on the first call. Reports for the quality figures are
# not part of the project: SIJILL_SHARED is the folder that has data/ and score/.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export SIJILL_SHARED ?= $(abspath ../shared)

.PHONY: demo test lint format types layers score quality bench readme reference docs lock clean

demo: $(READY)
	$(BIN)/sijill read examples/withdrawal.txt --published 2016-03-18 --source "سبتمبر نت"

# On all processors, the tests of a file on one of them: they share what takes long to make.
test: lint types layers postgresql chromium assets
	$(BIN)/python -m pytest -n auto --dist loadfile

# The register's tests run on a PostgreSQL server of their own, with PostGIS.
.PHONY: postgresql
postgresql:
	@ls /usr/lib/postgresql/*/bin/initdb > /dev/null 2>&1 \
	    && ls /usr/share/postgresql/*/extension/postgis.control > /dev/null 2>&1 \
	    || $(MAKE) --no-print-directory PACKAGES="postgresql postgresql-postgis" packages

# The pages are tried in a real browser.
.PHONY: chromium
chromium:
	@command -v chromium > /dev/null || $(MAKE) --no-print-directory PACKAGES=chromium packages

# What the pages serve that comes from npm: the map's library, fonts, outlines; see tools/assets.mjs.
.PHONY: assets
VENDOR := src/sijill/web/assets/vendor
assets: $(VENDOR)/.made

$(VENDOR)/.made: package-lock.json tools/assets.mjs
	@command -v npm > /dev/null || $(MAKE) --no-print-directory PACKAGES="nodejs npm" packages
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	node tools/assets.mjs
	@touch $@

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check

format: $(READY)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

types: $(READY)
	$(BIN)/mypy

layers: $(READY)
	$(BIN)/python -m pytest tests/test_layers.py

# The figures, against reports read by hand and the floors in quality/floors.toml; `quality` writes them
# into docs/quality.md.
score: $(READY)
	@$(BIN)/python -m tools.quality.score

quality: $(READY)
	@$(BIN)/python -m tools.quality.write_doc

# Speed, memory and cost by length, over the same reports; docs/reference/performance.md takes the figures.
bench: $(READY)
	$(BIN)/python benchmarks/bench_reading.py --write
	$(BIN)/python benchmarks/bench_ingest.py --write
	$(BIN)/python benchmarks/bench_archive.py --write

# The READMEs' results are printed by the program; this prints them anew.
readme: $(READY)
	$(BIN)/python tools/refresh_readme.py

# The reference pages that the program itself writes: its commands and options, the record.
reference: $(READY)
	$(BIN)/python tools/refresh_reference.py

# The documentation as a site, in site/.
docs: $(READY)
	$(BIN)/mkdocs build --strict

lock: | $(BIN)/pip
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet $(LOCK) --output-file requirements.txt pyproject.toml
	$(BIN)/pip-compile --quiet $(LOCK) --extra dev --output-file requirements-dev.txt pyproject.toml

# No address and no path may stand in the lock files: the installing machine's own index is asked.
LOCK := --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-trusted-host \
        --no-emit-find-links --no-emit-options --no-header

$(READY): requirements-dev.txt pyproject.toml | $(BIN)/pip
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

# Debian ships Python without the part that makes environments.
$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "Sijill needs Python 3.11 or newer; name it: make PYTHON=python3.12" >&2; exit 2; }
	@rm -rf $(VENV)
	@$(PYTHON) -c 'import ensurepip' 2> /dev/null || $(MAKE) --no-print-directory PACKAGES=python3-venv packages
	$(PYTHON) -m venv $(VENV)

# Debian's packages, where they may be installed; else the line that tells what to install.
.PHONY: packages
packages:
	@test "$$(id -u)" = 0 && command -v apt-get > /dev/null \
	    || { echo "missing here, install it: sudo apt-get install $(PACKAGES)" >&2; exit 2; }
	apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(PACKAGES)

clean:
	rm -rf $(VENV) node_modules $(VENDOR) .demo build dist site .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
	rm -rf src/*.egg-info
