# Every word here works on a fresh clone: it makes .venv first when there is none.
PYTHON ?= python3
PORT ?= 8765
BIN := .venv/bin
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup test crawl bench soak

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/installed  ## make .venv and install what is needed, at the versions of constraints.txt

.venv/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Zhengwen needs Python 3.11 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch $@

test: setup  ## ruff, mypy and the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

crawl: setup  ## crawl the bundled portal and show what landed; URL=http://… crawls that section page instead
ifdef URL
	@$(BIN)/scrapy crawl section -a url='$(URL)' -s CRAWL_REPORT=full
else
	@$(BIN)/python -m tests.portal --port $(PORT) -- \
	  $(BIN)/scrapy crawl yunting -a port=$(PORT) -s CRAWL_REPORT=full -s DOWNLOAD_DELAY=0
endif

bench: setup  ## how good and how fast, beside the public tools; ONLY=cleaner runs one part
	@$(BIN)/python -m pip install --quiet '.[bench]'
	$(BIN)/python -m bench $(ONLY)

soak: setup  ## kill crawls of 2,000 articles at twenty random moments, and look for what was lost
	$(BIN)/python -m tests.crawler.killing --articles 2000 --kills 20 --processes 1
	$(BIN)/python -m tests.crawler.killing --articles 2000 --kills 20 --processes 2
