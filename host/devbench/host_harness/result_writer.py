"""Writes ``result.jsonl`` and ``outputs.bin`` as the protocol says; the twin of the harness's writers."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from devbench.harness import codec
from devbench.harness.messages import Footer, OutputSlice, Record

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class ResultWriter:
    def __init__(self, result: Path, outputs: Path) -> None:
        self._result = result.open("wb")
        self._outputs = outputs.open("wb")
        self._records = 0
        self._digest = hashlib.sha256()
        self._outputs_bytes = 0
        self._outputs_digest = hashlib.sha256()

    def record(self, record: Record) -> None:
        line = codec.encode(record) + b"\n"
        self._result.write(line)
        self._digest.update(line)
        self._records += 1

    def output(self, role: str, values: NDArray[np.float32]) -> OutputSlice:
        content = values.astype("<f4", copy=False).tobytes()
        part = OutputSlice(role=role, shape=list(values.shape), offset=self._outputs_bytes)
        self._outputs.write(content)
        self._outputs_digest.update(content)
        self._outputs_bytes += len(content)
        return part

    def close(self) -> None:
        """Ends the result with its footer; a result that was not closed is not whole."""
        self._outputs.close()
        footer = Footer(
            records=self._records,
            sha256=self._digest.hexdigest(),
            outputs_bytes=self._outputs_bytes,
            outputs_sha256=self._outputs_digest.hexdigest(),
        )
        self._result.write(codec.encode(footer) + b"\n")
        self._result.close()
