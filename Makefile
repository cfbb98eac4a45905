# Each target does its own set-up: a virtual environment, filled from a hashed lock.
VENV ?= .venv
PYTHON ?= python3
export DATA_DIR ?= .data

RUN = $(VENV)/bin
SERVED = $(VENV)/.served
CHECKED = $(VENV)/.checked

.PHONY: serve test check prove bench printed lock clean

serve: $(SERVED)
	@$(RUN)/jiaofu serve

test: $(CHECKED)
	$(RUN)/pytest --cov --cov-report=term

check: $(CHECKED)
	$(RUN)/ruff format --check .
	$(RUN)/ruff check .
	$(RUN)/mypy
	$(RUN)/mypy tests
	$(RUN)/lint-imports --no-cache
	$(RUN)/python -m tests.printed --check

prove: $(CHECKED)
	$(RUN)/pytest -m prove

bench: $(SERVED)
	$(RUN)/python -m bench.reads

$(RUN)/pip:
	$(PYTHON) -m venv $(VENV)

$(SERVED): requirements.lock pyproject.toml | $(RUN)/pip
	@echo "正在安装 · Installing …"
	@$(RUN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(RUN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(CHECKED): requirements-dev.lock $(SERVED)
	@$(RUN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
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

clean:
	rm -rf $(VENV) .coverage .hypothesis .mypy_cache .ruff_cache .pytest_cache
