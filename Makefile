# Two commands do everything on a fresh machine: `make book` builds the book, `make test` checks and runs its tests.

PYTHON ?= python3
BIN := .venv/bin
# What JupyterLab and VS Code call the Python of this book.
KERNEL := .venv/share/jupyter/kernels/python3/kernel.json

# What was set up says for which folder: after a move or a copy, the package that notebooks find is that of the
# first. A link to what another has is refused, unless PYTHONPATH says that this folder's package is meant.
ifneq ($(PYTHONPATH),$(CURDIR))
ifneq ($(shell test -L .venv && echo link),)
$(error .venv is a link to that of another folder, whose package chapters would use. Remove it (rm .venv) and run make again)
endif
ifneq ($(shell $(BIN)/python -c "" 2>/dev/null && cat .venv/.ready),$(CURDIR))
.PHONY: .venv/.ready
ANEW := --clear
endif
endif

.PHONY: book page lab live pdf lint form types rooms notebooks spelling public licences format test suite
.PHONY: check-reproducible check-lab update proposal links audit release borders lock clean
.PHONY: coverage fuzz mutants

book: .venv/.ready                      ## build the book into _build/html; what did not change is not done again
	@$(BIN)/python -m footprint build

lab: .venv/.lab                         ## JupyterLab on the chapters, with today's figures; its options in LAB=
	@[ "$$FOOTPRINT_MODE" = frozen ] && echo "Frozen: chapters show the committed figures and ask nobody. For today's: make lab" \
	|| echo "Live: each pull asks the World Bank for today's figures; data/ stays as it is. For the committed ones: FOOTPRINT_MODE=frozen make lab"
	@JUPYTER_PREFER_ENV_PATH=1 $(BIN)/python -m jupyterlab --ServerApp.root_dir=chapters $(LAB)

live: .venv/.ready                      ## build the whole book from today's figures, apart from the other
	@$(BIN)/python -m footprint build --live

page: .venv/.ready                      ## build one chapter alone, to look at while you work: make page CHAPTER=kyrgyzstan
	@$(BIN)/python -m footprint build --page "$(CHAPTER)"

pdf: book                               ## print the whole book into _build/book.pdf; needs Chromium on the machine
	@$(BIN)/python -m footprint pdf

lint: .venv/.tests                      ## check form, rules, types, imports, notebooks, spelling, workflows, licences, side by side; silent when clean
	@$(BIN)/python -m footprint lint

form types rooms notebooks spelling public licences:
	@$(BIN)/python -m footprint lint $@

format: .venv/.tests                    ## format the code, mend what a rule can mend by itself, strip the notebooks
	@$(BIN)/python -m footprint format

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
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[upkeep]'
	@rm -rf _build/links && mkdir -p _build/links
	@$(BIN)/linkchecker --check-extern --no-status --no-warnings -o none -F csv/utf-8/_build/links/found.csv _build/html/index.html || true
	@$(BIN)/python -m footprint addresses _build/links/found.csv

audit: .venv/.tests                     ## ask for known faults of the libraries in the lock; says so where nobody can be asked
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[upkeep]'
	@mkdir -p _build
	@$(BIN)/python -m pip_audit --local --skip-editable --progress-spinner off --format json --output _build/audit.json >/dev/null 2>&1 || true
	@$(BIN)/python -m footprint advisories _build/audit.json

release: pdf                            ## gather what a release has, in _build/release: project, data, paper, package, notes
	@rm -rf _build/release && mkdir -p _build/release/files
	@cp _build/html/project.zip _build/html/data.zip _build/book.pdf _build/release/files/
	@$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir _build/release/files _build/html/project.zip
	@awk '/^## /{n++; next} n==1' CHANGELOG.md > _build/release/notes.md

coverage: .venv/.tests                  ## which lines and branches of the package tests reach; fails under what pyproject.toml asks
	@$(BIN)/python -m pytest --cov

fuzz: .venv/.tests                      ## read 200,000 files and answers altered at random; names what falls over one
	@PYTHONPATH=. $(BIN)/python benchmarks/fuzz.py

mutants: .venv/.tests                   ## put small faults into measures and ledger, one at a time; names those that no test sees
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[mutants]'
	@PYTHONPATH=. $(BIN)/python benchmarks/mutants.py

borders: .venv/.ready                   ## make data/geography/borders.geojson anew
	@$(BIN)/python -m pip install --quiet -e '.[borders]'
	@$(BIN)/python data/geography/make_borders.py
	@$(BIN)/python -m footprint describe

lock: .venv/.ready                      ## resolve requirements*.txt anew, for every system and Python from 3.11 on
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/python -m uv pip compile pyproject.toml --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url --upgrade --quiet -o requirements.txt
	@$(BIN)/python -m uv pip compile pyproject.toml --extra test --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url --quiet -c requirements.txt -o requirements-test.txt
	@$(BIN)/python -m uv pip compile pyproject.toml --extra lab --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url --quiet -c requirements.txt -o requirements-lab.txt
	@echo '-e .' >> requirements.txt

clean:                                  ## remove what was built
	rm -rf _build

.venv/.ready: requirements.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: install Python 3.11 or newer, or name it: make PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$$($(PYTHON) --version) is too old: install Python 3.11 or newer, or name it: make PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing: install it (on Debian: apt-get install python3-venv)"; exit 1; }
	@echo "Setting up .venv (a few minutes, once) ..."
	@$(PYTHON) -m venv $(ANEW) .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt || { echo "Packages could not be installed: see above; a network is needed for this step, once."; exit 1; }
	@$(BIN)/python -m footprint assets
	@pwd -P > $@

.venv/.lab: .venv/.ready requirements-lab.txt
	@echo "Setting up JupyterLab in .venv (a minute, once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-lab.txt || { echo "JupyterLab could not be installed: see above."; exit 1; }
	@sed "s/Python 3 (ipykernel)/Moscow's Footprint/" $(KERNEL) > $(KERNEL).named && mv $(KERNEL).named $(KERNEL)
	@touch $@

.venv/.tests: .venv/.ready requirements-test.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-test.txt || { echo "Test packages could not be installed: see above."; exit 1; }
	@$(BIN)/python -m footprint assets checkers
	@touch $@
