# Two commands: `make run` opens the program on the demo session; `make test` passes every check.
# Both do all the setting up that is needed, in the folder .venv.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test format screens clean

run: $(VENV)/ready-to-run
	@bash .ci/open-demo "$(BIN)/vig-annotator"

test: $(VENV)/ready-to-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q

format: $(VENV)/ready-to-test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

screens: $(VENV)/ready-to-run
	$(BIN)/python -m vig_annotator.gui.screens screens

$(VENV)/ready-to-run: pyproject.toml .ci/set-up
	bash .ci/set-up "$(PYTHON)" "$(VENV)" run

$(VENV)/ready-to-test: pyproject.toml .ci/set-up
	bash .ci/set-up "$(PYTHON)" "$(VENV)" test

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
