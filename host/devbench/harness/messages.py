"""The contract between host and harness, as types; `docs/protocol.md` is its prose.

Host and harness ship together, so they refuse each other unless their versions are equal. All times are
nanoseconds of a monotonic clock, all paths relative to the job's folder, all text UTF-8.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from devbench.choices import Delegate, Tokenize
from devbench.tasks.settings import TaskSettings
from devbench.tokenizers.settings import TokenizerSettings

JOB_FILE = "job.json"
EXAMPLES_FILE = "examples.jsonl"
RESULT_FILE = "result.jsonl"
OUTPUTS_FILE = "outputs.bin"
MODEL_FILE = "model.tflite"
DECODER_FILE = "decoder.tflite"
VOCABULARY_FILE = "vocab.txt"
DICTIONARY_FOLDER = "dictionary"
LIBRARY_FILE = "libtensorflowlite_jni.so"
"""Names within a job's folder, whatever the files are called on the host."""

ErrorCode = Literal["protocol", "bad-job", "bad-model", "bad-vocabulary", "bad-example", "runtime", "out-of-memory"]


class Message(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=False):
    pass


# -- job.json: host to harness ----------------------------------------------------------------------------------------


class TensorBinding(Message, frozen=True, kw_only=True):
    """Which tensor plays a role (``input_ids``, ``start_logits``, ...).

    ``name`` is the name in the job's signature; ``index`` the position among the model's inputs or outputs, which
    counts only where the model has no signature.
    """

    role: str
    name: str
    index: int


class WarmUpSettings(Message, frozen=True, kw_only=True):
    min_runs: int = 3
    min_ns: int = 500_000_000
    max_ns: int = 8_000_000_000


class MeasureSettings(Message, frozen=True, kw_only=True):
    """Measure until there are ``min_invokes`` and ``min_ns`` and every example was seen; stop at ``max_ns`` anyway."""

    min_invokes: int
    min_ns: int
    max_ns: int


class ModelSpec(Message, frozen=True, kw_only=True):
    """A model file of the job's folder and how it is fed."""

    file: str
    sequence_length: int
    signature: str | None
    inputs: list[TensorBinding]
    outputs: list[TensorBinding]


class Job(Message, frozen=True, kw_only=True):
    """One process of the harness: load, first inference, warm-up, measured samples over the examples in turn."""

    protocol: str
    id: str
    task: TaskSettings
    model: ModelSpec
    decoder: ModelSpec | None = None
    """The second model of an encoder-decoder pair."""
    vocabulary: str = VOCABULARY_FILE
    tokenizer: TokenizerSettings
    tokenize: Tokenize
    """With ``host``, each example brings its tokens: see bench/host_tokens.py."""
    threads: int
    delegate: Delegate
    warmup: WarmUpSettings = WarmUpSettings()
    measure: MeasureSettings
    record_outputs: int = -1
    """Raw outputs are kept of so many examples; -1: of all."""
    profile: int = 0
    """Operators are timed one by one over so many invokes, after all else, if the runtime reports them."""
    native_library: str | None = None
    """The TFLite library to load first; absent: the runtime finds its own."""
    examples: str = EXAMPLES_FILE
    result: str = RESULT_FILE
    outputs_file: str = OUTPUTS_FILE


# -- events, one JSON object a line on the harness's standard output ---------------------------------------------------


class Started(Message, frozen=True, kw_only=True, tag_field="event", tag="started"):
    protocol: str
    job: str
    pid: int


class Loaded(Message, frozen=True, kw_only=True, tag_field="event", tag="loaded"):
    load_ns: int
    first_inference_ns: int


class WarmedUp(Message, frozen=True, kw_only=True, tag_field="event", tag="warmed-up"):
    runs: int
    converged: bool


class Progress(Message, frozen=True, kw_only=True, tag_field="event", tag="progress"):
    """At most two a second. ``fraction`` in [0, 1] of the measuring that is asked for."""

    invokes: int
    elapsed_ns: int
    fraction: float


class Finished(Message, frozen=True, kw_only=True, tag_field="event", tag="finished"):
    pass


class Failed(Message, frozen=True, kw_only=True, tag_field="event", tag="failed"):
    code: ErrorCode
    message: str


Event = Started | Loaded | WarmedUp | Progress | Finished | Failed


# -- result.jsonl: harness to host, one record a line ------------------------------------------------------------------


class TensorInfo(Message, frozen=True, kw_only=True):
    name: str
    shape: list[int]
    dtype: str


class Runtime(Message, frozen=True, kw_only=True, omit_defaults=True):
    """``delegate`` is what really runs. Of the main graph's ``nodes``, ``delegated_nodes`` run in it, at least."""

    name: str
    version: str
    delegate: str
    nodes: int | None = None
    delegated_nodes: int | None = None


class Header(Message, frozen=True, kw_only=True, tag_field="record", tag="header"):
    """``binding`` is how tensors are addressed: by ``position`` where the model has no signature."""

    protocol: str
    job: str
    runtime: Runtime
    platform: dict[str, str]
    threads: int
    binding: Literal["signature", "position"]
    load_ns: int
    first_inference_ns: int
    inputs: list[TensorInfo]
    outputs: list[TensorInfo]


class WarmUpRecord(Message, frozen=True, kw_only=True, tag_field="record", tag="warmup"):
    runs: int
    elapsed_ns: int
    converged: bool


class OutputSlice(Message, frozen=True, kw_only=True):
    """A raw output: ``shape`` float32 values, little-endian, from byte ``offset`` of the outputs file."""

    role: str
    shape: list[int]
    offset: int


class Window(Message, frozen=True, kw_only=True):
    """One invoke: token ids without padding, and its raw outputs where they were asked for."""

    token_ids: list[int]
    outputs: list[OutputSlice] = []


class ExampleRecord(Message, frozen=True, kw_only=True, tag_field="record", tag="example"):
    """What was answered to example ``index``, written at its first visit. ``answer`` is the task's own."""

    index: int
    id: str
    windows: list[Window]
    answer: dict[str, Any]
    truncated: bool = False


class SampleRecord(Message, frozen=True, kw_only=True, omit_defaults=True, tag_field="record", tag="sample"):
    """One visit to an example: ``start_ns`` since the measuring began, one ``invoke_ns`` a window."""

    example: int
    start_ns: int
    tokenize_ns: int
    invoke_ns: list[int]
    native_ns: list[int] = []
    """The runtime's own figure for each invoke, if it has one (Android's does)."""
    decode_ns: int


class OperatorRecord(Message, frozen=True, kw_only=True):
    """``count`` operators of this kind an invoke; ``total_ns`` of all of them over all invokes."""

    name: str
    count: int
    total_ns: int


class ProfileRecord(Message, frozen=True, kw_only=True, tag_field="record", tag="profile"):
    """Without a delegate, which would run all operators as one."""

    invokes: int
    operators: list[OperatorRecord]


class MemoryRecord(Message, frozen=True, kw_only=True, tag_field="record", tag="memory"):
    """From /proc/self/status at the end; what the system does not give is absent."""

    vm_hwm_bytes: int | None = None
    vm_rss_bytes: int | None = None


class Footer(Message, frozen=True, kw_only=True, tag_field="record", tag="footer"):
    """The end of a whole result: ``records`` before this one, and the sha256 of their bytes (line ends included)."""

    records: int
    sha256: str
    outputs_bytes: int
    outputs_sha256: str


Record = Header | WarmUpRecord | ExampleRecord | SampleRecord | ProfileRecord | MemoryRecord | Footer
