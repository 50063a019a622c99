# The same steps for people and for CI. `make site` and `make test` do all the set-up they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SITE_READY := $(VENV)/.site-ready
DEV_READY := $(VENV)/.dev-ready
PEERS_READY := .cache/peers/.ready
FUZZ_READY := .cache/fuzz/.ready
AUDIT_READY := .cache/audit/.ready
QUALITY_READY := .cache/quality/.ready
FUZZ_SECONDS ?= 60
KILLS ?= 100
# The name of no package index is written into the pinned files.
PIN := .cache/pin/bin/pip-compile --quiet --strip-extras --generate-hashes --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options

.DEFAULT_GOAL := site
.PHONY: site guide serve check test lint format bench fuzz attack audit quality screenshots requirements clean

site: $(SITE_READY) ## Build the site into site/
	$(BIN)/litreview build

guide: $(SITE_READY) ## Build the guide into site-guide/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --config-file mkdocs-guide.yml

serve: $(SITE_READY) ## Preview the site; edits show at once
	$(BIN)/litreview serve

check: $(SITE_READY) ## Say what is wrong in refs/ and docs/
	$(BIN)/litreview check

# Tests of the browser wait for it half of their time, so that there are more processes than processors.
test: $(DEV_READY) ## Run all tests, those in a browser too
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/pytest --numprocesses 3 --dist worksteal

lint: $(DEV_READY) ## Style, formatting and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(DEV_READY) ## Let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(DEV_READY) $(PEERS_READY) ## Compare time, memory and size with other programs, into guide/speed.md (takes minutes)
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m compileall -q scripts
	$(BIN)/python -m tests.benchmarks $(BENCH)
	$(BIN)/python -m tests.benchmarks.report

fuzz: $(FUZZ_READY) ## Look for input on which a reader fails, for FUZZ_SECONDS (60)
	PYTHONPATH=scripts .cache/fuzz/bin/python -m tests.fuzz --seconds $(FUZZ_SECONDS)

attack: $(DEV_READY) ## End builds, previews and edits at random moments, KILLS (100) times
	$(BIN)/python -m tests.attack --kills $(KILLS)

audit: $(AUDIT_READY) ## Ask whether faults are known of the pinned dependencies
	.cache/audit/bin/pip-audit --disable-pip --require-hashes --requirement requirements/site.txt --requirement requirements/dev.txt

quality: site $(DEV_READY) $(QUALITY_READY) ## Measure a page of each kind: axe, Lighthouse, bytes (takes minutes, on a machine at rest)
	$(BIN)/python -m tests.quality

screenshots: $(DEV_READY) ## Make the pictures of the documentation anew, and pictures of each kind of page in .cache/screenshots/
	$(BIN)/python -m tests.browser.screenshots

requirements: .cache/pin/.ready ## Pin the dependencies anew
	$(PIN) --output-file requirements/site.txt requirements/site.in pyproject.toml
	$(PIN) --extra dev --constraint requirements/site.txt --output-file requirements/dev.txt requirements/site.in pyproject.toml
	$(PIN) --allow-unsafe --output-file requirements/bench.txt requirements/bench.in
	$(PIN) --output-file requirements/fuzz.txt requirements/fuzz.in
	$(PIN) --allow-unsafe --output-file requirements/audit.txt requirements/audit.in

clean: ## Remove what was built
	rm -rf site site-guide .site.building .site.old .site.lock .cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "litreview needs Python 3.11 or later; name one with: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(SITE_READY): $(VENV)/bin/python requirements/site.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/site.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV_READY): $(SITE_READY) requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

$(PEERS_READY): requirements/bench.txt
	$(PYTHON) -m venv .cache/peers
	.cache/peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

$(FUZZ_READY): requirements/site.txt requirements/fuzz.txt
	$(PYTHON) -m venv .cache/fuzz
	.cache/fuzz/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/site.txt -r requirements/fuzz.txt
	@touch $@

$(AUDIT_READY): requirements/audit.txt
	$(PYTHON) -m venv .cache/audit
	.cache/audit/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/audit.txt
	@touch $@

$(QUALITY_READY): tests/quality/package.json
	mkdir -p .cache/quality
	cp tests/quality/package.json .cache/quality/
	npm install --prefix .cache/quality --no-package-lock --no-audit --no-fund --ignore-scripts --silent
	@touch $@

.cache/pin/.ready:
	$(PYTHON) -m venv .cache/pin
	.cache/pin/bin/python -m pip install --quiet --disable-pip-version-check pip-tools
	@touch $@
