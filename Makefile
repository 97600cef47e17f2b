.PHONY: setup run test lint bench lock messages

PYTHON ?= python3
VENV = .venv/bin

setup: .venv/ready

.venv/ready: requirements-dev.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say which with: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv
	$(VENV)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

run: setup
	$(VENV)/python main.py demo

# both workers and dozens of processes read the same modules: whatever is set, keep them compiled
test: setup
	PYTHONDONTWRITEBYTECODE= $(VENV)/python -m pytest -n 2 --dist worksteal

lint: setup
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy
	$(VENV)/lint-imports

bench: setup
	$(VENV)/python -m bench

messages: setup
	$(VENV)/pybabel -q extract -F locales/babel.cfg -k msg -k nmsg:1,2 --no-location --sort-output --omit-header -o locales/bot.pot .
	$(VENV)/pybabel -q update -i locales/bot.pot -d locales -D bot --no-wrap --no-fuzzy-matching

# needs `uv`; the dev lock is solved first so that tests and product run on the same versions
lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml --group dev -o requirements-dev.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml -c requirements-dev.lock -o requirements.lock
