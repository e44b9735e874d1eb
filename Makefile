# Everything a person types at this project. `make` alone lists it.
.DEFAULT_GOAL := help
.PHONY: help setup demo bench-batch bench-plan bench-lint test test-newest lint format lock words mutation wheel clean browser preview bench-preview vendor pictures fresh

BIN := .venv/bin
PYTHON ?=
export PYTHON TACT_CHROMIUM
WORKERS ?= 2
MODULES ?=
MINUTES ?= 30
SAMPLE ?=
SEED ?= 1

help: ## list these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 16

setup: ## make .venv with the locked packages; installs Pango through apt when it is missing
	@sh scripts/bootstrap.sh

browser: ## install the Chromium of the tests through apt when it is missing
	@sh scripts/bootstrap.sh --browser

preview: setup ## open the writer's desk on the templates of this checkout
	@$(BIN)/tact preview --open

demo: setup ## render every template for the sample records into output/demo/
	@$(BIN)/tact demo --out output/demo

bench-batch: setup ## letters, e-mails and text messages a second, beside the ordinary loop, Chromium and Typst
	@$(BIN)/python -m benchmarks.batch

bench-plan: setup ## time a plan for 1,000 customers in every situation
	@$(BIN)/python -m benchmarks.plan

LINTERS := .venv/linters

bench-lint: setup $(LINTERS)/.ready ## time the linter, beside proselint and textlint, which it installs from PyPI and npm
	@$(BIN)/python -m benchmarks.lint

$(LINTERS)/.ready: Makefile
	@$(BIN)/python -m venv $(LINTERS)
	@$(LINTERS)/bin/python -m pip install -qq --disable-pip-version-check proselint==0.16.0
	@npm install --no-audit --no-fund --no-package-lock --loglevel=error --prefix $(LINTERS) \
		textlint@15.8.0 textlint-rule-terminology@5.2.16 || echo "bench-lint: no npm, so no textlint" >&2
	@touch $@

test: setup lint browser ## run everything that CI runs
	@$(BIN)/python -m pytest -n $(WORKERS)

words: setup ## bring the texts that people read up to date with the code, and name what has no translation
	@$(BIN)/python scripts/words.py

mutation: setup ## break the code in small ways and print what no test notices: make mutation MODULES=toolkit/law/costs.py
	@$(BIN)/python -m pip install --quiet mutmut==3.8.1
	@nice -n 19 $(BIN)/python scripts/mutation.py $(MODULES) --minutes $(MINUTES) --jobs $(WORKERS) \
		$(if $(SAMPLE),--sample $(SAMPLE) --seed $(SEED))

test-newest: setup ## run the tests of letters and codes against the newest WeasyPrint and segno
	@rm -rf .venv-newest && $(BIN)/python -m venv .venv-newest
	@.venv-newest/bin/pip install --quiet --require-hashes --no-deps -r requirements.lock
	@.venv-newest/bin/pip install --quiet --no-deps -e .
	@.venv-newest/bin/pip install --quiet --upgrade weasyprint segno
	@.venv-newest/bin/python -m pytest -q tests/channels tests/payments; status=$$?; rm -rf .venv-newest; exit $$status

lint: setup ## check style, types and layers
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/vermin --target=3.11- --no-tips --violations --quiet toolkit scripts benchmarks

format: setup ## rewrite the code in the project's style
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

lock: setup ## pin the newest versions of all packages in requirements.lock
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --all-extras --generate-hashes \
		--custom-compile-command "make lock" --output-file requirements.lock pyproject.toml

nightly: setup ## draw 100,000 Dutch texts for each open test of the language and the linter, 10,000 cases of law and payment plans, and a year of 1,000 customers
	@nice $(BIN)/python -m pytest -q --hypothesis-profile=nightly tests/language/test_contract.py \
		tests/lint/test_fuzz.py tests/lint/test_fixes.py tests/lint/test_law_wording.py tests/law/test_oracle.py tests/schedule/test_dividing.py \
		tests/schedule/test_a_year.py

bench-preview: setup browser ## measure how soon a save is seen in the browser
	@$(BIN)/python benchmarks/preview.py

vendor: setup ## make the vendored files of the preview again from npm
	@$(BIN)/python scripts/vendor_preview.py

pictures: setup browser ## make the screenshots in docs/images again
	@$(BIN)/python scripts/screenshots.py

fresh: ## try the README's two commands in a bare Debian 12 and 13 (as root, with debootstrap)
	@sh scripts/fresh.sh

wheel: setup ## build dist/*.whl, templates and styles included
	@$(BIN)/hatchling build -t wheel

clean: ## remove what these targets made (the demo, wheels, caches)
	@rm -rf dist build output/demo .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
