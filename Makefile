# Every target works on a machine that has only git, make and Python 3.11 or newer with venv.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO_STORE := .demo/store.db

.DEFAULT_GOAL := help
.PHONY: help demo test fast check format bench bench-names bench-reading pictures requirements newest clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

$(VENV)/installed: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "conflict-tui needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' \
		|| { echo "this Python has no venv; install it (Debian: python3-venv)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q store tui
	@touch $@

$(DEMO_STORE): $(VENV)/installed $(wildcard store/sample/*.md)
	@mkdir -p $(dir $@)
	@rm -f $@ $@-wal $@-shm
	$(BIN)/conflict-tui --store $@ import --sample

demo: $(DEMO_STORE) ## Install, fill a store with the sample articles and open the explorer
	@$(BIN)/conflict-tui --store $(DEMO_STORE)

test: $(VENV)/installed ## Install and run the whole suite
	$(BIN)/python -m pytest -n auto

fast: $(VENV)/installed ## Run the suite without its slow lane
	$(BIN)/python -m pytest -n auto -m "not slow"

check: $(VENV)/installed ## Format, lint, types, import contract, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto

format: $(VENV)/installed ## Rewrite the code as the formatter wants it
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/installed ## Measure the explorer and the import beside their peers
	$(BIN)/python -m benchmarks

NAME_TASKS ?= ../shared/benchmarks/names
SIZES ?= 10000,100000,1000000
bench-names: $(VENV)/installed ## Score the search over names (NAME_TASKS=FOLDER, SIZES=10000,100000)
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONPATH=. $(BIN)/python $(NAME_TASKS)/score.py benchmarks.name_search --sizes $(SIZES)

GOLD ?= ../shared/gold/dev
bench-reading: $(VENV)/installed ## Score the reading of articles (GOLD=FOLDER)
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m benchmarks.extraction $(GOLD) .demo/predictions

pictures: $(VENV)/installed ## Take the pictures of the documentation anew
	$(BIN)/python -m benchmarks.pictures docs/pictures

requirements: $(VENV)/installed ## Pin the dependencies anew, with hashes and for every platform
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate \
		--python-version 3.11 --extra dev pyproject.toml -o requirements.txt

# What kills, damages and fills disks tells of this program, not of the versions of its libraries.
NOT_OF_LIBRARIES := tests/fuzzing tests/store/test_killed.py tests/store/test_full_disk.py tests/tui/cli/test_damaged_stores.py \
	tests/tui/test_together.py
newest: ## Run the fast lane on the newest allowed dependencies, in an environment of its own
	$(PYTHON) -m venv --clear .venv-newest
	.venv-newest/bin/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	.venv-newest/bin/python -m pytest -n auto -m "not slow and not snapshot" $(NOT_OF_LIBRARIES:%=--ignore=%)

clean: ## Remove what the targets made
	rm -rf $(VENV) .venv-newest .demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
