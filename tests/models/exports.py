"""Exports of the tiny checkpoints."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from devbench.models.export import ExportReport, export
from tests.models import checkpoints


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
