"""The result document ``devbench.result``: one self-contained JSON object a run, as types.

Format history: 1 (0.1.0) the first.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

FORMAT = 1
SCHEMA = f"devbench.result/{FORMAT}"

Kind = Literal["physical", "emulator", "virtual"]
Status = Literal["VALID", "SEMIVALID", "NOISY", "THROTTLED", "EMULATOR", "VIRTUAL", "INCOMPARABLE", "WRONG", "PARTIAL"]


class Document(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of all parts: what is not known is absent from the document."""


class Run(Document, frozen=True, kw_only=True):
    id: str
    started: str
    command: list[str]
    devbench: str
    commit: str | None = None
    dirty: bool | None = None


class DeviceInfo(Document, frozen=True, kw_only=True):
    serial: str
    kind: Kind
    fingerprint: str | None = None
    model: str | None = None
    abi: str | None = None
    api: int | None = None
    soc: str | None = None
    cores: int | None = None
    page_size_bytes: int | None = None


class HostInfo(Document, frozen=True, kw_only=True):
    cpu: str | None
    cores: int
    os: str


class ModelInfo(Document, frozen=True, kw_only=True):
    name: str
    sha256: str
    bytes: int
    quantization: str


class VocabularyInfo(Document, frozen=True, kw_only=True):
    sha256: str


class DataInfo(Document, frozen=True, kw_only=True):
    name: str
    sha256: str
    examples: int
    truncated: int
    skipped: int


class Settings(Document, frozen=True, kw_only=True):
    threads: int
    mode: str
    repeats: int
    sequence_length: int
    stage_order: str = "warm-up, then the examples in turn"
    task: dict[str, Any]


class RuntimeInfo(Document, frozen=True, kw_only=True):
    name: str
    version: str
    delegate: str


class Stage(Document, frozen=True, kw_only=True):
    """Milliseconds. A percentile is absent where there are too few samples for it."""

    n: int
    min: float
    p50: float
    p90: float | None = None
    p95: float | None = None
    p99: float | None = None


class Latency(Document, frozen=True, kw_only=True):
    tokenize: Stage
    invoke: Stage
    decode: Stage
    total: Stage


class Sample(Document, frozen=True, kw_only=True):
    """One visit to an example. ``invoke_ns`` has one value a window."""

    repeat: int
    example: int
    start_ns: int
    tokenize_ns: int
    invoke_ns: list[int]
    decode_ns: int


class Repeat(Document, frozen=True, kw_only=True):
    """One cold process."""

    load_ms: float
    first_inference_ms: float
    warmup_runs: int
    warmup_converged: bool


class Memory(Document, frozen=True, kw_only=True):
    vm_hwm_bytes: int | None = None
    vm_rss_bytes: int | None = None


class SideRun(Document, frozen=True, kw_only=True):
    """The device run or the host run. ``load_ms`` and ``first_inference_ms`` are medians over the repeats."""

    runtime: RuntimeInfo
    platform: dict[str, str]
    binding: str
    load_ms: float
    first_inference_ms: float
    latency_ms: Latency
    repeats: list[Repeat]
    samples: list[Sample]
    memory: Memory
    quality: dict[str, float]


class Ratio(Document, frozen=True, kw_only=True):
    """Device / host of the median invoke latency, with its 95 % bootstrap interval."""

    p50: float
    low: float
    high: float


class Count(Document, frozen=True, kw_only=True):
    equal: int
    total: int


class OutputParity(Document, frozen=True, kw_only=True):
    """Over all raw outputs that both sides kept of equal tokens; absent where there were none."""

    max_abs_diff: float
    cosine: float


class Difference(Document, frozen=True, kw_only=True):
    """An example on which device and host differ; ``what`` names the first stage that does."""

    example: str
    what: Literal["tokens", "outputs", "answers"]
    device: str
    host: str


class Parity(Document, frozen=True, kw_only=True):
    tokens: Count
    answers: Count
    outputs: OutputParity | None = None
    differing: list[Difference]


class Reason(Document, frozen=True, kw_only=True):
    id: str
    summary: str
    remedy: str


class Verdict(Document, frozen=True, kw_only=True):
    status: Status
    reasons: list[Reason]


class Push(Document, frozen=True, kw_only=True):
    """What had to be sent to the device; nothing where everything was there already."""

    files: int
    bytes: int
    seconds: float


class Result(Document, frozen=True, kw_only=True):
    run: Run
    device: DeviceInfo
    host: HostInfo
    model: ModelInfo
    vocabulary: VocabularyInfo
    task: str
    data: DataInfo
    settings: Settings
    device_run: SideRun
    host_run: SideRun
    ratio: Ratio
    parity: Parity
    verdict: Verdict
    push: Push
