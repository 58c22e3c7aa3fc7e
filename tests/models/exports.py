"""Exports of the tiny checkpoints."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from devbench.errors import UsageError
from devbench.models.export import ExportReport, export
from tests.models import checkpoints

CASE = "bert-question-answering"
Weights = dict[str, NDArray[np.generic]]


def export_case(folder: Path, output: Path, case: str, quantize: str = "fp32", **options: Any) -> ExportReport:
    """``folder`` is the checkpoint of ``case``, or a changed copy of it."""
    return export(
        folder,
        output,
        checkpoints.CASES[case].task,
        checkpoints.LENGTH,
        quantize,
        choices=checkpoints.CHOICES,
        decoder_length=checkpoints.DECODER_LENGTH,
        **options,
    )


def refused(folder: Path, output: Path, case: str = CASE, **options: Any) -> str:
    """The message and hint of an export that must fail, and must leave nothing behind."""
    before = sorted(output.parent.glob("*")) if output.parent.is_dir() else []
    with pytest.raises(UsageError) as error:
        export_case(folder, output, case, **options)
    assert (sorted(output.parent.glob("*")) if output.parent.is_dir() else []) == before
    return f"{error.value.message} {error.value.hint}"


def change_config(folder: Path, **changes: Any) -> None:
    path = folder / "config.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def change_weights(folder: Path, change: Callable[[Weights], object]) -> None:
    path = folder / "model.safetensors"
    weights = load_file(path)
    change(weights)
    save_file(weights, path)
