"""What is built for others is whole or is not built; without network, as everything here."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).resolve().parents[2]
BUILD = "import sys, hatchling.build as build; print(getattr(build, sys.argv[1])(sys.argv[2]))"
DEBIAN_12 = {"python_version": "3.11", "platform_system": "Linux"}


def run(folder: Path, *command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As much of a fresh clone as a build reads: the harness is not built."""
    clone = tmp_path_factory.mktemp("fresh") / "clone"
    clone.mkdir()
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(CHECKOUT / name, clone)
    shutil.copytree(CHECKOUT / "docs", clone / "docs")
    shutil.copytree(CHECKOUT / "host", clone / "host", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("harness", "models"):
        (clone / "device_assets" / name).mkdir(parents=True)
    return clone


def test_installing_a_clone_without_a_harness_fails_with_a_sentence(fresh: Path, tmp_path: Path) -> None:
    options = ("--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--target", tmp_path / "site")
    done = run(fresh, "-m", "pip", "install", *options, fresh)

    assert done.returncode != 0
    assert "The harness is not built" in done.stdout + done.stderr
    assert "Run `make harness`" in done.stdout + done.stderr
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("kind", ["build_wheel", "build_sdist"])
def test_neither_wheel_nor_sdist_is_built_without_a_harness(fresh: Path, tmp_path: Path, kind: str) -> None:
    done = run(fresh, "-c", BUILD, kind, tmp_path)

    assert done.returncode != 0
    assert done.stderr.startswith("The harness is not built")
    assert list(tmp_path.iterdir()) == []


def test_an_editable_install_needs_no_harness(fresh: Path, tmp_path: Path) -> None:
    done = run(fresh, "-c", BUILD, "build_editable", tmp_path)

    assert done.returncode == 0, done.stderr
    assert (tmp_path / done.stdout.strip()).is_file()


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built, and unpacked."""
    folder = tmp_path_factory.mktemp("sdist")
    done = run(CHECKOUT, "-c", BUILD, "build_sdist", folder)
    assert done.returncode == 0, done.stderr
    assert run(folder, "-m", "tarfile", "--extract", done.stdout.strip()).returncode == 0
    (unpacked,) = (path for path in folder.iterdir() if path.is_dir())
    return unpacked


@pytest.mark.kotlin
@pytest.mark.slow
def test_the_tests_of_an_sdist_find_what_they_need(sdist: Path) -> None:
    pytest_ = ("-m", "pytest", "-q", "-p", "no:cacheprovider")
    here = {"PYTHONPATH": str(sdist / "host")}

    collected = run(sdist, *pytest_, "--collect-only", **here)
    assert collected.returncode == 0, collected.stdout + collected.stderr

    documents = run(sdist, *pytest_, "tests/packaging/test_docs.py", **here)
    assert documents.returncode == 0, documents.stdout + documents.stderr


@pytest.mark.kotlin
@pytest.mark.slow
def test_a_wheel_can_be_built_from_an_sdist(sdist: Path, tmp_path: Path) -> None:
    done = run(sdist, "-c", BUILD, "build_wheel", tmp_path)
    assert done.returncode == 0, done.stderr


def test_the_pins_are_names_and_versions_of_all_that_is_declared() -> None:
    lines = [line for line in (CHECKOUT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.!+]+; python_version < '3.12'", line)] == []

    pinned = {canonicalize_name(pin.name): pin.specifier for pin in map(Requirement, lines)}
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
    declared = [*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())]
    for needed in map(Requirement, declared):
        if needed.name != project["name"] and (needed.marker is None or needed.marker.evaluate(DEBIAN_12)):
            (pin,) = pinned[canonicalize_name(needed.name)]
            assert pin.version in needed.specifier, (
                f"{needed} is pinned to {pin.version}: renew with `make constraints`"
            )
