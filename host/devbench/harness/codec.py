"""Job and result files as bytes; no I/O beyond reading the two result files."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from devbench.errors import HarnessFailed
from devbench.harness import messages
from devbench.harness.messages import (
    ExampleRecord,
    Footer,
    Header,
    MemoryRecord,
    ProfileRecord,
    SampleRecord,
    WarmUpRecord,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_encoder = msgspec.json.Encoder()
_event_decoder = msgspec.json.Decoder(messages.Event)
_record_decoder = msgspec.json.Decoder(messages.Record)
_job_decoder = msgspec.json.Decoder(messages.Job)


def encode(message: msgspec.Struct) -> bytes:
    """One JSON object without a line end."""
    return _encoder.encode(message)


def decode_job(content: bytes) -> messages.Job:
    return _job_decoder.decode(content)


def decode_event(line: bytes) -> messages.Event | None:
    """The event of a line; None where the line is something else (a library's chatter)."""
    try:
        event: messages.Event = _event_decoder.decode(line)
    except msgspec.DecodeError:
        return None
    return event


@dataclass(frozen=True)
class HarnessResult:
    """A whole result: every record checked against the footer, raw outputs read on request."""

    header: Header
    warmup: WarmUpRecord
    examples: Sequence[ExampleRecord]
    samples: Sequence[SampleRecord]
    memory: MemoryRecord
    profile: ProfileRecord | None = None
    raw_outputs: bytes = field(repr=False, default=b"")

    def outputs(self, window: messages.Window) -> dict[str, NDArray[np.float32]]:
        """Raw outputs of one invoke by role; empty where they were not kept."""
        import numpy as np

        return {
            part.role: np.frombuffer(self.raw_outputs, "<f4", _count(part.shape), part.offset).reshape(part.shape)
            for part in window.outputs
        }


def read_result(result: Path, outputs: Path, where: str) -> HarnessResult:
    """Reads ``result.jsonl`` and ``outputs.bin``; ``where`` names the run in errors.

    Raises HarnessFailed where the result is incomplete: no footer, wrong sums, records missing.
    """
    content, raw = _read(result, where), _read(outputs, where)
    lines = content.splitlines(keepends=True)
    try:
        records = [_record_decoder.decode(line) for line in lines]
    except msgspec.DecodeError as error:
        raise _broken(where, f"a record is not readable ({error})") from error
    if not records or not isinstance(footer := records[-1], Footer):
        raise _broken(where, "it has no end")
    body = content[: len(content) - len(lines[-1])]
    if footer.records != len(records) - 1 or footer.sha256 != hashlib.sha256(body).hexdigest():
        raise _broken(where, "its records do not match their checksum")
    if footer.outputs_bytes != len(raw) or footer.outputs_sha256 != hashlib.sha256(raw).hexdigest():
        raise _broken(where, "the raw outputs do not match their checksum")
    match records:
        case [Header() as header, WarmUpRecord() as warmup, *_, MemoryRecord() as memory, Footer()]:
            pass
        case _:
            raise _broken(where, "records are missing")
    return HarnessResult(
        header=header,
        warmup=warmup,
        examples=[record for record in records if isinstance(record, ExampleRecord)],
        samples=[record for record in records if isinstance(record, SampleRecord)],
        memory=memory,
        profile=next((record for record in records if isinstance(record, ProfileRecord)), None),
        raw_outputs=raw,
    )


def _count(shape: Sequence[int]) -> int:
    count = 1
    for size in shape:
        count *= size
    return count


def _read(path: Path, where: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _broken(where, f"{path.name} is missing") from error


def _broken(where: str, why: str) -> HarnessFailed:
    return HarnessFailed(f"The result of {where} is incomplete: {why}.", "None of it was used. Run again.")
