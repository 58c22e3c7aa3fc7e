"""How a sentence-transformers checkpoint makes one vector of a text: its ``modules.json`` and what that names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from devbench.errors import UsageError

Mode = Literal["mean", "cls"]

_MODULES_FILE = "modules.json"
_MODES: dict[str, Mode] = {"mean": "mean", "mean_tokens": "mean", "cls": "cls", "cls_token": "cls"}
_MODE_FLAG = "pooling_mode_"
_Parsed = TypeVar("_Parsed")


@dataclass(frozen=True)
class Pooling:
    mode: Mode
    normalize: bool


@dataclass(frozen=True)
class SentenceModules:
    """``transformer`` is the folder of the checkpoint proper."""

    transformer: Path
    pooling: Pooling | None


class _Module(msgspec.Struct):
    type: str
    path: str = ""


def read_modules(folder: Path) -> SentenceModules:
    """Of any checkpoint; one without modules is its own transformer.

    Raises UsageError naming a module or a way of pooling that is not known.
    """
    path = folder / _MODULES_FILE
    if not path.is_file():
        return SentenceModules(folder, None)
    transformer, mode, normalize = folder, None, False
    for module in _read(path, list[_Module]):
        match module.type.rpartition(".")[2]:
            case "Transformer":
                transformer = folder / module.path
            case "Pooling":
                mode = _mode(folder / module.path / "config.json")
            case "Normalize":
                normalize = True
            case other:
                raise UsageError(
                    f"{path} has a {other} module, which devbench cannot export.",
                    "Use a checkpoint with Transformer, Pooling and Normalize alone.",
                )
    return SentenceModules(transformer, Pooling(mode, normalize) if mode else None)


def _mode(path: Path) -> Mode:
    """Newer files name the mode, older ones have a flag for each."""
    config = _read(path, dict[str, Any])
    flags = [key.removeprefix(_MODE_FLAG) for key, on in config.items() if key.startswith(_MODE_FLAG) and on]
    chosen = [str(config["pooling_mode"])] if "pooling_mode" in config else flags
    if len(chosen) == 1 and chosen[0] in _MODES:
        return _MODES[chosen[0]]
    raise UsageError(
        f"{path} pools by {' and '.join(chosen) or 'nothing'}, which devbench cannot export.",
        "Use a checkpoint that pools by the mean of all tokens or by the first token.",
    )


def _read(path: Path, kind: type[_Parsed]) -> _Parsed:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, ValueError) as error:
        raise UsageError(f"Cannot read {path}: {error}.", "Use the file that came with the weights.") from error
