# `make run` opens Démarche, `make test` proves it; both set up everything that they need.
#   make run [ARTICLES=folder] [PYTHON=python3.12]
#   make test · make bench · make kill [KILLS=number] · make fuzz [COUNT=number] · make package · make lock

.DEFAULT_GOAL := run
.PHONY: run test bench kill fuzz package lock hooks
python := .venv/bin/python
export ARTICLES PYTHON

run:
	@packaging/set-up
	@.venv/bin/demarche $${ARTICLES:+--articles "$$ARTICLES"}

test:
	@packaging/set-up --development
	$(python) -m ruff check
	$(python) -m ruff format --check
	$(python) -m mypy
	.venv/bin/lint-imports
	$(python) -m pytest --cov

bench:
	@packaging/set-up --development
	$(python) -m pytest -q tests/bench --benchmark-only --benchmark-columns=median,rounds --timeout 0

# Kill hundreds of processes in the middle of their work, and look at what they leave.
kill:
	@packaging/set-up --development
	DEMARCHE_KILLS=$${KILLS:-420} DEMARCHE_SEED=$${SEED:-$$$$} $(python) -m pytest -v tests/e2e/test_killing.py

# Give every reader hostile inputs: a hundred thousand in all.
fuzz:
	@packaging/set-up --development
	$(python) -m tests.fuzz --count $${COUNT:-100000}

# Build the program that starts without Python, and what it is handed out in.
package:
	@packaging/set-up
	$(python) packaging/build.py

lock:
	@packaging/set-up
	packaging/lock

hooks:
	@packaging/set-up --development
	$(python) -m pre_commit install
