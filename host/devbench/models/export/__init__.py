"""Writes .tflite files straight from Hugging Face checkpoints: no torch, no TensorFlow, no tracing."""

from devbench.models.export.exporter import ExportReport, export

__all__ = ["ExportReport", "export"]
