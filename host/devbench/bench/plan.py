"""What is to be run: frozen values, read and validated once, before anything touches a device."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from devbench import __version__
from devbench.errors import UsageError
from devbench.harness.messages import Decoder, Delegate, Job, MeasureSettings, TensorBinding, Tokenize, WarmUpSettings
from devbench.tasks.base import Example, Task
from devbench.tokenizers.settings import TokenizerSettings
from devbench.units import NS_PER_S


@dataclass(frozen=True)
class Mode:
    """How long to measure. The figures are argued in docs/measurement.md."""

    name: str
    repeats: int
    min_invokes: int
    min_seconds: float
    memory_pass: bool = True


MODES = {
    mode.name: mode
    for mode in (
        Mode("quick", repeats=1, min_invokes=64, min_seconds=6, memory_pass=False),
        Mode("normal", repeats=3, min_invokes=22, min_seconds=2),
        Mode("official", repeats=3, min_invokes=342, min_seconds=20),
    )
}


PROFILED_INVOKES = 20

MEMORY_PASS_S = 1.0
"""So long the memory pass invokes the model, which is enough to be looked at several times."""


@dataclass(frozen=True)
class Conditions:
    """Under which a device is measured. All of it stands in the result; runs under unlike conditions are unlike."""

    cpus: tuple[int, ...] = ()
    """The cores that the harness is bound to; none: as the system likes."""
    fixed_performance: bool = False
    max_temperature_c: float | None = 35.0
    """Of the battery, before each repeat; None: no heat gate."""
    cool_down_s: float = 300.0
    """The longest wait for that."""
    memory_pass: bool = False
    """Also in a mode that has none."""


@dataclass(frozen=True)
class File:
    """A file that takes part in a run, known by its content."""

    path: Path
    sha256: str
    size_bytes: int

    @classmethod
    def read(cls, path: Path) -> File:
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            return cls(path, digest, path.stat().st_size)
        except OSError as error:
            raise UsageError(f"Cannot read {path}: {error.strerror}.", "Check the name.") from error


@dataclass(frozen=True)
class ModelFile:
    """A model as it is to be fed: which tensors play which roles."""

    name: str
    quantization: str
    file: File
    sequence_length: int
    signature: str | None
    inputs: Sequence[TensorBinding]
    outputs: Sequence[TensorBinding]


@dataclass(frozen=True)
class Dictionary:
    """A MeCab dictionary: the installed one, for the host, and what the device takes of it; nothing where the host
    tokenizes."""

    folder: Path
    files: Mapping[str, File]


@dataclass(frozen=True)
class Plan:
    """One model, task and data set, to be run in one way on one device and on the host."""

    model: ModelFile
    decoder: ModelFile | None
    """The second model of an encoder-decoder pair."""
    vocabulary: File
    dictionary: Dictionary | None
    tokenizer: TokenizerSettings
    task: Task
    data: File
    examples: Sequence[Example] = field(repr=False)
    mode: Mode = MODES["quick"]
    tokenize: Tokenize = "device"
    threads: int = 4
    delegate: Delegate = "cpu"
    max_seconds: float = 600.0
    profile: bool = False
    """Operators are timed one by one, in a process of its own."""
    conditions: Conditions = Conditions()
    warnings: Sequence[str] = ()
    """What is known against the model before it runs."""
    stated_quality: Mapping[str, float] = field(default_factory=dict)
    """What the model's card states, where the data is the card's own."""

    @property
    def has_memory_pass(self) -> bool:
        return self.mode.memory_pass or self.conditions.memory_pass

    def memory_job(self, job_id: str) -> Job:
        """A short job of which no time is kept."""
        pass_ns = round(MEMORY_PASS_S * NS_PER_S)
        return msgspec.structs.replace(
            self.job(job_id, 1),
            id=f"{job_id}-memory",
            warmup=WarmUpSettings(min_runs=1, min_ns=0, max_ns=0),
            measure=MeasureSettings(min_invokes=1, min_ns=pass_ns, max_ns=pass_ns),
        )

    def profile_job(self, job_id: str) -> Job:
        return msgspec.structs.replace(self.memory_job(job_id), id=f"{job_id}-profile", profile=PROFILED_INVOKES)

    @property
    def files(self) -> dict[str, File]:
        """What a job's folder on the device needs, by name, beside the harness and the job itself."""
        models = {MODEL_NAME: self.model.file}
        if self.decoder is not None:
            models[DECODER_NAME] = self.decoder.file
        words = self.dictionary.files if self.dictionary is not None else {}
        return {
            **models,
            VOCABULARY_NAME: self.vocabulary,
            **{f"{DICTIONARY_NAME}/{name}": file for name, file in words.items()},
        }

    def job(self, job_id: str, repeat: int) -> Job:
        """The job of one cold repeat; raw outputs are kept in the first, of all examples."""
        return Job(
            protocol=__version__,
            id=f"{job_id}-{repeat}",
            task=self.task.settings,
            model=MODEL_NAME,
            vocabulary=VOCABULARY_NAME,
            tokenizer=msgspec.structs.replace(self.tokenizer, dictionary=DICTIONARY_NAME if self.dictionary else None),
            sequence_length=self.model.sequence_length,
            signature=self.model.signature,
            inputs=list(self.model.inputs),
            outputs=list(self.model.outputs),
            tokenize=self.tokenize,
            threads=self.threads,
            delegate=self.delegate,
            warmup=WarmUpSettings(),
            measure=MeasureSettings(
                min_invokes=self.mode.min_invokes,
                min_ns=round(self.mode.min_seconds * NS_PER_S),
                max_ns=round(self.max_seconds * NS_PER_S),
            ),
            record_outputs=-1 if repeat == 0 else 0,
            native_library=LIBRARY_NAME,
            decoder=None if self.decoder is None else _decoder(self.decoder),
        )


def _decoder(model: ModelFile) -> Decoder:
    return Decoder(
        model=DECODER_NAME,
        sequence_length=model.sequence_length,
        signature=model.signature,
        inputs=list(model.inputs),
        outputs=list(model.outputs),
    )


MODEL_NAME = "model.tflite"
DECODER_NAME = "decoder.tflite"
VOCABULARY_NAME = "vocab.txt"
DICTIONARY_NAME = "dictionary"
LIBRARY_NAME = "libtensorflowlite_jni.so"
"""Names within a job's folder, whatever the files are called on the host."""
