"""Where the files that go onto devices are: in the wheel beside this module, in a checkout at the top."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from devbench.errors import DevbenchError, UsageError


@cache
def root() -> Path:
    """The ``device_assets`` folder.

    A checkout comes first: an editable install may carry a stale copy in site-packages.
    """
    here = Path(__file__).resolve()
    candidates = (here.parents[2] / "device_assets", here.parent / "_bundled" / "device_assets")
    for folder in candidates:
        if folder.is_dir():
            return folder
    raise DevbenchError("This installation of devbench has no device_assets.", "Install the wheel again.")


def harness(name: str) -> Path:
    """A built part of the harness: ``harness.jar``, ``desktop.jar``, ``jni/<abi>/libtensorflowlite_jni.so``."""
    path = root() / "harness" / name
    if not path.is_file():
        raise DevbenchError(f"The harness is not built: {path} is missing.", "Run `make harness` in the checkout.")
    return path


def model_folder(name: str) -> Path:
    """The folder of a bundled model. Raises UsageError with the names that there are."""
    folder = root() / "models" / name
    if "/" in name or not (folder / "model.json").is_file():
        raise UsageError(f"There is no bundled model {name!r}.", f"Bundled are: {', '.join(model_names()) or 'none'}.")
    return folder


def model_names() -> list[str]:
    return sorted(card.parent.name for card in (root() / "models").glob("*/model.json"))


def dataset(name: str) -> Path:
    return root() / "datasets" / name
