"""How a sentence-transformers checkpoint makes one vector of a text: its ``modules.json`` and what that names."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from devbench.errors import UsageError

Mode = Literal["mean", "cls"]

_MODULES_FILE = "modules.json"


@dataclass(frozen=True)
class Pooling:
    mode: Mode
    normalize: bool


@dataclass(frozen=True)
class SentenceModules:
    """``transformer`` is the folder of the checkpoint proper."""

    transformer: Path
    pooling: Pooling | None


def read_modules(folder: Path) -> SentenceModules:
    """Of any checkpoint; one without modules is its own transformer.

    Raises UsageError naming a module or a way of pooling that is not known.
    """
    path = folder / _MODULES_FILE
    if not path.is_file():
        return SentenceModules(folder, None)
    transformer, mode, normalize = folder, None, False
    for kind, place in _modules(path):
        match kind:
            case "Transformer":
                transformer = place
            case "Pooling":
                mode = _mode(place / "config.json")
            case "Normalize":
                normalize = True
            case _:
                raise UsageError(
                    f"{path} has a {kind} module, which devbench cannot export.",
                    "It knows Transformer, Pooling and Normalize.",
                )
    return SentenceModules(transformer, Pooling(mode, normalize) if mode else None)


def _modules(path: Path) -> list[tuple[str, Path]]:
    """Kind and folder of each, in order."""
    modules = _read(path)
    try:
        return [(str(module["type"]).rpartition(".")[2], path.parent / str(module["path"])) for module in modules]
    except (TypeError, KeyError) as error:
        raise UsageError(f"{path} is no list of modules.", "Take the file that came with the weights.") from error


def _mode(path: Path) -> Mode:
    config = _read(path)
    prefix = "pooling_mode_"
    named = config.get("pooling_mode")
    chosen = [named] if named else [key.removeprefix(prefix) for key, on in config.items() if on is True]
    modes = [
        {"mean_tokens": "mean", "cls_token": "cls"}.get(str(mode), mode) for mode in chosen if mode != "include_prompt"
    ]
    if len(modes) != 1 or modes[0] not in get_args(Mode):
        raise UsageError(
            f"{path} pools by {' and '.join(map(str, modes)) or 'nothing'}, which devbench cannot export.",
            f"It knows {' and '.join(get_args(Mode))}.",
        )
    mode: Mode = modes[0]
    return mode


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise UsageError(f"Cannot read {path}: {error}.", "Take the file that came with the weights.") from error
