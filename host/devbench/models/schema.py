"""TFLite's flatbuffer schema as classes, those of the ai-edge-litert wheel. Only this module knows where they are."""

from typing import Any

from ai_edge_litert import schema_py_generated

schema: Any = schema_py_generated
