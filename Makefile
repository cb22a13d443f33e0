# What you can do here. `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help

# The first Python that is new enough; a pyenv shim that refuses is passed over.
PYTHON := $(shell for name in python3.11 python3.12 python3.13 python3; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$name && break; done)
SETUP = $(if $(PYTHON),$(PYTHON) -m tools.setup,$(error Tingjian needs Python 3.11 or newer: sudo apt-get install -y python3 python3-venv))
IN = .venv/bin
KILLS ?= 2

.PHONY: help run test test-fast check format journeys faults train train-screen eval-screen eval-dialogue talk bench coverage

help: ## List what can be done here
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS=$$'\t' read -r name text; do \
		printf '  make %-12s %s\n' "$$name" "$$text"; done

run: ## Set everything up and start the line (http://127.0.0.1:8355/)
	@$(SETUP) run
	@export TINGJIAN_DEMO=$${TINGJIAN_DEMO:-true}; exec $(IN)/tingjian run

test: ## Run every test: real Rasa, real PostgreSQL and a real browser included
	@$(SETUP) test
	@mkdir -p build
	@set -o pipefail; $(IN)/pytest --cov --cov-report=json:build/coverage.json | tee build/pytest.log
	@$(IN)/python -m tools.checks.coverage_floors build/coverage.json
	@$(IN)/python -m tools.eval_screen
	@tail -n 1 build/pytest.log

test-fast: ## The tests that need neither Rasa, PostgreSQL nor a browser
	@$(SETUP) fast
	@$(IN)/pytest -n 4 --dist worksteal -m "not rasa and not browser and not journey and not postgres"

check: ## Format, lint, types, who imports whom, and our own rules
	@$(SETUP) fast
	$(IN)/ruff format --check .
	$(IN)/ruff check .
	$(IN)/mypy
	$(IN)/lint-imports --no-cache
	$(IN)/python -m tools.checks

format: ## Bring the code into its one shape
	@$(SETUP) fast
	$(IN)/ruff format .
	$(IN)/ruff check --fix .

journeys: ## Only the journeys: real processes, from the student's first word to the review
	@$(SETUP) test
	@$(IN)/pytest tests/journeys

faults: ## Everything that can fail, against the real line; killed KILLS=n times at every point of a message's way
	@$(SETUP) test
	@KILLS=$(KILLS) $(IN)/pytest tests/faults -s

train: ## Train the dialogue model, if what it learns from has changed
	@$(SETUP) model

train-screen: ## Train the crisis screen's model anew: DATA=folder of the research sets (config/crisis_model/MODEL_CARD.md)
	@$(SETUP) fast
	@$(IN)/python -m tools.train_screen $(or $(DATA),$(error Say where the research sets are: make train-screen DATA=folder))

eval-screen: ## How much danger the crisis screen finds, and whether that has become worse; DATA=folder adds the research sets
	@$(SETUP) fast
	@$(IN)/python -m tools.eval_screen $(DATA)

eval-dialogue: ## How well the dialogue model understands sentences it never learnt from
	@$(SETUP) model
	@PYTHONPATH=. PYTHONWARNINGS=ignore .local/rasa-venv/bin/python -m actions.rasa_side.score

talk: ## Chat in the terminal with the line that is running
	@$(SETUP) fast
	@exec $(IN)/tingjian talk

bench: ## Measure the line; prints a table and writes build/bench.json
	@$(SETUP) test
	@$(IN)/python -m tools.bench

coverage: ## Where the tests have not been: build/coverage/index.html
	@$(SETUP) fast
	@$(IN)/pytest -m "not rasa and not browser and not journey" --cov --cov-report=term-missing:skip-covered --cov-report=html:build/coverage
