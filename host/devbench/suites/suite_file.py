"""The description of a suite: a TOML file, or one that devbench comes with. docs/suites.md describes each key."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from devbench import assets, suggest
from devbench.analysis.limits import Limit, merged, parse_all
from devbench.choices import LEAST_REPEATS, RunSettings
from devbench.errors import UsageError

_PAGE = assets.doc("suites.md")


class SuiteRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A task with its data. ``examples``: so many, over the data again from its start where it has fewer.

    ``task_set`` are settings of the task with other values than the models' cards have.
    """

    title: str
    task: str
    data: str
    examples: int | None = None
    sequence_length: int | None = None
    task_set: dict[str, bool | int | float | str] = {}
    require: list[str] = []
    """Budgets, as ``--require`` takes them; they replace the suite's of the same metrics."""

    @property
    def task_changes(self) -> tuple[tuple[str, str], ...]:
        """As ``--task-set`` would have them."""
        return tuple((key, str(value)) for key, value in self.task_set.items())


class SuiteColumn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A model of each row, by the row's name: a bundled model, a .tflite file, a checkpoint's folder, or
    ``random:KIND``. ``quality`` names bundled models that stand for a random one's quality.
    """

    title: str
    models: dict[str, str]
    quantize: str = "fp32"
    quality: dict[str, str] = {}


class SuiteFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    title: str
    rows: dict[str, SuiteRow]
    columns: dict[str, SuiteColumn]
    repeats: int = LEAST_REPEATS
    threads: int = RunSettings.threads
    interleave: bool = True
    require: list[str] = []
    """Budgets of all rows."""

    def limits(self, row: SuiteRow) -> tuple[Limit, ...]:
        return merged(parse_all(row.require, f"the row {row.title!r}"), parse_all(self.require, "the suite"))


def builtin_names() -> list[str]:
    return sorted(path.stem for path in (assets.root() / "suites").glob("*.toml"))


def read(name: str, changes: Sequence[str] = ()) -> tuple[SuiteFile, Path]:
    """The suite and the folder that its files are named in. ``changes`` are ``columns.bert.models.ner=PATH``, whose
    paths are named from where the user is.

    Raises UsageError naming file and key.
    """
    path = Path(name) if Path(name).suffix == ".toml" else assets.root() / "suites" / f"{name}.toml"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        hint = suggest.closest(name, [*builtin_names(), *map(str, sorted(Path().glob("*.toml")))])
        raise UsageError(f"There is no suite {name}: {error.strerror}.", hint) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not TOML: {error}.", f"See {_PAGE} for one.") from error
    for change in changes:
        _change(content, change)
    try:
        suite = msgspec.convert(content, SuiteFile, strict=not changes)
    except msgspec.ValidationError as error:
        raise UsageError(f"{path}: {error}.", f"See {_PAGE} for each key.") from error
    _check(suite, path)
    return suite, path.parent


def limited(suite: SuiteFile, examples: int) -> SuiteFile:
    """With so many examples a row at most."""

    def fewer(row: SuiteRow) -> SuiteRow:
        return msgspec.structs.replace(row, examples=min(examples, row.examples or examples))

    return msgspec.structs.replace(suite, rows={name: fewer(row) for name, row in suite.rows.items()})


def _change(content: dict[str, Any], change: str) -> None:
    key, is_one, value = change.partition("=")
    *parents, last = key.split(".")
    if not is_one or not all([*parents, last]):
        raise UsageError(f"--set {change} is not KEY=VALUE.", "Write --set columns.bert.models.ner=PATH.")
    at = content
    for parent in parents:
        at = at.setdefault(parent, {})
        if not isinstance(at, dict):
            raise UsageError(f"--set {change}: {parent} is not a table.", f"See {_PAGE} for each key.")
    at[last] = str(Path(value).resolve()) if Path(value).exists() else value


def _check(suite: SuiteFile, path: Path) -> None:
    if not suite.rows or not suite.columns:
        raise UsageError(f"{path} has no rows or no columns.", "Add [rows.NAME] and [columns.NAME].")
    for row in suite.rows.values():
        suite.limits(row)  # refuses what cannot be read
    for name, column in suite.columns.items():
        for table in ("models", "quality"):
            if unknown := sorted(set(getattr(column, table)) - set(suite.rows)):
                raise UsageError(
                    f"{path}: columns.{name}.{table} names {unknown[0]!r}, which is not a row.",
                    suggest.closest(unknown[0], suite.rows),
                )
    numbers = {"repeats": suite.repeats, "threads": suite.threads}
    numbers |= {f"rows.{name}.examples": row.examples for name, row in suite.rows.items() if row.examples is not None}
    for key, number in numbers.items():
        if number < 1:
            raise UsageError(f"{path}: {key} is {number}.", "Set it to 1 or more.")
