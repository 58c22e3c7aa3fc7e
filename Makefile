# make demo   sets everything up and runs the main job on a virtual device
# make tasks  runs every bundled model, one of each task, device against host
# make test   sets everything up and runs all tests
# Nothing is done twice: a second run starts at once.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
HARNESS := device_assets/harness/built
HARNESS_SOURCES := $(shell find android_harness -name build -prune -o -type f \( -name '*.kt' -o -name '*.gradle' -o -name '*.groovy' -o -name '*.pro' \) -print)
KOTLIN_TESTS := android_harness/build/tests-passed
VECTORS := $(shell find tests/vectors -type f)
TEST_PACKAGES := $(shell sed '/^\#/d' tests/packages.txt)

# $(call need,COMMAND,DEBIAN PACKAGES): installs what is missing where we may, else says what to install
define need
@command -v $(1) >/dev/null || { \
  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
    echo "installing $(2)"; apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(2); \
  else echo "$(1) is missing: install the Debian packages $(2), or what your system calls them" >&2; exit 1; fi; }
endef

.PHONY: all setup harness demo tasks test lint test-kotlin test-packages test-python benchmarks wheel clean
all: setup harness

setup: $(INSTALLED)
$(INSTALLED): pyproject.toml
	$(call need,$(PYTHON),python3 python3-venv)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it with make PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq python3-venv; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	$(BIN)/pip check
	@touch $@

harness: $(HARNESS)
$(HARNESS): $(HARNESS_SOURCES) host/devbench/__init__.py
	$(call need,gradle,gradle openjdk-17-jdk-headless)
	$(call need,javac,openjdk-17-jdk-headless)
	cd android_harness && gradle --quiet assembleHarness
	@touch $@

demo: setup harness
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh benchmarks/demo.sh

# Every bundled model, and so every task, on a virtual device against the host: what differs fails.
tasks: setup harness
	$(BIN)/devbench run --virtual --all

test: lint test-kotlin test-python

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test-kotlin: $(KOTLIN_TESTS)
$(KOTLIN_TESTS): $(HARNESS) $(HARNESS_SOURCES) $(VECTORS)
	cd android_harness && gradle check
	@mkdir -p $(@D) && touch $@

# Without them some tests are skipped, and say so.
test-packages:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && ! dpkg -s $(TEST_PACKAGES) >/dev/null 2>&1; then \
	  echo "installing $(TEST_PACKAGES)"; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(TEST_PACKAGES); fi

# A Python test drives the Kotlin tokenizer through the Kotlin tests' classes.
test-python: setup test-kotlin test-packages
	$(BIN)/pytest

# Ratios measured side by side; docs/benchmarks.md says what they are.
benchmarks: setup test-kotlin
	$(BIN)/python benchmarks/run.py

wheel: setup harness
	$(BIN)/pip wheel --quiet --no-deps --wheel-dir dist .

clean:
	rm -rf $(VENV) build dist android_harness/.gradle android_harness/build android_harness/*/build android_harness/buildSrc/.gradle
	find device_assets/harness -mindepth 1 ! -name README.md -delete
