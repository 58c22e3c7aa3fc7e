"""Writes .tflite files straight from Hugging Face checkpoints: no torch, no TensorFlow, no tracing."""

from devbench.models.export.exporter import QUANTIZATIONS, TASKS, ExportReport, export

__all__ = ["QUANTIZATIONS", "TASKS", "ExportReport", "export"]
