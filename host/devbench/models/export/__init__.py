"""Writes .tflite files straight from Hugging Face checkpoints: no torch, no TensorFlow, no tracing."""

from devbench.models.export.exporter import ExportReport, export
from devbench.models.export.order import QUANTIZATIONS, TASKS

__all__ = ["QUANTIZATIONS", "TASKS", "ExportReport", "export"]
