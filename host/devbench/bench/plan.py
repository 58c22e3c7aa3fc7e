"""What is to be run: frozen values, read and validated once, before anything touches a device."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from devbench import __version__
from devbench.analysis.limits import Limit
from devbench.bench.known_answers import Reference
from devbench.choices import RunSettings
from devbench.errors import UsageError
from devbench.harness import messages
from devbench.harness.messages import Job, MeasureSettings, ModelSpec, WarmUpSettings
from devbench.results.schema import RolesTried
from devbench.tasks.base import Example, Task
from devbench.tokenizers.settings import TokenizerSettings
from devbench.units import NS_PER_S

PROFILED_INVOKES = 20

MEMORY_PASS_S = 1.0
"""So long the memory pass invokes the model, which is enough to be looked at several times."""


@dataclass(frozen=True)
class File:
    """A file that takes part in a run, known by its content, or a folder of data."""

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

    @classmethod
    def read_data(cls, path: Path) -> File:
        """Of a folder, the digest is that of all names and digests in it, the size that of all files; hidden ones are
        no data."""
        if not path.is_dir():
            return cls.read(path)
        parts = [(file.relative_to(path), cls.read(file)) for file in sorted(path.rglob("*")) if file.is_file()]
        visible = [(name, file) for name, file in parts if not any(part.startswith(".") for part in name.parts)]
        listed = "".join(f"{file.sha256} {name.as_posix()}\n" for name, file in visible)
        named = path if path.name else path.resolve()  # the current folder, too, has a name
        return cls(named, hashlib.sha256(listed.encode()).hexdigest(), sum(file.size_bytes for _, file in visible))


@dataclass(frozen=True)
class ModelFile:
    name: str
    quantization: str
    file: File
    spec: ModelSpec
    """As the harness is told of it."""


@dataclass(frozen=True)
class Dictionary:
    """A MeCab dictionary: the installed one, for the host, and the files that the device needs; none if the host
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
    settings: RunSettings = RunSettings()
    warnings: Sequence[str] = ()
    """What is known against the model before it runs."""
    task_remarks: Sequence[str] = ()
    """What in the task's settings does not suit the data."""
    roles_tried: RolesTried | None = None
    """What decided between start and end where names did not."""
    stated_quality: Mapping[str, float] = field(default_factory=dict)
    """What the model's card states of the data, all of it."""
    expected_quality: Mapping[str, float] = field(default_factory=dict)
    """What the user expects of the data, all of it."""
    available: int | None = None
    """Examples of the data, if not each of them is used once."""
    reference: Reference | None = None
    project_file: Path | None = None
    limits: Sequence[Limit] = ()
    """What becomes the result's budgets."""
    allow_virtual: bool = False
    """Times and memory of a virtual device or an emulator decide budgets, too."""

    @property
    def models(self) -> list[ModelFile]:
        """One, or the two of an encoder-decoder pair."""
        return [model for model in (self.model, self.decoder) if model is not None]

    @property
    def roles(self) -> dict[str, str]:
        """The names of the tensors of all models by role."""
        specs = [model.spec for model in self.models]
        return {tensor.role: tensor.name for spec in specs for tensor in (*spec.inputs, *spec.outputs)}

    @property
    def files(self) -> dict[str, File]:
        """What a job's folder on the device needs, by name, beside the harness, the examples and the job itself."""
        words = self.dictionary.files if self.dictionary is not None else {}
        return {
            **{model.spec.file: model.file for model in self.models},
            messages.VOCABULARY_FILE: self.vocabulary,
            **{f"{messages.DICTIONARY_FOLDER}/{name}": file for name, file in words.items()},
        }

    def job(self, job_id: str, repeat: int) -> Job:
        """The job of one cold repeat; the first keeps the raw outputs of all examples."""
        settings, folder = self.settings, messages.DICTIONARY_FOLDER if self.dictionary else None
        return Job(
            protocol=__version__,
            id=f"{job_id}-{repeat}",
            task=self.task.settings,
            model=self.model.spec,
            decoder=None if self.decoder is None else self.decoder.spec,
            tokenizer=msgspec.structs.replace(self.tokenizer, dictionary=folder),
            tokenize=settings.tokenize,
            threads=settings.threads,
            delegate=settings.delegate,
            measure=MeasureSettings(
                min_invokes=settings.mode.min_invokes,
                min_ns=round(settings.mode.min_seconds * NS_PER_S),
                max_ns=round(settings.max_seconds * NS_PER_S),
            ),
            record_outputs=-1 if repeat == 0 else 0,
            native_library=messages.LIBRARY_FILE,
        )

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
