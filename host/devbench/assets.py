"""Where bundled files and the documentation are: in the wheel beside this module, in a checkout at the top."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from devbench import suggest
from devbench.errors import DevbenchError, UsageError


@cache
def root() -> Path:
    """The ``device_assets`` folder."""
    return _folder("device_assets")


def doc(page: str = "") -> Path:
    """A page of the documentation, such as ``suites.md``, for a message to name."""
    return _folder("docs") / page


def _folder(name: str) -> Path:
    """A checkout comes first: an editable install may carry a stale copy in site-packages."""
    here = Path(__file__).resolve()
    for folder in (here.parents[2] / name, here.parent / "_bundled" / name):
        if folder.is_dir():
            return folder
    raise DevbenchError(f"This installation of devbench has no {name}.", "Install the wheel again.")


def harness(name: str) -> Path:
    """A built part of the harness: ``harness.jar``, ``desktop.jar``, ``jni/<abi>/libtensorflowlite_jni.so``."""
    path = root() / "harness" / name
    if not path.is_file():
        raise DevbenchError(f"The harness is not built: {path} is missing.", "Run `make harness` in the checkout.")
    return path


def model_folder(name: str) -> Path:
    """The folder of a bundled model. Raises UsageError if there is no such model."""
    folder = root() / "models" / name
    if "/" in name or not (folder / "model.json").is_file():
        raise UsageError(f"There is no bundled model {name!r}.", suggest.closest(name, model_names()))
    return folder


def model_names() -> list[str]:
    return sorted(card.parent.name for card in (root() / "models").glob("*/model.json"))


def dataset(name: str) -> Path:
    return root() / "datasets" / name
