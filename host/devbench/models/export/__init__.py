"""Writes .tflite files straight from Hugging Face checkpoints: no torch, no TensorFlow, no tracing."""

from devbench.models.export.bundled import copy
from devbench.models.export.exporter import ExportReport, export, task_of

__all__ = ["ExportReport", "copy", "export", "task_of"]
