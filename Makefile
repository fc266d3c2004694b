# The targets a newcomer and the continuous integration need. `make help` lists them.
# Needs Python 3.11 or later, git and GNU make; all else is installed into .venv/ (pip reads its own settings from
# the environment).

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
COMPILED = .compiled
PIP = $(BIN)/python -m pip --disable-pip-version-check --quiet

# make brief
PAIR ?= AZE BLR
OUT ?= brief.html
WORK = .brief
ifdef FROM
BOOK = $(WORK)/own.db
else
BOOK = $(WORK)/examples.db
endif

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help brief test lint format types bench evaluate real soak schema docs picture wheel compiled clean python-ready texts-given

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# ---- the virtual environment: made once, brought up to date when pyproject.toml changes

python-ready:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "$(PYTHON) is not there: install Python 3.11 or later (Debian: apt install python3 python3-venv), or name it: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is `$(PYTHON) --version 2>&1`; Tradebook needs 3.11 or later: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make virtual environments: apt install python3-venv (on Debian and Ubuntu it is a package of its own)" >&2; exit 1; }

$(BIN)/python: | python-ready
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: pyproject.toml | $(BIN)/python
	@echo "Setting up $(VENV) ..."
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.ready-dev: pyproject.toml | $(BIN)/python
	@echo "Setting up $(VENV) with what the tests need ..."
	@$(PIP) install --editable '.[dev]'
	@touch $@ $(VENV)/.ready

$(VENV)/.ready-bench: pyproject.toml | $(BIN)/python
	@echo "Setting up $(VENV) with what the benchmark compares to ..."
	@$(PIP) install --editable '.[bench,compiled,statistics]'
	@touch $@ $(VENV)/.ready $(VENV)/.ready-compiled

$(VENV)/.ready-compiled: pyproject.toml | $(BIN)/python
	@echo "Setting up $(VENV) with what compiles ..."
	@$(PIP) install --editable '.[compiled]'
	@touch $@ $(VENV)/.ready

# ---- the main job

brief: $(VENV)/.ready ## read the examples (or FROM=path), write the brief of PAIR="AZE BLR" to OUT=brief.html
	@case "$(FROM)" in ''|*[*?]*) ;; *) test -e "$(FROM)" || { echo "FROM=$(FROM): there is no such file or folder" >&2; exit 2; } ;; esac
	@mkdir -p $(WORK)
	@rm -f $(BOOK) $(BOOK)-wal $(BOOK)-shm $(BOOK)-journal
	@# exit code 1 says that some report was refused, by name: the brief is made from the others
	@$(BIN)/tradebook read --book $(BOOK) "$(if $(FROM),$(FROM),examples)" || test $$? -eq 1
	@$(BIN)/tradebook brief --book $(BOOK) $(PAIR) -o "$(OUT)"
	@echo "The brief: $(abspath $(OUT))"

# ---- checks

test: $(VENV)/.ready-dev ## run the tests (but not `real` and `soak`)
	bash tests/tools/ensure_chromium.sh
	$(BIN)/python -m pytest -n 3

lint: $(VENV)/.ready-dev ## check style, format and the import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

format: $(VENV)/.ready-dev ## put all Python files into the project's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

types: $(VENV)/.ready-dev ## check the types, strictly, and that mypyc could compile what is compiled
	$(BIN)/mypy
	$(BIN)/python hatch_build.py --check

evaluate: $(VENV)/.ready ## score the reading against cases/: precision, recall and F1 by kind
	$(BIN)/tradebook evaluate cases

texts-given:
	@test -n "$(TEXTS)" || { echo "make real needs real press from outside the repository: make real TEXTS=path (a folder that holds reports/ and newswire/; see tests/real/README.md)" >&2; exit 2; }
	@test -d "$(TEXTS)/reports" || { echo "TEXTS=$(TEXTS): there is no folder $(TEXTS)/reports" >&2; exit 2; }
	@test -d "$(TEXTS)/newswire" || { echo "TEXTS=$(TEXTS): there is no folder $(TEXTS)/newswire" >&2; exit 2; }

real: texts-given $(VENV)/.ready-dev ## check the reading on real press: TEXTS=path
	TRADEBOOK_TEXTS="$(abspath $(TEXTS))" $(BIN)/python -m pytest -m real tests/real -s -p no:cacheprovider

soak: $(VENV)/.ready-dev ## the long tests (minutes)
	$(BIN)/python -m pytest -m soak

bench: $(VENV)/.ready-bench ## measure speed and memory (TEXTS=path adds newswire, STATEMENTS=1000000 ONLY=book a book of that size, NAMES=100000 ONLY=names as many bodies, ONLY=statistics a year of BACI, JSON=file)
	@# without a C compiler the benchmark measures the pure build alone, and says so
	@if $(BIN)/python hatch_build.py 2>/dev/null; then $(MAKE) --no-print-directory compiled; fi
	$(BIN)/python -m bench $(if $(TEXTS),--texts "$(TEXTS)") $(if $(JSON),--json "$(JSON)") $(if $(STATEMENTS),--book $(STATEMENTS)) $(if $(NAMES),--names $(NAMES)) $(if $(ONLY),--only $(ONLY))

# ---- what is generated

schema: $(VENV)/.ready ## write docs/statement.schema.json from the types
	$(BIN)/tradebook schema --output docs/statement.schema.json

docs: $(VENV)/.ready ## write what is generated in docs/: command reference, licences, schema
	$(BIN)/python docs/generate.py

picture: $(VENV)/.ready-dev ## photograph the brief of the examples for the README: docs/brief.png
	bash tests/tools/ensure_chromium.sh
	@mkdir -p $(WORK)
	@rm -f $(WORK)/picture.*
	@$(BIN)/tradebook read --book $(WORK)/picture.db examples
	@$(BIN)/tradebook brief --book $(WORK)/picture.db AZE BLR --as-of 2022-06-20 -o $(WORK)/picture.html
	$(BIN)/python -m tests.tools.brief_picture $(WORK)/picture.html docs/brief.png

wheel: $(VENV)/.ready-dev ## build the wheel into dist/
	$(PIP) wheel --no-deps --wheel-dir dist .
	@ls -1 dist/*.whl

# The fast build: the reading compiled by mypyc. It has an environment of its own: libraries beside the sources would
# hide every later edit of them.
compiled: $(COMPILED)/.ready ## build the faster, compiled wheel into dist/, install it into .compiled/ (needs gcc; minutes)
	@ls -1 dist/tradebook-*-cp*.whl

$(COMPILED)/.ready: pyproject.toml hatch_build.py $(shell find src/tradebook -type f -not -path '*/__pycache__/*') | $(VENV)/.ready-compiled
	@$(BIN)/python hatch_build.py
	@rm -rf $(COMPILED) dist/tradebook-*-cp*.whl
	@TRADEBOOK_COMPILED=1 $(BIN)/python -m hatchling build -t wheel -d dist
	@echo "Setting up $(COMPILED) with the compiled wheel ..."
	@$(BIN)/python -m venv $(COMPILED)
	@$(COMPILED)/bin/python -m pip --disable-pip-version-check --quiet install dist/tradebook-*-cp*.whl
	@touch $@

clean: ## remove what the targets made, but not .venv
	rm -rf $(WORK) $(COMPILED) .bench dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis brief.html
	find src tests bench docs -name __pycache__ -type d -prune -exec rm -rf {} +
