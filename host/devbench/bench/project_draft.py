"""A first devbench.toml: what a folder shows of its model is filled in, the rest stands there as comments."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from devbench.bench import missing_options, model_source
from devbench.bench.request import Request
from devbench.choices import DEFAULT_MODEL, RunSettings

_DATA_SETS = ("dev", "test", "eval", "valid", "data")
"""What the names of files with examples commonly have in them."""
_LAYOUTS = (".json", ".jsonl", ".tsv", ".csv")
_DECODER = ".decoder.tflite"
_MEASURING = f"""\
# The device, if there are several, and how to measure on it.
# serial = "R5CT1"
# threads = {RunSettings.threads}
# mode = "normal"

# What must hold: budgets, the quality that the model is known to have, a baseline.
# require = ["invoke.p90<=50ms", "total.p50<=80ms"]
# expect = ["accuracy=91.5"]
# against = "main"
"""


@dataclass(frozen=True)
class Draft:
    """``unknown`` are the keys that somebody has to fill in before the model can run."""

    text: str
    model: str | None
    unknown: Sequence[str]


def draft() -> Draft:
    """For the current folder. Raises UsageError if the model that is there is broken."""
    found = _models(Path())
    model = found[0] if found else None
    lines = [
        "# Defaults of devbench for this folder and those below it. Keys are options of `devbench run`, whose --help",
        "# explains them. The command line and the environment come before them.",
        "",
        "# A .tflite file, the folder of a model or checkpoint, or the name of a bundled model.",
        _line("model", model) if model else f"# {_line('model', DEFAULT_MODEL)}",
        *(f"# {_line('model', other)}" for other in found[1:]),
        "",
    ]
    described, unknown = _described(model) if model is not None else ([], [])
    return Draft("\n".join([*lines, *described, _MEASURING]), model, unknown)


def _models(folder: Path) -> list[str]:
    """Model files; else the folder itself or those in it, if they hold a model or a checkpoint."""
    files = [path.name for path in sorted(folder.glob("*.tflite")) if not path.name.endswith(_DECODER)]
    if files or model_source.is_model(str(folder)):
        return files or ["."]
    return [path.name for path in sorted(folder.iterdir()) if path.is_dir() and model_source.is_model(str(path))]


def _described(model: str) -> tuple[list[str], list[str]]:
    """The lines of what the model's own files do not say, and the keys that could not be guessed."""
    missing = missing_options.find(Request(model=model), model_source.find(model, None))
    if not missing:
        return [], []
    lines, unknown, data = ["# Missing from the model's own files:"], [], _data(Path())
    for each in missing:
        if "data" in each.names and data:
            each = replace(each, value=data)
        if not each.is_guessed:
            unknown.append(" or ".join(each.names))
        lines += [f"{'' if each.is_guessed else '# '}{_line(name, each.value or True)}" for name in each.names]
    return [*lines, ""], unknown


def _data(folder: Path) -> str | None:
    files = (path for path in folder.iterdir() if path.suffix in _LAYOUTS)
    found = [path.name for path in files if any(word in path.stem.lower() for word in _DATA_SETS)]
    return found[0] if len(found) == 1 else None


def _line(key: str, value: str | bool) -> str:
    """A JSON string is a TOML string."""
    is_number = isinstance(value, str) and value.isdecimal()
    return f"{key} = {value if is_number else json.dumps(value, ensure_ascii=False)}"
