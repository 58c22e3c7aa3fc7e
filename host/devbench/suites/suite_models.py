"""The models of a suite, from what its file says to a plan: checkpoints are exported, random ones made, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import cycle, islice
from pathlib import Path

import msgspec

from devbench import assets
from devbench.analysis.limits import Limit
from devbench.bench import kept_exports
from devbench.bench.observer import Observer
from devbench.bench.plan import Plan
from devbench.bench.prepare import Request, prepare
from devbench.choices import DEFAULT_SEQUENCE_LENGTH, Mode, RunSettings
from devbench.errors import UsageError
from devbench.models.card import read_card
from devbench.suggest import closest
from devbench.suites.suite_file import SuiteColumn, SuiteRow
from devbench.tasks.base import Example
from devbench.tokenizers.reference import read_tokens

RANDOM = "random:"
_ROWS_OF_EMBEDDING = 32_000
"""Of random models: as many as Japanese BERTs have."""
_MAX_SECONDS = 86_400.0
"""Thousands of examples on a slow phone take hours; the time of a pass that was cut short would say nothing."""


@dataclass(frozen=True)
class Models:
    """Where the models of a suite come from, and where those that are made are kept."""

    folder: Path
    """What the suite's file names its files from."""
    cache: Path
    """Of random models."""
    observer: Observer = field(default_factory=Observer)
    allow_virtual: bool = False
    """Times and memory of a virtual device or an emulator decide budgets, too."""

    def plan(
        self,
        row: SuiteRow,
        column: SuiteColumn,
        row_name: str,
        threads: int,
        repeats: int,
        limits: Sequence[Limit] = (),
    ) -> Plan:
        """One pass over all examples a repeat. Budgets for the quality of a random model are those of its stand-in."""
        model, is_random = self._model(row, column, row_name), _is_random(row_name, column)
        request = Request(
            model=str(model),
            variant=_variant(model, column),
            data=self._data(row),
            task=row.task,
            task_changes=row.task_changes,
            require=tuple(limit for limit in limits if not (is_random and limit.is_quality)),
            allow_virtual=self.allow_virtual,
            settings=replace(_one_pass(threads, repeats), speed_only=is_random),
        )
        plan = prepare(request)
        examples = _as_many(plan.examples, row.examples)
        available = None if len(examples) == len(plan.examples) else len(plan.examples)
        return replace(plan, examples=examples, available=available)

    def quality_plan(
        self, row: SuiteRow, column: SuiteColumn, row_name: str, threads: int, limits: Sequence[Limit] = ()
    ) -> Plan | None:
        """Of the model that stands for a random one's quality."""
        name = column.quality.get(row_name)
        if name is None or not _is_random(row_name, column):
            return None
        settings = _one_pass(threads, repeats=1)
        request = Request(model=name, variant=column.quantize, data=self._data(row), settings=settings)
        request = replace(request, task_changes=row.task_changes)
        return prepare(replace(request, require=tuple(limit for limit in limits if limit.is_quality)))

    def _data(self, row: SuiteRow) -> Path:
        path = self.folder / row.data
        return path if path.exists() else assets.dataset(row.data)

    def _model(self, row: SuiteRow, column: SuiteColumn, row_name: str) -> Path | str:
        """A .tflite file, a folder with a card, or a bundled model's name."""
        named = column.models[row_name]
        if named.startswith(RANDOM):
            return self._random(named.removeprefix(RANDOM), row, column, row_name)
        path = self.folder / named
        if path.suffix == ".tflite" or not path.is_dir() or (path / "model.json").is_file():
            return path if path.exists() else named
        return kept_exports.kept(path, row.task, row.sequence_length, column.quantize, observer=self.observer)

    def _random(self, kind: str, row: SuiteRow, column: SuiteColumn, row_name: str) -> Path:
        """Labels, vocabulary and tokenizer are those of the model that stands for its quality."""
        from devbench.models import random_checkpoint
        from devbench.models.export import export

        if kind not in random_checkpoint.CONFIGS:
            raise UsageError(f"There is no random model {kind!r}.", closest(kind, random_checkpoint.CONFIGS))
        like = column.quality.get(row_name)
        if like is None:
            raise UsageError(
                f"A random model for {row_name} needs a trained model as its template.",
                f"Name a bundled model with columns.NAME.quality.{row_name}.",
            )
        card = read_card(assets.model_folder(like) / "model.json")
        folder = self.cache / "random" / f"{kind}-{like}"
        tokens = read_tokens(assets.model_folder(like) / card.vocabulary)
        padding = [f"[unused{number}]" for number in range(len(tokens), _ROWS_OF_EMBEDDING)]
        labels = card.labels or getattr(card.task, "labels", [])
        random_checkpoint.write(folder, kind, row.task, labels, [*tokens, *padding], card.tokenizer)
        length = row.sequence_length or DEFAULT_SEQUENCE_LENGTH
        output = self.cache / "exports" / f"{kind}-{like}-{length}" / f"model.{column.quantize}.tflite"
        if not output.is_file():
            export(folder, output, row.task, length, column.quantize, name=f"{kind}-random")
        return output


def _is_random(row_name: str, column: SuiteColumn) -> bool:
    return column.models[row_name].startswith(RANDOM)


def _one_pass(threads: int, repeats: int) -> RunSettings:
    """Every example once a repeat. The host only says whether the answers are right."""
    mode = Mode("pass", repeats, min_invokes=1, min_seconds=0, memory_pass=False, host_repeats=1)
    return RunSettings(mode=mode, threads=threads, max_seconds=_MAX_SECONDS)


def _variant(model: Path | str, column: SuiteColumn) -> str | None:
    return None if isinstance(model, Path) and model.suffix == ".tflite" else column.quantize


def _as_many(examples: Sequence[Example], count: int | None) -> Sequence[Example]:
    """From the start again where there are fewer, each with an id of its own."""
    if count is None or count <= len(examples):
        return examples[:count]
    return [_numbered(example, number) for number, example in enumerate(islice(cycle(examples), count))]


def _numbered(example: Example, number: int) -> Example:
    name = f"{example.id}-{number}"
    return msgspec.structs.replace(example, id=name, device={**example.device, "id": name})
