# make demo           sets up what a run needs and runs the main job on a virtual device
# make tasks          runs every bundled model, one of each task, device against host
# make test           sets everything up and runs all checks and tests
# make test-fast      runs the tests that need neither Gradle nor much time
# make mutation       plants bugs and counts which the tests find (docs/mutation.md)
# make fuzz           holds 500 random layouts of checkpoints and models against torch (CONTRIBUTING.md)
# make lint           runs ruff, mypy, import-linter and make docs
# make docs           builds the documentation as a site, and fails if a link or an anchor leads nowhere
# make benchmarks     measures devbench beside what it should keep up with (docs/benchmarks.md)
# make first-minutes  types what a new user types, and holds it against what the pages show (CONTRIBUTING.md)
# make dist           builds wheel and sdist
# make constraints    renews the pins that CI uses
# Nothing is done twice: a second run starts at once.

PYTHON ?= python3
CONSTRAINTS := constraints.txt
VENV := .venv
BIN := $(VENV)/bin
RUNS := $(VENV)/runs
INSTALLED := $(VENV)/installed
HARNESS := device_assets/harness/built
HARNESS_SOURCES := $(shell find android_harness -name build -prune -o -type f \( -name '*.kt' -o -name '*.gradle' -o -name '*.groovy' -o -name '*.pro' \) -print)
KOTLIN_TESTS := android_harness/build/tests-passed
VECTORS := $(shell find tests/vectors -type f)
LOG := build/setup.log
TEST_PACKAGES := $(shell sed '/^\#/d' tests/packages.txt)

# $(call quietly,WHAT,COMMAND): what COMMAND prints is in the log, whose end is shown if it fails
define quietly
{ mkdir -p $(dir $(LOG)); echo "$(1) ..."; { $(2); } >$(LOG) 2>&1 || { tail -n 50 $(LOG) >&2; echo "$(1) failed: see above, or $(LOG)" >&2; exit 1; }; }
endef

# $(call need,WHAT,TEST,DEBIAN PACKAGES): installs what is missing where we may, else says what to install
define need
@{ $(2); } >/dev/null 2>&1 || { \
  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
    $(call quietly,installing $(3),apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(3)); \
  else echo "$(1) is missing: install the Debian packages $(3), or what your system calls them" >&2; exit 1; fi; }
endef

# $(call install,WHAT): of this checkout and its extras, as CI has them
define install
@$(call quietly,installing $(1) into $(VENV),$(BIN)/pip install --quiet --disable-pip-version-check --constraint $(CONSTRAINTS) --editable '$(1)' && $(BIN)/pip check)
endef

.PHONY: all setup python harness demo tasks test test-fast lint test-kotlin test-packages test-python mutation fuzz benchmarks first-minutes docs dist constraints clean
all: setup harness

python:
	$(call need,Python with its venv module,$(PYTHON) -c 'import ensurepip',python3 python3-venv)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it with make PYTHON=..." >&2; exit 1; }

# Made once: over one of another Python, venv makes a broken one.
$(BIN)/pip: | python
	@$(PYTHON) -m venv $(VENV)

# What runs need is small; what tests need holds it, too.
$(RUNS): pyproject.toml $(CONSTRAINTS) | $(BIN)/pip
	$(call install,.[virtual])
	@touch $@

setup: $(INSTALLED)
$(INSTALLED): pyproject.toml $(CONSTRAINTS) | $(BIN)/pip
	$(call install,.[dev])
	@touch $(RUNS) $@

harness: $(HARNESS)
$(HARNESS): $(HARNESS_SOURCES) host/devbench/__init__.py
	$(call need,Gradle or a JDK,command -v gradle && command -v javac,gradle openjdk-17-jdk-headless)
	@$(call quietly,building the harness,gradle -p android_harness --quiet assembleHarness)
	@touch $@

# The harness first: its tools are what a machine is most likely to lack.
demo: python harness $(RUNS)
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh benchmarks/demo.sh
	@printf '\nTo use devbench in this shell: export PATH="%s:$$PATH"\n' "$(CURDIR)/$(BIN)"

# Every bundled model, and so every task, on a virtual device against the host: what differs fails.
tasks: harness setup
	$(BIN)/devbench run --virtual --all

test: python harness lint test-kotlin test-python

lint: setup docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test-fast: setup
	$(BIN)/pytest -n auto -m 'not slow and not kotlin'

test-kotlin: $(KOTLIN_TESTS)
$(KOTLIN_TESTS): $(HARNESS) $(HARNESS_SOURCES) $(VECTORS)
	gradle -p android_harness check
	@mkdir -p $(@D) && touch $@

# Without them some tests are skipped, and say so.
test-packages:
	@[ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null || dpkg -s $(TEST_PACKAGES) >/dev/null 2>&1 || \
	  $(call quietly,installing $(TEST_PACKAGES),apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(TEST_PACKAGES))

# A Python test drives the Kotlin tokenizer through the Kotlin tests' classes.
test-python: setup test-kotlin test-packages
	$(BIN)/pytest -n auto --cov

# Deliberate bugs, and which of them the tests find: docs/mutation.md. TARGETS=scores does one of them.
mutation: setup
	$(BIN)/python tests/mutation/run.py $(TARGETS)

# Combinations of layouts against transformers and torch: CONTRIBUTING.md. FUZZ="--seed 7 --number 12" does one.
fuzz: setup
	$(BIN)/python -m tests.fuzz $(FUZZ)

# Ratios measured side by side; docs/benchmarks.md says what they are.
benchmarks: setup test-kotlin
	$(BIN)/python benchmarks/run.py

# Ten minutes. FIRST_MINUTES=--write puts what was printed into the pages.
first-minutes: harness setup
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh benchmarks/first_minutes.sh $(FIRST_MINUTES)

# In build/site. (With --quiet, --strict would not see warnings.)
docs: setup
	@$(call quietly,building build/site,NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict)

dist: harness setup
	$(BIN)/hatchling build -d dist

# In a new venv, the newest of all that pyproject.toml allows.
constraints:
	rm -rf $(VENV)
	$(MAKE) setup CONSTRAINTS=/dev/null
	{ sed -n '/^#/p' constraints.txt; $(BIN)/pip freeze --exclude-editable | sed "s/$$/; python_version < '3.12'/"; } > build/constraints.txt
	mv build/constraints.txt constraints.txt
	@touch $(RUNS) $(INSTALLED)

clean:
	rm -rf $(VENV) build dist android_harness/.gradle android_harness/build android_harness/*/build android_harness/buildSrc/.gradle
	find device_assets/harness -mindepth 1 ! -name README.md -delete
