"""The result document ``devbench.result``: one self-contained JSON object a run, as types.

Format history:
1  the first
2  steadiness, telemetry series, heat gate, threads at work, memory pass, profile, generation, intervals and spread of
   stages, provenance of the harness, conditions, what was known against the model; all of them may be absent.
   Its first documents also had ``data.skipped``, always 0, which is left out when they are read
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec

from devbench.choices import DeviceKind, Status, Tokenize

if TYPE_CHECKING:
    import pandas

FORMAT = 2
SCHEMA = f"devbench.result/{FORMAT}"


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
    kind: DeviceKind
    fingerprint: str | None = None
    model: str | None = None
    abi: str | None = None
    api: int | None = None
    soc: str | None = None
    cores: int | None = None
    page_size_bytes: int | None = None
    core_max_khz: list[int] | None = None
    """The highest clock of each core, by its number: the topology of big and little cores."""


class HostInfo(Document, frozen=True, kw_only=True):
    cpu: str | None
    cores: int
    os: str


class ModelInfo(Document, frozen=True, kw_only=True):
    name: str
    sha256: str
    bytes: int
    quantization: str
    warnings: list[str] = []
    """What was known against the model before it ran."""
    stated_quality: dict[str, float] = {}
    """What its card states of these examples."""


class VocabularyInfo(Document, frozen=True, kw_only=True):
    sha256: str


class HarnessInfo(Document, frozen=True, kw_only=True):
    """What ran on the device: the harness, its library and, for Japanese, the dictionary, each by its content."""

    sha256: dict[str, str]


class DataInfo(Document, frozen=True, kw_only=True):
    name: str
    sha256: str
    examples: int
    truncated: int


class Settings(Document, frozen=True, kw_only=True):
    threads: int
    mode: str
    repeats: int
    sequence_length: int
    task: dict[str, Any]
    tokenize: Tokenize = "device"
    delegate: str = "cpu"
    """What was asked for; RuntimeInfo tells what ran."""
    cpus: list[int] | None = None
    """The cores that the harness was bound to; absent where it was left to the system."""
    fixed_performance: bool = False
    interleaved: bool = False
    """Its repeats alternated with those of other models."""
    max_temperature_c: float | None = None
    """The heat gate's limit before each repeat; absent where nothing was waited for."""


class RuntimeInfo(Document, frozen=True, kw_only=True):
    name: str
    version: str
    delegate: str
    delegated_nodes: int | None = None
    nodes: int | None = None


class Stage(Document, frozen=True, kw_only=True):
    """Milliseconds. A percentile is absent where there are too few samples for it."""

    n: int
    min: float
    p50: float
    p90: float | None = None
    p95: float | None = None
    p99: float | None = None
    p50_low: float | None = None
    p50_high: float | None = None
    """The median's 95 % bootstrap interval."""
    mean: float | None = None
    iqr: float | None = None
    cv: float | None = None
    """Standard deviation / mean."""
    outliers: int = 0
    """Beyond 1.5 interquartile ranges from the quartiles (Tukey 1977); shown, never removed."""


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


class Stability(Document, frozen=True, kw_only=True):
    """How the invoke latency moved within and between the repeats, free of what differs from example to example."""

    drift: float
    """Median of the repeats' last thirds / median of their first thirds - 1, each repeat over its own median."""
    drift_p: float
    """Of the Mann-Kendall test for a trend within the repeats."""
    between_repeats: float | None = None
    """(Greatest - least median of a repeat) / median; absent with one repeat."""
    spread: float
    """Interquartile range / median, within the repeats."""


class Series(Document, frozen=True, kw_only=True):
    """One quantity of the device over time. ``name`` and ``unit`` are those of docs/telemetry.md."""

    name: str
    unit: str
    repeat: int
    times_ns: list[int]
    """On the clock of the samples' ``start_ns``: since measuring began, so those of load and warm-up are negative."""
    values: list[float]
    scripted: bool = False
    """Made up by a virtual device for tests."""


class HeatGate(Document, frozen=True, kw_only=True):
    """What was found before a repeat, after waiting."""

    waited_s: float
    passed: bool
    temperature_c: float | None = None
    thermal_status: int | None = None


class Threads(Document, frozen=True, kw_only=True):
    """CPU time of all threads / wall time while the model was invoked; other work is taken off as one thread's."""

    asked: int
    at_work: float
    count: int
    """Threads that were busy for at least a tenth of the busiest one's time."""


class OperatorTime(Document, frozen=True, kw_only=True):
    name: str
    count: int
    total_ms: float
    """A single invoke's, the mean over those profiled."""


class Repeat(Document, frozen=True, kw_only=True):
    """One cold process."""

    load_ms: float
    first_inference_ms: float
    warmup_runs: int
    warmup_converged: bool
    started: str | None = None
    redone: int = 0
    """How often it was thrown away and run again because the device throttled."""
    heat: HeatGate | None = None
    threads: Threads | None = None
    allowed_cpus: list[int] | None = None


class Memory(Document, frozen=True, kw_only=True):
    """Of the first repeat; ``pass_*`` of a process of its own that measures no time."""

    vm_hwm_bytes: int | None = None
    vm_rss_bytes: int | None = None
    pass_pss_bytes: int | None = None
    pass_vm_hwm_bytes: int | None = None
    pass_before_load_bytes: int | None = None
    """Resident memory before the model was opened."""


class GenerationLatency(Document, frozen=True, kw_only=True):
    """Of an encoder-decoder pair. ``first_token`` is the encoder and the decoder's first step: what a user waits for;
    ``next_tokens`` each step after it. ``tokens`` were decoded in all."""

    encoder: Stage
    first_token: Stage
    next_tokens: Stage | None = None
    tokens: int


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
    stability: Stability | None = msgspec.field(default=None, name="steadiness")
    series: list[Series] = []
    profile: list[OperatorTime] = []
    generation: GenerationLatency | None = None


class Ratio(Document, frozen=True, kw_only=True):
    """Device / host of the median invoke latency, with its 95 % bootstrap interval."""

    p50: float
    low: float
    high: float


class Count(Document, frozen=True, kw_only=True):
    equal: int
    total: int


class OutputParity(Document, frozen=True, kw_only=True):
    """The worst of all raw outputs that both sides kept of equal tokens; absent where there were none.

    Both are null where one of them is not finite, as JSON has no other word for it.
    """

    max_abs_diff: float | None
    cosine: float | None


class DifferingExample(Document, frozen=True, kw_only=True):
    """An example on which device and host differ; ``what`` names the first stage that does."""

    example: str
    what: Literal["tokens", "outputs", "answers"]
    device: str
    host: str


class Parity(Document, frozen=True, kw_only=True):
    tokens: Count
    answers: Count
    outputs: OutputParity | None = None
    differing: list[DifferingExample]


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
    harness: HarnessInfo | None = None
    task: str
    data: DataInfo
    settings: Settings
    device_run: SideRun
    host_run: SideRun
    ratio: Ratio
    parity: Parity
    verdict: Verdict
    push: Push

    def to_frame(self) -> pandas.DataFrame:
        """The samples of both sides, a row a visit of an example; needs pandas (``devbench-tflite[frame]``).

        Columns: ``side`` (device, host), ``repeat``, ``example``, ``start_ns`` (since measuring began), and the
        milliseconds ``tokenize_ms``, ``invoke_ms`` (all windows together), ``decode_ms``, ``total_ms``.
        """
        from devbench.results import frame

        return frame.samples(self)
