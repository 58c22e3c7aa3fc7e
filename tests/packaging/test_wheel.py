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
    needed |= {f"devbench/reports/templates/report.{kind}" for kind in ("html", "css", "js")}
    assert needed - names == set()


def test_the_wheel_brings_nothing_of_the_workshop(wheel: Path) -> None:
    foreign = [
        name
        for name in zipfile.ZipFile(wheel).namelist()
        if not name.startswith(("devbench/", "devbench_tflite-")) or name.endswith((".pyc", ".safetensors"))
    ]
    assert foreign == []


def test_an_installed_devbench_finds_its_own_assets(wheel: Path, tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "-q", "--no-deps", "--target", tmp_path, wheel], check=True)
    program = "from devbench import assets; print(assets.harness('harness.jar')); print(assets.model_names())"
    printed = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    assert Path(printed[0]).is_relative_to(tmp_path)
    assert "qa-en-tiny" in printed[1]
