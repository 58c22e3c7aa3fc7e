"""The result document ``devbench.result``: one self-contained JSON object a run, as types.

Format history:
1  the first
2  steadiness, telemetry series, heat gate, threads at work, memory pass, profile, generation, intervals and spread of
   stages, provenance of the harness, conditions, what was known against the model; all of them may be absent.
   Its first documents also had ``data.skipped``, always 0, which is left out when they are read
3  a verdict in three parts (answers, timing, device) instead of one status; intervals of several repeats alone, and of
   p90, p95 and p99; memory of each repeat, the runtime's own time of an invoke, the session of a run. Older documents
   are brought into this shape when they are read (results/upgrade.py)
4  answers are RIGHT only if a known quality or a reference could have shown them wrong; before, labels were enough. The
   size of raw outputs, outputs that never change, answers of each repeat, what is known of the model (quality, a
   reference), a second host runtime, the tensors' roles, tokens and answers of the examples that differ; all of these
   may be absent
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec

from devbench.choices import Answers, BudgetOutcome, Capitals, DeviceKind, DeviceVerdict, Timing, Tokenize

if TYPE_CHECKING:
    import pandas

FORMAT = 4
SCHEMA = f"devbench.result/{FORMAT}"


class Document(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of all parts: what is not known is absent from the document."""


class Run(Document, frozen=True, kw_only=True):
    id: str
    started: str
    command: list[str]
    devbench: str
    session: str | None = None
    """Alike in results whose repeats alternated: the n-th repeat of one was measured beside the n-th of the other."""
    project_file: str | None = None
    """Whose defaults the command used, from where it ran."""
    commit: str | None = None
    dirty: bool | None = None


class DeviceInfo(Document, frozen=True, kw_only=True):
    serial: str
    kind: DeviceKind
    fingerprint: str | None = None
    model: str | None = None
    abi: str | None = None
    api: int | None = None
    release: str | None = None
    """Of Android, as ``14``."""
    soc: str | None = None
    cores: int | None = None
    page_size_bytes: int | None = None
    core_max_khz: list[int] | None = None
    """The highest clock of each core, by its number: the topology of big and little cores."""


class HostInfo(Document, frozen=True, kw_only=True):
    cpu: str | None
    cores: int
    os: str


class RolesTried(Document, frozen=True, kw_only=True):
    """Start and end of a model whose names do not tell them apart were read both ways on the host."""

    examples: int
    hits: int
    """Of the better reading."""
    hits_exchanged: int
    p: float
    """Of the exact McNemar test, two-sided."""


class ModelInfo(Document, frozen=True, kw_only=True):
    name: str
    sha256: str
    bytes: int
    """Of both files of an encoder-decoder pair."""
    quantization: str
    file: str | None = None
    """Where it was on the host, so that it can be measured again."""
    warnings: list[str] = []
    """What was known against the model before it ran."""
    roles: dict[str, str] = {}
    """The names of its tensors by role, ``#N`` for one without a name; empty in older documents."""
    roles_tried: RolesTried | None = None
    """Absent where names told the roles."""
    stated_quality: dict[str, float] = {}
    """What its card states of this data, all of it, in percent; before format 4 of these examples alone."""
    expected_quality: dict[str, float] = {}
    """What ``--expect`` says that it reaches on this data, all of it, in percent."""


class VocabularyInfo(Document, frozen=True, kw_only=True):
    sha256: str


class HarnessInfo(Document, frozen=True, kw_only=True):
    """What ran on the device: the harness, its library and, for Japanese, the dictionary, each by its content."""

    sha256: dict[str, str]


class DataInfo(Document, frozen=True, kw_only=True):
    name: str
    sha256: str
    examples: int
    available: int | None = None
    """In the whole file, if not each of them was used once."""
    truncated: int
    unknown_share: float | None = None
    """Of the examples' tokens, special ones aside, those that the vocabulary lacks: [UNK]."""
    capitals: Capitals | None = None
    """Whether the texts' capitals and the vocabulary's do not go together; absent if they do."""
    task_remarks: list[str] = []
    """What in the task's settings does not suit the data."""


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
    speed_only: bool = False
    """No quality was computed or judged."""
    interleaved: bool = False
    """Its repeats alternated with those of other models."""
    order_seed: int | None = None
    """Of the random order in which they did."""
    sequential: bool = False
    """The number of pairs was not fixed: they were looked at several times, until they showed a difference or none."""
    max_temperature_c: float | None = None
    """The heat gate's limit before each repeat; absent where nothing was waited for."""
    page_cache: Literal["warm"] | None = None
    """Of the model file when it was loaded; absent in older documents."""


class RuntimeInfo(Document, frozen=True, kw_only=True):
    """``delegate`` is what ran. It took at least ``delegated_nodes`` of the main graph's ``nodes``: Android's runtime
    does not say how many more."""

    name: str
    version: str
    delegate: str
    delegated_nodes: int | None = None
    nodes: int | None = None


class Stage(Document, frozen=True, kw_only=True):
    """Milliseconds. A percentile is absent if there are too few samples for it, an interval (95 %) if there is one
    repeat: one process says nothing about the next."""

    n: int
    min: float
    p50: float
    """The geometric mean of the repeats' medians."""
    p50_low: float | None = None
    p50_high: float | None = None
    p90: float | None = None
    p90_low: float | None = None
    p90_high: float | None = None
    p95: float | None = None
    p95_low: float | None = None
    p95_high: float | None = None
    p99: float | None = None
    p99_low: float | None = None
    p99_high: float | None = None
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
    native_ns: list[int] = []
    """What the runtime itself says that each invoke took, without the call's own cost; empty if it does not say."""


class Hump(Document, frozen=True, kw_only=True):
    """A stretch of the run on another level than the rest."""

    share: float
    """Of the run."""
    change: float
    """Its level / that of the rest - 1."""


class Stability(Document, frozen=True, kw_only=True):
    """How the invoke latency moved within and between the repeats, free of what differs from example to example."""

    drift: float
    """Median of the repeats' last thirds / median of their first thirds - 1, each repeat over its own median."""
    drift_p: float
    """Of the Mann-Kendall test for a trend within the repeats."""
    drift_across: float | None = None
    """Median of the last third of the repeats' medians / that of the first third - 1; absent with fewer than 5."""
    drift_across_p: float | None = None
    between_repeats: float | None = None
    """(Greatest - least median of a repeat) / median; absent with one repeat."""
    spread: float
    """Interquartile range / median, within the repeats."""
    hump: Hump | None = None
    bimodal: bool = False
    """The repeats fall into two groups."""


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


class Count(Document, frozen=True, kw_only=True):
    equal: int
    total: int


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
    vm_hwm_bytes: int | None = None
    alike: Count | None = None
    """Examples with the tokens and the answer of the first repeat; absent from that one."""


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


class ExampleScores(Document, frozen=True, kw_only=True):
    """How far each example was answered rightly, in the order of the data: the quality in ``metric`` is
    100 * sum(``points``) / sum(``weights``).
    """

    metric: str
    points: list[float]
    weights: list[float] = []
    """1 each if absent."""


class Judged(Document, frozen=True, kw_only=True):
    """How often ``metric`` was met, and the share of hits that guessing would reach."""

    metric: str
    hits: int
    total: int
    chance: float


class SideRun(Document, frozen=True, kw_only=True):
    """The device run or the host run. ``load_ms`` and ``first_inference_ms`` are geometric means over the repeats."""

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
    """Over the examples that both sides visited; empty if the data has no right answers, or with ``speed_only``."""
    scored: int | None = None
    """Of how many examples that is: those that have right answers. Absent in older documents."""
    example_scores: ExampleScores | None = None
    """Of the first metric; absent if that is no sum over examples, such as a rank correlation."""
    judged: Judged | None = None
    stability: Stability | None = msgspec.field(default=None, name="steadiness")
    series: list[Series] = []
    profile: list[OperatorTime] = []
    generation: GenerationLatency | None = None


class Ratio(Document, frozen=True, kw_only=True):
    """Device / host of the p50 of invoke, with its 95 % interval if both sides have several repeats."""

    p50: float
    low: float | None = None
    high: float | None = None


class OutputParity(Document, frozen=True, kw_only=True):
    """The worst of all raw outputs that both sides kept of equal tokens; absent where there were none.

    The first two are null where a value is not finite, as JSON has no other word for it.
    """

    max_abs_diff: float | None
    cosine: float | None
    relative_diff: float | None = None
    """The greatest difference of two values / the standard deviation of the host's values of that output."""
    norm_ratio: float | None = None
    """The device's Euclidean norm / the host's, where it is furthest from 1."""
    typical_norm_ratio: float | None = None
    """Its median over the examples, of the output where that is furthest from 1; absent with fewer than ten."""
    typical_shift: float | None = None
    """The same of the mean difference of an example's values, in those standard deviations."""
    lone_diff: float | None = None
    """As ``relative_diff``, of values that stand out from how the others differ; absent if none does."""


DifferingKind = Literal["tokens", "outputs", "answers", "repeats", "reference", "runtimes", "quality"]


class DifferingExample(Document, frozen=True, kw_only=True):
    """An example on which two sides differ in ``what``; or, if that is quality, one that was answered wrongly. Up to
    ten of each kind; of outputs and answers the worst ones, the worst first.

    ``device`` and ``host`` are the two sides; with repeats a later repeat and the first one of the same side, with
    reference and runtimes the device and the reference, or the second runtime of the host.
    """

    example: str
    what: DifferingKind
    text: str | None = None
    """The beginning of its text."""
    expected: str | None = None
    """The right answer, if the data has it."""
    device: str
    host: str


class SideAnswer(Document, frozen=True, kw_only=True):
    """What one side made of an example. ``token_ids`` and ``tokens`` have a list a window; ``answer`` is the task's."""

    token_ids: list[list[int]]
    tokens: list[list[str]]
    answer: dict[str, Any]
    shown: str
    """The answer as a person reads it."""


class BothAnswers(Document, frozen=True, kw_only=True):
    """What both sides made of an example in their first cold repeats."""

    example: str
    device: SideAnswer
    host: SideAnswer


class Agreement(Document, frozen=True, kw_only=True):
    """Of the device with another side, over the examples that both have."""

    tokens: Count
    answers: Count
    outputs: OutputParity | None = None


class Parity(Agreement, frozen=True, kw_only=True):
    """With the host run."""

    constant: list[str] = []
    """Raw outputs, by role, that never change: of one value throughout, or alike on all examples."""
    differing: list[DifferingExample]


class SecondRuntime(Document, frozen=True, kw_only=True):
    """Another runtime of the host, with which all examples ran once."""

    name: str
    version: str
    host: Agreement
    """With the host run; here the second runtime stands for the device."""
    device: Agreement


class ReferenceCheck(Document, frozen=True, kw_only=True):
    """What the model is known to answer, beside what the device answered. ``file`` and ``sha256`` are the reference's,
    the rest what it says of itself; ``model_sha256`` marks one that devbench made."""

    file: str
    sha256: str
    made_by: str | None = None
    model: str | None = None
    model_sha256: str | None = None
    quantization: str | None = None
    examples: int
    """Of those of the run, how many it has an answer or all raw outputs for."""
    agreement: Agreement


class VerdictFinding(Document, frozen=True, kw_only=True):
    """``id`` is the name of a Finding; ``text`` what happened and what it means; ``remedy`` what to do next."""

    id: str
    text: str
    remedy: str


class Verdict(Document, frozen=True, kw_only=True):
    """Three independent parts. ``partial``: not all examples ran on both sides."""

    answers: Answers
    timing: Timing
    device: DeviceVerdict
    partial: bool = False
    findings: list[VerdictFinding]


class Budget(Document, frozen=True, kw_only=True):
    """A limit that the user sets with ``--require``, and whether the device run holds it. It never changes the verdict.

    ``limit``, ``measured``, ``low`` and ``high`` (the 95 % interval) are in ``unit``. ``reason`` says why an
    INCONCLUSIVE budget could not be decided; ``source`` is the option or the file that sets the budget.
    """

    metric: str
    operator: Literal["<=", ">="]
    limit: float
    unit: Literal["ms", "MB", "%", ""]
    measured: float | None = None
    low: float | None = None
    high: float | None = None
    outcome: BudgetOutcome
    reason: str = ""
    source: str = "--require"


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
    reference: ReferenceCheck | None = None
    second_runtime: SecondRuntime | None = None
    verdict: Verdict
    budgets: list[Budget] = []
    push: Push
    answers: list[BothAnswers] = []
    """Of the examples that are listed as differing; ``devbench run --answers`` writes those of all."""

    def to_frame(self) -> pandas.DataFrame:
        """The samples of both sides, a row a visit of an example; needs pandas (``devbench-tflite[frame]``).

        Columns: ``side`` (device, host), ``repeat``, ``example``, ``start_ns`` (since measuring began), and the
        milliseconds ``tokenize_ms``, ``invoke_ms`` (all windows together), ``decode_ms``, ``total_ms``.
        """
        from devbench.results import frame

        return frame.samples(self)
