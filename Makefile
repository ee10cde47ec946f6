# Every word here works on a fresh clone: it makes .venv first when there is none.
PYTHON ?= python3
PORT ?= 8765
DATABASE ?= data/news.db
BIN := .venv/bin
SERVED := --metadata data/datasette/metadata.json --plugins-dir data/datasette/plugins --template-dir data/datasette/templates \
  --setting default_page_size 50 --setting truncate_cells_html 160 --setting sql_time_limit_ms 120000
# One test more at a time than there are cores: many of them wait for a crawl that pauses, or for a machine that dies.
TESTED_AT_ONCE = $$(expr $$(getconf _NPROCESSORS_ONLN) + 1)
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup test crawl bench soak serve fuzz

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
	$(BIN)/python -m pytest -n $(TESTED_AT_ONCE) --dist loadfile

crawl: setup  ## crawl the bundled portal and show what landed; URL=http://… crawls that section page instead
ifdef URL
	@$(BIN)/scrapy crawl section -a url='$(URL)' -s CRAWL_REPORT=full
else
	@$(BIN)/python -m tests.portal --port $(PORT) -- \
	  $(BIN)/scrapy crawl yunting -a port=$(PORT) -s CRAWL_REPORT=full -s DOWNLOAD_DELAY=0
endif

serve: setup  ## browse the database on http://127.0.0.1:8001: search, questions, a page for each article; DATABASE=FILE
	@test -f '$(DATABASE)' || { echo "There is no $(DATABASE): make crawl first, or name one: make serve DATABASE=FILE" >&2; exit 2; }
	$(BIN)/datasette serve '$(DATABASE)' $(SERVED)

bench: setup  ## how good and how fast, beside the public tools; ONLY=cleaner runs one part
	@$(BIN)/python -m pip install --quiet --editable '.[bench]'
	$(BIN)/python -m bench $(ONLY)

soak: setup  ## kill crawls, machines and networks at random moments, live through a year of hourly crawls, and look for what was lost
	$(BIN)/python -m tests.crawler.killing --articles 2000 --kills 20 --processes 1 --readers 1
	$(BIN)/python -m tests.crawler.killing --articles 2000 --kills 20 --processes 2
	$(BIN)/python -m tests.crawler.year --hours 8760
	$(BIN)/python -m tests.cluster.faults

fuzz: setup  ## break pages until Ctrl-C and keep what breaks us in data/fuzz; RUNS=100000 SEED=1 goes on where it stopped
	@$(BIN)/python -m tests.fuzz --runs $(or $(RUNS),0) --seed $(or $(SEED),1)
