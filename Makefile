# Two commands do everything on a fresh machine: `make book` builds the book, `make test` checks and runs its tests.

PYTHON ?= python3
BIN := .venv/bin
# What JupyterLab and VS Code call the Python of this book.
KERNEL := .venv/share/jupyter/kernels/python3/kernel.json

.PHONY: book page lab live pdf lint form types rooms notebooks spelling public licences format test suite
.PHONY: check-reproducible check-lab update proposal links audit release borders lock clean

book: .venv/.ready                      ## build the book into _build/html; what did not change is not done again
	@if ! [ .venv/.ready -nt _build/html/book.json ] && $(BIN)/python -m footprint verify --book _build/html 2>/dev/null; \
	then echo "Nothing changed: no chapter had to run, no page to be made."; else $(BIN)/jupyter-book build . -W --keep-going; fi
	@echo "The book is built. Open $(CURDIR)/_build/html/index.html"

lab: .venv/.lab                         ## JupyterLab on the chapters, with today's figures; its options in LAB=
	@[ "$$FOOTPRINT_MODE" = frozen ] && echo "Frozen: chapters show the committed figures and ask nobody. For today's: make lab" \
	|| echo "Live: each pull asks the World Bank for today's figures; data/ stays as it is. For the committed ones: FOOTPRINT_MODE=frozen make lab"
	@JUPYTER_PREFER_ENV_PATH=1 $(BIN)/python -m jupyterlab --ServerApp.root_dir=chapters $(LAB)

live: .venv/.ready                      ## build the whole book from today's figures, apart from the other
	@FOOTPRINT_MODE=live $(BIN)/jupyter-book build . -W --keep-going --path-output _build/live
	@echo "The live book is built; data/ and _build/html are as they were. Open $(CURDIR)/_build/live/_build/html/index.html"

page: .venv/.ready                      ## build one chapter alone, to look at while you work: make page CHAPTER=kyrgyzstan
	@[ -f "chapters/$(CHAPTER).ipynb" ] || { echo "Name a chapter by its file in chapters/: make page CHAPTER=kyrgyzstan"; exit 1; }
	@mkdir -p _build/page
	@printf 'format: jb-book\nroot: chapters/%s\n' "$(CHAPTER)" > _build/page/_toc.yml
	@$(BIN)/jupyter-book build . -qq --toc _build/page/_toc.yml --path-output _build/page
	@echo "The chapter is built; what it links to on other pages is not. Open $(CURDIR)/_build/page/_build/html/chapters/$(CHAPTER).html"

pdf: book                               ## print the whole book into _build/book.pdf; needs Chromium on the machine
	@$(BIN)/python -m footprint pdf

lint: .venv/.tests                      ## check form, rules, types, imports, notebooks, spelling, workflows, licences, side by side; silent when clean
	@$(MAKE) --no-print-directory --silent -j4 form types rooms notebooks spelling public licences

form:
	@$(BIN)/ruff format --check --quiet . || { echo "Not formatted as the others are. Run: make format"; exit 1; }
	@$(BIN)/ruff check --quiet . || { echo "A rule is broken. Run make format, which mends what it can, and mend the rest by hand: .venv/bin/ruff rule CODE explains a rule."; exit 1; }

types:
	@$(BIN)/mypy --no-error-summary || { echo "Types do not fit. Mend them by hand; what a name means stands in footprint/model.py."; exit 1; }

rooms:
	@said="$$($(BIN)/lint-imports --no-logo 2>&1)" || { echo "$$said"; echo "A room uses one that it may not. The plan of the house is in footprint/__init__.py, the contracts in pyproject.toml."; exit 1; }

notebooks:
	@$(BIN)/nbstripout --verify --keep-id chapters/*.ipynb || { echo "A notebook holds outputs. Run: make format"; exit 1; }

spelling:
	@$(BIN)/codespell || { echo "Mend it, or add a word that is right to ignore-words-list in pyproject.toml."; exit 1; }

public:
	@said="$$($(BIN)/zizmor --offline --quiet --no-progress .github)" || { echo "$$said"; exit 1; }
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.dependabot .github/dependabot.yml
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.citation-file-format CITATION.cff
	@if command -v actionlint >/dev/null; then actionlint .github/workflows/*.yml; fi

licences:
	@said="$$($(BIN)/pip-licenses --partial-match --allow-only='MIT;BSD;Apache;ISC;MPL;Mozilla;PSF;Public Domain;Artistic;Unlicense' --ignore-packages moscows-footprint footprint codespell 2>&1)" || { echo "$$said" | tail -1; echo "A library came in whose licence the book may not pass on: see pyproject.toml for the one that brought it."; exit 1; }

format: .venv/.tests                    ## format the code, mend what a rule can mend by itself, strip the notebooks
	@$(BIN)/python -m footprint guard
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format --quiet .
	@$(BIN)/nbstripout --keep-id chapters/*.ipynb

test: .venv/.tests                      ## lint and run all tests, side by side; prints how many ran
	@$(MAKE) --no-print-directory --silent -j2 lint suite

suite:
	@$(BIN)/python -m pytest

check-reproducible: .venv/.tests        ## build the whole book twice in unlike surroundings; names every file that differs
	@$(BIN)/python -m pytest -n 2 tests/book/test_reproducible.py

check-lab: .venv/.lab .venv/.tests      ## run chapters in JupyterLab, by its own interface, and by other tools from other folders
	@$(BIN)/python -m pytest -n 0 tests/test_lab.py

update: .venv/.ready                    ## fetch every figure anew from the World Bank; says what changed
	@$(BIN)/python -m footprint update

proposal: .venv/.ready                  ## update, and propose the new figures: a branch, and the text of a pull request in _build/proposal
	@$(BIN)/python -m footprint propose
	@if [ -e _build/proposal/body.md ]; then $(MAKE) --no-print-directory book; fi

links: book                             ## ask every address that the book names; what does not answer stands in _build/links/body.md
	@$(BIN)/pip install --quiet --disable-pip-version-check -e '.[upkeep]'
	@rm -rf _build/links && mkdir -p _build/links
	@$(BIN)/linkchecker --check-extern --no-status --no-warnings -o none -F csv/utf-8/_build/links/found.csv _build/html/index.html || true
	@$(BIN)/python -m footprint addresses _build/links/found.csv

audit: .venv/.tests                     ## ask for known faults of the libraries in the lock; says so where nobody can be asked
	@$(BIN)/pip install --quiet --disable-pip-version-check -e '.[upkeep]'
	@mkdir -p _build
	@$(BIN)/pip-audit --local --skip-editable --progress-spinner off --format json --output _build/audit.json >/dev/null 2>&1 || true
	@$(BIN)/python -m footprint advisories _build/audit.json

release: pdf                            ## gather what a release has, in _build/release: project, data, paper, package, notes
	@rm -rf _build/release && mkdir -p _build/release/files
	@cp _build/html/project.zip _build/html/data.zip _build/book.pdf _build/release/files/
	@$(BIN)/pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir _build/release/files .
	@awk '/^## /{n++} n==1' CHANGELOG.md > _build/release/notes.md

borders: .venv/.ready                   ## make data/geography/borders.geojson anew
	@$(BIN)/pip install --quiet -e '.[borders]'
	@$(BIN)/python data/geography/make_borders.py
	@$(BIN)/python -m footprint describe

lock: .venv/.ready                      ## resolve requirements*.txt anew, for every system and Python from 3.11 on
	@$(BIN)/pip install --quiet uv
	@$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url --upgrade --quiet -o requirements.txt
	@$(BIN)/uv pip compile pyproject.toml --extra test --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url --quiet -c requirements.txt -o requirements-test.txt
	@$(BIN)/uv pip compile pyproject.toml --extra lab --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url --quiet -c requirements.txt -o requirements-lab.txt
	@echo '-e .' >> requirements.txt

clean:                                  ## remove what was built
	rm -rf _build

.venv/.ready: requirements.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: install Python 3.11 or newer, or name it: make PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$$($(PYTHON) --version) is too old: install Python 3.11 or newer, or name it: make PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing: install it (on Debian: apt-get install python3-venv)"; exit 1; }
	@echo "Setting up .venv (a few minutes, once) ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt || { echo "Packages could not be installed: see above; a network is needed for this step, once."; exit 1; }
	@$(BIN)/python -m footprint assets
	@touch $@

.venv/.lab: .venv/.ready requirements-lab.txt
	@echo "Setting up JupyterLab in .venv (a minute, once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-lab.txt || { echo "JupyterLab could not be installed: see above."; exit 1; }
	@sed "s/Python 3 (ipykernel)/Moscow's Footprint/" $(KERNEL) > $(KERNEL).named && mv $(KERNEL).named $(KERNEL)
	@touch $@

.venv/.tests: .venv/.ready requirements-test.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-test.txt || { echo "Test packages could not be installed: see above."; exit 1; }
	@$(BIN)/python -m footprint assets checkers
	@touch $@
