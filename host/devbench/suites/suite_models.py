"""The models of a suite, from what its file says to a plan: checkpoints are exported, random ones made, once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path

import msgspec

from devbench import assets
from devbench.bench.plan import Plan
from devbench.bench.prepare import Request, prepare
from devbench.choices import Mode, RunSettings
from devbench.errors import UsageError
from devbench.models.card import read_card
from devbench.suites.suite_file import SuiteColumn, SuiteRow
from devbench.tasks.base import Example
from devbench.tokenizers.reference import read_tokens

RANDOM = "random:"
_ROWS_OF_EMBEDDING = 32_000
"""Of random models: as many as Japanese BERTs have."""
_SEQUENCE_LENGTH = 128
_MAX_SECONDS = 86_400.0
"""Thousands of examples on a slow phone take hours; the time of a pass that was cut short would say nothing."""


@dataclass(frozen=True)
class Models:
    """Where the models of a suite come from, and where those that are made are kept."""

    folder: Path
    """What the suite's file names its files from."""
    cache: Path

    def plan(self, row: SuiteRow, column: SuiteColumn, row_name: str, threads: int, repeats: int) -> Plan:
        """One pass over all examples a repeat."""
        model = self._model(row, column, row_name)
        request = Request(
            model=str(model),
            variant=_variant(model, column),
            data=self._data(row),
            task=row.task,
            task_changes=row.task_changes,
            settings=replace(_one_pass(threads, repeats), speed_only=_is_random(row_name, column)),
        )
        plan = prepare(request)
        examples = _as_many(plan.examples, row.examples)
        available = None if len(examples) == len(plan.examples) else len(plan.examples)
        return replace(plan, examples=examples, available=available)

    def quality_plan(self, row: SuiteRow, column: SuiteColumn, row_name: str, threads: int) -> Plan | None:
        """Of the model that stands for a random one's quality."""
        name = column.quality.get(row_name)
        if name is None or not _is_random(row_name, column):
            return None
        settings = _one_pass(threads, repeats=1)
        request = Request(model=name, variant=column.quantize, data=self._data(row), settings=settings)
        return prepare(replace(request, task_changes=row.task_changes))

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
        return self._exported(path, row, column.quantize)

    def _exported(self, checkpoint: Path, row: SuiteRow, quantize: str) -> Path:
        from devbench.models.export import export

        length = row.sequence_length or _SEQUENCE_LENGTH
        stamps = [(str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in sorted(checkpoint.iterdir())]
        key = hashlib.sha256(json.dumps([stamps, row.task, length]).encode()).hexdigest()[:16]
        output = self.cache / "exports" / key / f"model.{quantize}.tflite"
        if not output.is_file():
            export(checkpoint, output, row.task, length, quantize, name=checkpoint.name)
        return output

    def _random(self, kind: str, row: SuiteRow, column: SuiteColumn, row_name: str) -> Path:
        """Labels, vocabulary and tokenizer are those of the model that stands for its quality."""
        from devbench.models import random_checkpoint
        from devbench.models.export import export

        if kind not in random_checkpoint.CONFIGS:
            raise UsageError(
                f"There is no random model {kind!r}.", f"There are: {', '.join(random_checkpoint.CONFIGS)}."
            )
        like = column.quality.get(row_name)
        if like is None:
            raise UsageError(
                f"A random model for {row_name} needs a trained one to be like.",
                f"Name a bundled model with columns.NAME.quality.{row_name}.",
            )
        card = read_card(assets.model_folder(like) / "model.json")
        folder = self.cache / "random" / f"{kind}-{like}"
        if not (folder / "model.safetensors").is_file():
            tokens = read_tokens(assets.model_folder(like) / card.vocabulary)
            padding = [f"[unused{number}]" for number in range(len(tokens), _ROWS_OF_EMBEDDING)]
            labels = card.labels or getattr(card.task, "labels", [])
            random_checkpoint.write(folder, kind, row.task, labels, [*tokens, *padding], {})
        length = row.sequence_length or _SEQUENCE_LENGTH
        output = self.cache / "exports" / f"{kind}-{like}-{length}" / f"model.{column.quantize}.tflite"
        if not output.is_file():
            export(folder, output, row.task, length, column.quantize, name=f"{kind}-random", tokenizer=card.tokenizer)
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
