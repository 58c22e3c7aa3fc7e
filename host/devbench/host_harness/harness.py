"""The host's own harness: reads the same job as the one on the device and writes the same result.

``python -m devbench.host_harness job.json [RUNTIME]`` in the job's folder. It is a process of its own because a
broken model may kill a TFLite runtime, and then it kills this process and not devbench.
"""

from __future__ import annotations

import gc
import os
import platform
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import msgspec

from devbench import __version__, tasks
from devbench.errors import UsageError
from devbench.harness import codec, messages
from devbench.harness.messages import (
    ErrorCode,
    ExampleRecord,
    Failed,
    Finished,
    Header,
    Job,
    Loaded,
    MemoryRecord,
    ModelSpec,
    Progress,
    SampleRecord,
    Started,
    WarmedUp,
    WarmUpRecord,
    Window,
)
from devbench.host_harness.generation import GenerationPipeline, decoder_shapes
from devbench.host_harness.pipeline import Pipeline, Visit, WindowPipeline
from devbench.host_harness.result_writer import ResultWriter
from devbench.host_harness.warmup import WarmUp
from devbench.models.runtimes import HostModel, LoadedRuntime, default_name, load_runtime
from devbench.tasks.base import BadExampleError, BadModelError, input_shape
from devbench.tasks.settings import GenerationSettings
from devbench.tokenizers.errors import BadVocabularyError
from devbench.tokenizers.reference import ReferenceTokenizer

_CODES: Mapping[type[UsageError], ErrorCode] = {
    BadExampleError: "bad-example",
    BadModelError: "bad-model",
    BadVocabularyError: "bad-vocabulary",
}

PROGRESS_NS = 500_000_000


def run(job: Job, runtime: str, folder: Path) -> None:
    """Load, first inference, warm-up, measured samples, memory; events to standard output."""
    _emit(Started(protocol=__version__, job=job.id, pid=os.getpid()))
    loaded = load_runtime(runtime)
    for spec in filter(None, (job.model, job.decoder)):
        _read_through(folder / spec.file)
    clock = time.perf_counter_ns
    started = clock()
    model, decoder = _load(job, loaded, folder)
    load_ns = clock() - started
    tokenizer = ReferenceTokenizer(job.tokenizer, folder / job.vocabulary)
    examples = read_examples(folder / job.examples)
    pipeline = _pipeline(job, model, decoder, tokenizer)
    first_inference_ns = pipeline.visit(examples[0]).invoke_ns[0]
    _emit(Loaded(load_ns=load_ns, first_inference_ns=first_inference_ns))
    writer = ResultWriter(folder / job.result, folder / job.outputs_file)
    writer.record(
        Header(
            protocol=__version__,
            job=job.id,
            runtime=messages.Runtime(name=runtime, version=loaded.version, delegate=model.delegate),
            platform={"os": platform.platform(), "machine": platform.machine(), "python": platform.python_version()},
            threads=job.threads,
            binding="position" if job.model.signature is None else "signature",
            load_ns=load_ns,
            first_inference_ns=first_inference_ns,
            inputs=list(model.inputs),
            outputs=list(model.outputs),
        )
    )
    gc.collect()
    gc.disable()  # a collection in the middle of a sample is not the model's time
    writer.record(_warm_up(job, pipeline, examples))
    for record in _measure(job, pipeline, examples, writer):
        writer.record(record)
    writer.record(_memory())
    writer.close()
    _emit(Finished())


def _read_through(path: Path) -> None:
    """So that loading finds the file in the page cache, in the first repeat as in the last, and on the device too."""
    try:
        with path.open("rb", buffering=0) as file:
            while file.read(1 << 16):
                pass
    except OSError as error:
        raise BadModelError(f"The model {path.name} cannot be read: {error.strerror}.") from error


def _load(job: Job, runtime: LoadedRuntime, folder: Path) -> tuple[HostModel, HostModel | None]:
    """The job's model, and the decoder if it has one."""

    def load(spec: ModelSpec, shapes: Mapping[str, Sequence[int | None]]) -> HostModel:
        return HostModel(runtime, job, spec, folder, shapes)

    shape = input_shape(job.task, job.model.sequence_length)
    model = load(job.model, {binding.role: shape for binding in job.model.inputs})
    if job.decoder is None:
        return model, None
    return model, load(job.decoder, decoder_shapes(job.decoder, job.model.sequence_length))


def _pipeline(job: Job, model: HostModel, decoder: HostModel | None, tokenizer: ReferenceTokenizer) -> Pipeline:
    task = tasks.create(job.task, tokenizer=job.tokenizer)
    if not isinstance(job.task, GenerationSettings):
        return WindowPipeline(job, task, model, tokenizer)
    if decoder is None:
        raise UsageError("The generation task needs a decoder model.", "Add the decoder beside the encoder.")
    return GenerationPipeline(job, job.task, task, model, decoder, tokenizer)


def read_examples(path: Path) -> list[dict[str, Any]]:
    return [msgspec.json.decode(line) for line in path.read_bytes().splitlines()]


def _warm_up(job: Job, pipeline: Pipeline, examples: Sequence[dict[str, Any]]) -> WarmUpRecord:
    warmup = WarmUp(job.warmup)
    started = time.perf_counter_ns()
    elapsed_ns = 0
    while not warmup.done:
        visit = pipeline.visit(examples[0])
        elapsed_ns = time.perf_counter_ns() - started
        warmup.add((visit.tokenize_ns, sum(visit.invoke_ns), visit.decode_ns), len(visit.invoke_ns), elapsed_ns)
    _emit(WarmedUp(runs=warmup.runs, converged=warmup.converged))
    return WarmUpRecord(runs=warmup.runs, elapsed_ns=elapsed_ns, converged=warmup.converged)


def _measure(
    job: Job, pipeline: Pipeline, examples: Sequence[dict[str, Any]], writer: ResultWriter
) -> Iterator[ExampleRecord | SampleRecord]:
    limits, clock = job.measure, time.perf_counter_ns
    invokes, told_ns = 0, 0
    began = clock()
    for visited in count():
        index = visited % len(examples)
        start_ns = clock() - began
        visit = pipeline.visit(examples[index])
        invokes += len(visit.invoke_ns)
        if visited < len(examples):
            yield _example_record(job, index, examples[index], visit, writer)
        yield SampleRecord(
            example=index,
            start_ns=start_ns,
            tokenize_ns=visit.tokenize_ns,
            invoke_ns=visit.invoke_ns,
            decode_ns=visit.decode_ns,
        )
        elapsed_ns = clock() - began
        fraction = min(
            invokes / max(1, limits.min_invokes), elapsed_ns / max(1, limits.min_ns), (visited + 1) / len(examples), 1.0
        )
        if fraction == 1.0 or elapsed_ns >= limits.max_ns:
            return
        if elapsed_ns - told_ns >= PROGRESS_NS:
            told_ns = elapsed_ns
            _emit(Progress(invokes=invokes, elapsed_ns=elapsed_ns, fraction=fraction))


def _example_record(job: Job, index: int, example: dict[str, Any], visit: Visit, writer: ResultWriter) -> ExampleRecord:
    keep = job.record_outputs < 0 or index < job.record_outputs
    windows = [
        Window(
            token_ids=window.token_ids,
            outputs=[writer.output(role, values) for role, values in outputs.items()] if keep else [],
        )
        for window, outputs in zip(visit.encoded.windows, visit.outputs, strict=True)
    ]
    return ExampleRecord(
        index=index, id=example["id"], windows=windows, answer=visit.answer, truncated=visit.encoded.truncated
    )


def _memory() -> MemoryRecord:
    status = Path("/proc/self/status")
    if not status.is_file():
        return MemoryRecord()
    fields = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
    kib = {name: int(fields[name].split()[0]) * 1024 for name in ("VmHWM", "VmRSS") if name in fields}
    return MemoryRecord(vm_hwm_bytes=kib.get("VmHWM"), vm_rss_bytes=kib.get("VmRSS"))


def _emit(event: messages.Event) -> None:
    sys.stdout.buffer.write(codec.encode(event) + b"\n")
    sys.stdout.buffer.flush()


def main(arguments: Sequence[str]) -> int:
    if len(arguments) not in (1, 2):
        sys.stderr.write("usage: python -m devbench.host_harness JOB [RUNTIME]\n")
        return UsageError.exit_code
    job_file, runtime = Path(arguments[0]), "".join(arguments[1:])
    try:
        runtime = runtime or default_name()
        run(_read_job(job_file), runtime, job_file.parent)
    except UsageError as error:
        return _fail(_CODES.get(type(error), "bad-job"), error.message)
    except MemoryError:
        return _fail("out-of-memory", "This computer has too little memory for the model.")
    except (RuntimeError, ValueError) as error:
        return _fail("runtime", f"{runtime} failed: {error}")
    except OSError as error:
        name = Path(error.filename).name if error.filename else "The result"
        return _fail("runtime", f"{name} cannot be read or written: {error.strerror}.")
    return 0


def _read_job(path: Path) -> Job:
    """Raises UsageError where it is none: somebody may have written it by hand."""
    try:
        return codec.decode_job(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path.name} cannot be read: {error.strerror}.") from error
    except msgspec.MsgspecError as error:
        raise UsageError(f"{path.name}: {error}.") from error


def _fail(code: ErrorCode, message: str) -> int:
    _emit(Failed(code=code, message=message))
    return 1
