"""What devbench makes of a combination, against what transformers and torch make of it."""

from __future__ import annotations

import contextlib
import gc
import io
import json
import re
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import msgspec
import numpy as np

from devbench.bench.host_executor import HostExecutor
from devbench.bench.job_folder import write_examples
from devbench.bench.prepare import Request, prepare
from devbench.bench.telemetry import Watch
from devbench.errors import DevbenchError, UsageError
from devbench.harness import codec, messages
from devbench.harness.codec import HarnessResult
from devbench.host_harness import harness
from devbench.models.export import export
from devbench.tokenizers.settings import TokenizerSettings
from tests.fuzz.combination import CHOICES, Combination
from tests.fuzz.model_layout import lay_out

Kind = Literal["right", "refused", "no reference", "FAILED"]
_RUNTIME = "ai-edge-litert"
_RELATIVE = 1e-3
"""Of the greatest output: what the two may differ by."""


@dataclass(frozen=True)
class Outcome:
    """``detail`` is the refusal or what differs."""

    kind: Kind
    detail: str = ""

    @property
    def gist(self) -> str:
        """The detail without what is this combination's alone."""
        plain = re.sub(r"\S*/\S+", "FILE", self.detail)
        return re.sub(r"\d+", "N", re.sub(r"'[^']*'|\"[^\"]*\"", "'…'", plain))[:150]


def judge(folder: Path) -> Outcome:
    """``folder`` as reference.py writes it; the exported model is put into it."""
    combination = Combination.of_json((folder / "combination.json").read_text())
    expected = json.loads((folder / "expected.json").read_text())
    try:
        result = answers(combination, folder)
    except UsageError as error:
        return Outcome("refused", f"{error.message} {error.hint or ''}".strip())
    except DevbenchError as error:
        return Outcome("FAILED", f"{type(error).__name__}: {error.message}")
    except RuntimeError as error:  # of the runtime, which the product reports as such
        if "error" in expected:
            return Outcome("no reference", expected["error"])
        return Outcome("FAILED", str(error))
    except Exception:
        return Outcome("FAILED", traceback.format_exc(limit=-3))
    if "error" in expected:
        return Outcome("no reference", expected["error"])
    difference = next(_differences(combination, expected["examples"], result), None)
    return Outcome("right") if difference is None else Outcome("FAILED", difference)


def answers(combination: Combination, folder: Path) -> HarnessResult:
    """Exports, lays out, prepares and runs, all in this process."""
    model, elsewhere = folder / "exported" / "model.tflite", folder / "tokenizer"
    cased = combination.tokenizer.get("cased")
    report = export(
        folder / "checkpoint",
        model,
        combination.task,
        combination.length,
        choices=CHOICES,
        greedy=combination.greedy,
        tokenizer=None if cased is None else TokenizerSettings(lowercase=not cased, strip_accents=not cased),
        tokenizer_folder=elsewhere if elsewhere.is_dir() else None,
        name="model",
    )
    if combination.tensors:
        for path in report.models:
            lay_out(path, combination.tensors)
    plan = prepare(Request(model=str(model), data=folder / "data.jsonl"))
    job = plan.job("host", 0)
    job = msgspec.structs.replace(
        job,
        warmup=messages.WarmUpSettings(min_runs=1, min_ns=0, max_ns=0),
        measure=msgspec.structs.replace(job.measure, min_invokes=1, min_ns=0),
    )
    return _InProcess(plan, write_examples(plan, folder / "examples.jsonl"), _RUNTIME).execute(job, lambda event: None)


class _InProcess(HostExecutor):
    """Instead of a process of its own for each of hundreds of tiny models."""

    def _run(
        self, command: Sequence[str], folder: Path, on_event: Callable[[messages.Event], None], watch: Watch | None
    ) -> None:
        with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
            harness.run(codec.decode_job((folder / messages.JOB_FILE).read_bytes()), _RUNTIME, folder)
        gc.enable()


def _differences(combination: Combination, expected: list[dict[str, Any]], result: HarnessResult) -> Any:
    by_index = {record.index: record for record in result.examples}
    for index, each in enumerate(expected):
        record = by_index.get(index)
        if record is None:
            yield f"example {index} is missing"
            continue
        ids = [window.token_ids for window in record.windows]
        if ids != each["token_ids"]:
            yield f"example {index} has the tokens {ids}, transformers {each['token_ids']}"
            continue
        yield from (f"example {index}: {what}" for what in _output_differences(each, result, record.windows[0]))
        if not _is_answer(combination.task, record.answer, each["answer"]):
            yield f"example {index}: the answer is {record.answer}, of transformers {each['answer']}"


def _output_differences(expected: dict[str, Any], result: HarnessResult, window: messages.Window) -> Any:
    found = result.outputs(window)
    for name, values in expected["outputs"].items():
        right = np.array(values)
        role = "embedding" if name == "last_hidden_state" else name
        value = found[role][0][: len(right)]
        if value.shape != right.shape:
            yield f"{name} has the shape {value.shape}, not {right.shape}"
        elif not np.allclose(value, right, rtol=0, atol=_RELATIVE * max(1.0, float(np.abs(right).max(initial=0)))):
            yield f"{name} differs by {np.abs(value - right).max()}"


def _is_answer(task: str, found: dict[str, Any], right: Any) -> bool:
    if right is None:
        return True
    match task:
        case "question-answering":
            return bool(found["text"] == right)
        case "text-classification":
            value = next(found[key] for key in ("label", "labels", "value") if key in found)
            return bool(np.allclose(value, right, atol=_RELATIVE) if isinstance(right, float) else value == right)
        case "multiple-choice":
            return bool(found["choice"] == right)
        case "fill-mask":
            return bool([token["id"] for token in found["tokens"]] == right)
        case "generation":
            return bool(found["token_ids"] == right)
        case _:
            return bool(np.allclose(found["vector"], right, atol=_RELATIVE * 10))
