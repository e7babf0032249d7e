# Everything happens in .venv; nothing else is touched. Python 3.11+, make and git are all that is needed.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run test quality golden pins clean

run: .venv/run.done  ## read the articles in seeds/ and serve the page (PORT=9000 make run)
	@$(BIN)/onrecord run --now

test: .venv/test.done  ## everything that must hold: style, types, layers, tests
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2 --dist loadfile

quality: .venv/peers/done  ## our figures beside the peers'
	@.venv/peers/bin/python -m benchmarks.quality

golden: .venv/test.done  ## after looking: keep the seed's brief and cards as they are now
	$(BIN)/python -m tests.briefs.test_golden
	$(BIN)/python -m tests.platforms.test_golden
	$(BIN)/python -m tests.platforms.preview_web tests/golden/seed.web.png

pins:  ## write the pinned requirements anew from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --extra build --extra postgres $(COMPILE) -o requirements.txt
	uv pip compile pyproject.toml --extra build --extra postgres --extra test $(COMPILE) -o requirements-test.txt

COMPILE := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links

clean:
	rm -rf .venv build *.egg-info

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("On Record needs Python 3.11 or newer; this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@echo "Setting up .venv, once; this takes about a minute."
	@$(PYTHON) -m venv .venv

.venv/run.done: requirements.txt pyproject.toml | .venv/bin/python
	@$(PIP) --require-hashes -r requirements.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/peers/done: benchmarks/peers.txt | .venv/bin/python
	@$(PYTHON) -m venv .venv/peers
	@.venv/peers/bin/python -m pip install --quiet --disable-pip-version-check -r benchmarks/peers.txt \
		&& touch $@ || echo "The peers could not be installed; our figures stand alone."

.venv/test.done: requirements-test.txt pyproject.toml | .venv/bin/python
	@$(PIP) --require-hashes -r requirements-test.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@ .venv/run.done
