"""What is installed is whole: an installed devbench needs no Gradle and no JDK."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.paths import CHECKOUT

ASSETS = "devbench/_bundled/device_assets"
ABIS = ("arm64-v8a", "armeabi-v7a", "x86", "x86_64")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", folder, CHECKOUT], check=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_brings_harness_models_and_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    needed = {f"{ASSETS}/harness/{name}" for name in ("harness.jar", "desktop.jar")}
    needed |= {f"{ASSETS}/harness/jni/{abi}/libtensorflowlite_jni.so" for abi in ABIS}
    needed |= {f"{ASSETS}/models/qa-en-tiny/{name}" for name in ("model.json", "model.fp32.tflite", "vocab.txt")}
    needed |= {f"{ASSETS}/datasets/qa-en.json", f"{ASSETS}/suites/mobilebert-ja.toml", "devbench/py.typed"}
    needed |= {f"devbench/_bundled/docs/{name}" for name in ("suites.md", "tasks/question-answering.md")}
    needed |= {f"devbench/reports/templates/report.{kind}" for kind in ("html", "css", "js")}
    assert needed - names == set()


def test_the_wheel_brings_nothing_of_the_workshop(wheel: Path) -> None:
    foreign = [
        name
        for name in zipfile.ZipFile(wheel).namelist()
        if not name.startswith(("devbench/", "devbench_tflite-")) or name.endswith((".pyc", ".safetensors"))
    ]
    assert foreign == []


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "-q", "--no-deps", "--target", folder, wheel], check=True)
    return folder


def printed_by(installed: Path, *arguments: str) -> list[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, "PYTHONPATH": str(installed)},
        cwd=installed,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()


def test_an_installed_devbench_finds_its_own_assets(installed: Path) -> None:
    program = "from devbench import assets; print(assets.harness('harness.jar')); print(assets.model_names())"
    harness, models = printed_by(installed, "-c", program)
    assert Path(harness).is_relative_to(installed)
    assert "qa-en-tiny" in models


def test_the_help_of_an_installed_devbench_names_a_page_that_is_there(installed: Path) -> None:
    page = Path(printed_by(installed, "-m", "devbench", "suite", "--help")[-1].strip())
    assert page.is_relative_to(installed)
    assert page.read_text(encoding="utf-8").startswith("# Suites")
