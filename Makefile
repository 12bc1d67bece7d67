# Each target sets up what it needs. Downloads happen once, from hashed pins; after
# that nothing here needs a network. Works with GNU make 3.81 and later.

PYTHON ?= python3
VENV ?= .venv
FUZZ_SECONDS ?= 60
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PINNED := install --require-hashes --no-build-isolation --only-binary :all:
UV := $(BIN)/uv pip compile --quiet --no-strip-extras --universal --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links --python-version 3.11
KERNEL := $(wildcard CMakeLists.txt src/tieline/kernel/*.cpp src/tieline/kernel/*.hpp \
	src/tieline/kernel/*.h)
# Pyright runs on the Node that is pinned with the other tools, never on another.
export PYRIGHT_PYTHON_GLOBAL_NODE := 0
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1

.PHONY: help demo test check bench bench-names fuzz docs kernel reference wheel oracle pins clean distclean

help:
	@echo "make demo    screen real names against the lists in the bundle; leaves ./demo"
	@echo "make test    everything that must hold: check, then all tests"
	@echo "make check   style, types, layers and dead code"
	@echo "make bench   measure; ratios to a peer in the same run, kept in bench/results"
	@echo "make bench-names  run the sets of names beside the peers; ARGS='--only zh_orgs'"
	@echo "make fuzz    feed damaged input to each reader for FUZZ_SECONDS=$(FUZZ_SECONDS); ARGS='--only xml'"
	@echo "make docs    build the documentation into ./site"
	@echo "make reference  write anew the pages that follow from the code"
	@echo "make wheel   build the wheel into ./dist"
	@echo "make oracle  set up FollowTheMoney in .venv-oracle (needs the ICU headers)"
	@echo "make pins    resolve requirements/*.txt anew"
	@echo "make clean   remove what was built; distclean removes the environments too"

demo: $(VENV)/.stamp-built
	@rm -rf demo
	@$(BIN)/tieline demo
	@echo "tieline is $(BIN)/tieline here."

test: check
	$(BIN)/python -m pytest -q -rs --cov --cov-report=term:skip-covered \
		--cov-fail-under=$(if $(TESTS),0,85) $(TESTS)

check: $(VENV)/.stamp-built $(VENV)/.stamp-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/lint-imports --no-cache
	$(BIN)/python scripts/find_dead_code.py

bench: $(VENV)/.stamp-built $(VENV)/.stamp-dev
	$(BIN)/python bench/run.py

bench-names: $(VENV)/.stamp-built $(VENV)/.stamp-dev .venv-peers/.stamp
	$(BIN)/python bench/names/run.py $(ARGS)

fuzz: $(VENV)/.stamp-built $(VENV)/.stamp-dev
	@$(MAKE) --no-print-directory .venv-fuzz/.stamp || \
		echo "Atheris was not installed (it is for Linux): going on without it."
	$(BIN)/python fuzz/run.py --seconds $(FUZZ_SECONDS) --guide .venv-fuzz/bin/python $(ARGS)

docs: $(VENV)/.stamp-built $(VENV)/.stamp-dev
	$(BIN)/mkdocs build --strict --quiet --site-dir site

reference: $(VENV)/.stamp-built $(VENV)/.stamp-dev
	$(BIN)/python scripts/write_reference.py
	$(BIN)/python scripts/run_pages.py

wheel: $(VENV)/.stamp-run
	$(PIP) wheel --no-build-isolation --no-deps --no-index --wheel-dir dist .

oracle: .venv-oracle/.stamp

pins: $(VENV)/.stamp-dev
	$(UV) $(PINS) pyproject.toml -o requirements/run.txt
	$(UV) $(PINS) requirements/build.in -o requirements/build.txt
	$(UV) $(PINS) requirements/dev.in -o requirements/dev.txt
	$(UV) $(PINS) requirements/fuzz.in -o requirements/fuzz.txt
	$(UV) $(PINS) requirements/oracle-build.in -o requirements/oracle-build.txt
	$(UV) $(PINS) requirements/oracle.in -o requirements/oracle.txt
	$(UV) $(PINS) requirements/peers.in -o requirements/peers.txt

clean:
	rm -rf build dist demo site .coverage .coverage.* .hypothesis .benchmarks
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	rm -f src/tieline/kernel/*.so src/tieline/kernel/*.pyd $(VENV)/.stamp-built
	find src tests bench fuzz scripts -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean
	rm -rf $(VENV) .venv-oracle .venv-peers .venv-fuzz

$(VENV)/.stamp-venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Tieline needs Python 3.11 or later: make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "No virtual environment could be made: install Python's venv module"; exit 1; }
	@touch $@

$(VENV)/.stamp-run: $(VENV)/.stamp-venv requirements/run.txt requirements/build.txt
	@echo "Installing what Tieline runs and builds with ..."
	@$(PIP) $(PINNED) -r requirements/run.txt -r requirements/build.txt
	@touch $@

$(VENV)/.stamp-dev: $(VENV)/.stamp-run requirements/dev.txt
	@echo "Installing what Tieline is checked with ..."
	@$(PIP) $(PINNED) -r requirements/dev.txt
	@touch $@

# The package is installed from where it lies; the kernel is built beside it, and goes
# without where there is no C++ compiler: the same answers come from Python, slower.
$(VENV)/.stamp-built: $(VENV)/.stamp-run pyproject.toml $(KERNEL)
	@echo "Building Tieline ..."
	@$(PIP) install --no-build-isolation --no-deps --no-index --editable .
	@$(MAKE) --no-print-directory kernel || \
		echo "The kernel was not built (is there a C++ compiler?): going on without it."
	@touch $@

kernel: $(VENV)/.stamp-run
	@mkdir -p build
	@$(BIN)/cmake --fresh -S . -B build/kernel -G Ninja --log-level=WARNING \
		-DCMAKE_MAKE_PROGRAM="$(CURDIR)/$(BIN)/ninja" \
		-DPython_EXECUTABLE="$(CURDIR)/$(BIN)/python" \
		-DCMAKE_BUILD_TYPE=Release -DSKBUILD_STATE=editable >build/kernel.log
	@$(BIN)/cmake --build build/kernel >>build/kernel.log || \
		{ cat build/kernel.log; exit 1; }

# PyICU comes as source only: it is built with the pinned tools, against the ICU
# headers of the system (Debian: libicu-dev and pkg-config).
.venv-oracle/.stamp: requirements/oracle-build.txt requirements/oracle.txt
	@$(PYTHON) -m venv .venv-oracle
	@echo "Installing the FollowTheMoney oracle ..."
	@.venv-oracle/bin/python -m pip --disable-pip-version-check --quiet install \
		--require-hashes --only-binary :all: -r requirements/oracle-build.txt
	@.venv-oracle/bin/python -m pip --disable-pip-version-check --quiet install \
		--require-hashes --no-build-isolation -r requirements/oracle.txt
	@touch $@

# What guides the fuzzing by coverage; the package itself is read from where it lies.
.venv-fuzz/.stamp: requirements/run.txt requirements/fuzz.txt
	@test "$$(uname)" = Linux
	@$(PYTHON) -m venv .venv-fuzz
	@echo "Installing atheris ..."
	@.venv-fuzz/bin/python -m pip --disable-pip-version-check --quiet install \
		--require-hashes --only-binary :all: -r requirements/run.txt
	@.venv-fuzz/bin/python -m pip --disable-pip-version-check --quiet install \
		--require-hashes --only-binary :all: -r requirements/fuzz.txt
	@.venv-fuzz/bin/python -c 'import atheris'
	@touch $@

# The peers of bench-names, each called as a process of its own.
.venv-peers/.stamp: requirements/oracle-build.txt requirements/peers.txt
	@$(PYTHON) -m venv .venv-peers
	@echo "Installing the peers that names are measured beside ..."
	@.venv-peers/bin/python -m pip --disable-pip-version-check --quiet install \
		--require-hashes --only-binary :all: -r requirements/oracle-build.txt
	@.venv-peers/bin/python -m pip --disable-pip-version-check --quiet install \
		--require-hashes --no-build-isolation -r requirements/peers.txt
	@touch $@
