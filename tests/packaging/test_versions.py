"""A version that two files must state is the same in both."""

from __future__ import annotations

import re
import tomllib
from configparser import ConfigParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from devbench.cli import devbench
from devbench.models import requirements

CHECKOUT = Path(__file__).resolve().parents[2]
GRADLE = dict(re.findall(r"(\w+) *: '([^']+)'", (CHECKOUT / "android_harness/versions.gradle").read_text()))
PYPROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())


def test_models_are_checked_against_the_runtime_that_goes_to_devices() -> None:
    assert GRADLE["tflite"] == requirements.DEVICE_RUNTIME


def test_models_are_checked_against_the_second_runtime_of_the_host() -> None:
    (pinned,) = (need for need in PYPROJECT["project"]["dependencies"] if need.startswith("tflite-runtime"))
    assert f"=={requirements.OLDER_RUNTIME};" in pinned


@pytest.mark.parametrize("runtime", [requirements.DEVICE_RUNTIME, requirements.OLDER_RUNTIME])
def test_the_page_on_inspect_names_both_runtimes(runtime: str) -> None:
    assert runtime in (CHECKOUT / "docs/inspect.md").read_text()


def test_the_help_of_inspect_names_the_older_runtime() -> None:
    assert f"that of the device, and {requirements.OLDER_RUNTIME}" in " ".join(
        CliRunner().invoke(devbench, ["inspect", "--help"]).output.split()
    )


def test_the_hint_on_memory_pages_names_the_runtime_of_the_harness() -> None:
    source = "android_harness/android/src/main/kotlin/io/devbench/android/NativeLibrary.kt"
    (named,) = re.findall(r"TFLite (\d[\d.]*\d)", (CHECKOUT / source).read_text())
    assert named == ".".join(GRADLE["tflite"].split(".")[:2])


def test_the_harness_is_checked_against_the_api_level_that_it_is_built_for() -> None:
    build = (CHECKOUT / "android_harness/android/build.gradle").read_text()
    (checked,) = re.findall(r"android-api-level-(\d+)", build)
    (built,) = re.findall(r"findProperty\('minSdk'\) \?: (\d+)", build)
    assert checked == built


def test_python_and_kotlin_have_lines_of_one_length() -> None:
    editorconfig = ConfigParser()
    editorconfig.read_string("[top]\n" + (CHECKOUT / ".editorconfig").read_text())
    assert editorconfig["*"].getint("max_line_length") == PYPROJECT["tool"]["ruff"]["line-length"]
