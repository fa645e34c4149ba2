# make demo      from a fresh clone: install into .venv and convert the sample releases
# make test      everything the continuous integration runs
# make evaluate  how well the annotated samples are understood
# make lock      pin again what the project needs, in an environment of its own
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLES := converter/samples

.PHONY: demo install test lint types evaluate lock clean

demo: install
	$(BIN)/convert $(SAMPLES) -o output
	@echo "The linked data of the sample releases stands in output/: one .ttl and one .jsonld for each."

install: $(VENV)/.installed

$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || \
	  { echo "Python 3.11 or later is needed; name yours, as in: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

# The evaluation gate is among the tests: tests/evaluation.
test: install lint types
	$(BIN)/python -m pytest -n 2

lint: install
	$(BIN)/ruff check .

types: install
	$(BIN)/mypy

evaluate: install
	$(BIN)/convert $(SAMPLES) -q -o build/evaluation
	$(BIN)/pregon evaluate tests/gold build/evaluation

# Built in a throw-away environment, so that nothing a developer happens to have installed is pinned.
lock:
	rm -rf build/lock && $(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --disable-pip-version-check ".[dev]"
	{ echo "# Everything pregon[dev] needs, pinned; written by make lock."; \
	  build/lock/bin/python -m pip freeze --exclude pregon; } > requirements.lock
	rm -rf build/lock

clean:
	rm -rf build dist out .pytest_cache .mypy_cache .ruff_cache .hypothesis
