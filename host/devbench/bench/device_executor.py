"""Runs a job on a device: pushes what is missing, starts the harness detached, follows it, takes its result."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from devbench.bench.job_folder import command, harness_files
from devbench.bench.observer import Observer
from devbench.bench.plan import LIBRARY_NAME, MODEL_NAME, VOCABULARY_NAME, File, Plan
from devbench.bench.telemetry import Watch
from devbench.device import conditions, telemetry
from devbench.device.adb import Device
from devbench.device.facts import DeviceFacts
from devbench.device.jobs import JobFolder
from devbench.device.store import DeviceStore, StoreFile
from devbench.errors import DevbenchError, DeviceLost, HarnessFailed, UsageError
from devbench.harness import codec, messages
from devbench.harness.codec import HarnessResult
from devbench.harness.messages import Job
from devbench.results import schema

_USERS_FAULT = frozenset({"bad-vocabulary", "bad-example"})
_REMEDY = "Run `devbench inspect` on the model: it names what its ops need."


class DeviceRun:
    """The DeviceExecutor of one locked device: pushes once, then each job is a folder and a process of its own."""

    def __init__(self, device: Device, facts: DeviceFacts, plan: Plan, examples: bytes, observer: Observer) -> None:
        self._device = device
        self._facts = facts
        self._plan = plan
        self._examples = examples
        conditions.restore(device)
        if plan.conditions.cpus:
            conditions.check_cpus(device, plan.conditions.cpus, facts.cores)
        harness = harness_files(facts.abis)
        check_page_size(harness[LIBRARY_NAME], facts.page_size_bytes, device.serial)
        self._files = {**plan.files, **{name: File.read(path) for name, path in harness.items()}}
        self._links, self.push = self._push(observer)

    @property
    def info(self) -> schema.DeviceInfo:
        facts = self._facts
        return schema.DeviceInfo(
            serial=self._device.serial,
            kind=facts.kind,
            fingerprint=facts.fingerprint,
            model=facts.model,
            abi=facts.abis[0] if facts.abis else None,
            api=facts.api,
            soc=facts.soc,
            cores=facts.cores,
            page_size_bytes=facts.page_size_bytes,
        )

    @property
    def harness(self) -> schema.HarnessInfo:
        """All that ran beside model and vocabulary, which stand in the result by themselves."""
        apart = {MODEL_NAME, VOCABULARY_NAME}
        return schema.HarnessInfo(sha256={name: file.sha256 for name, file in self._files.items() if name not in apart})

    @contextmanager
    def held(self) -> Iterator[None]:
        """The plan's conditions hold meanwhile. Raises UsageError where the device does not take them."""
        wanted = self._plan.conditions.fixed_performance
        with conditions.fixed_performance(self._device) if wanted else nullcontext():
            yield

    def state(self) -> telemetry.Snapshot | None:
        return telemetry.read_state(self._device)

    def execute(
        self, job: Job, on_event: Callable[[messages.Event], None], watch: Watch | None = None
    ) -> HarnessResult:
        where = f"{self._plan.model.name} on {self._device.serial}"
        failed: list[messages.Failed] = []

        def on_line(line: bytes) -> None:
            event = codec.decode_event(line)
            if isinstance(event, messages.Failed):
                failed.append(event)
            elif event is not None:
                on_event(event)
                if watch is not None:
                    watch.told(event)

        folder = JobFolder(self._device, job.id)
        try:
            folder.create(self._links, {messages.JOB_FILE: codec.encode(job), messages.EXAMPLES_FILE: self._examples})
            folder.start(command(self._plan.conditions.cpus))
            if watch is not None:
                self._look(folder, watch)
            exit_code = folder.follow(on_line)
            if failed:
                raise _refusal(failed[0], where)
            if exit_code != 0:
                raise HarnessFailed(f"The harness with {where} {_death(exit_code)}.{folder.last_words()}", _REMEDY)
            result = self._fetch(folder, job, where)
            if watch is not None:
                self._tell(folder, watch)
            return result
        finally:
            with suppress(DeviceLost):  # the next run on the device removes what this one could not
                folder.remove()

    def _look(self, folder: JobFolder, watch: Watch) -> None:
        period_s = telemetry.BRISK_S if watch.memory else telemetry.PERIOD_S
        with suppress(DeviceLost):
            telemetry.watch(self._device, folder.path, period_s, memory=watch.memory)

    def _tell(self, folder: JobFolder, watch: Watch) -> None:
        """What a device cannot be made to tell is absent and fails nothing."""
        with tempfile.TemporaryDirectory(prefix="devbench-telemetry-") as name, suppress(DeviceLost):
            log = Path(name) / telemetry.LOG
            folder.fetch(telemetry.LOG, log)
            watch.recording = telemetry.parse(log.read_text(errors="replace"))
            watch.after = None if watch.memory else self.state()

    def _fetch(self, folder: JobFolder, job: Job, where: str) -> HarnessResult:
        with tempfile.TemporaryDirectory(prefix="devbench-result-") as name:
            local = Path(name)
            for file in (job.result, job.outputs_file):
                folder.fetch(file, local / file)
            return codec.read_result(local / job.result, local / job.outputs_file, where)

    def _push(self, observer: Observer) -> tuple[dict[str, str], schema.Push]:
        """The links of a job's folder, name to path on the device; and what had to be sent."""
        counter = _PushCounter(observer)
        started = time.monotonic()
        wanted = [StoreFile(file.path, file.sha256) for file in self._files.values()]
        paths = DeviceStore(self._device).ensure(wanted, counter)
        push = schema.Push(files=counter.files, bytes=counter.size_bytes, seconds=time.monotonic() - started)
        return dict(zip(self._files, paths, strict=True)), push


class _PushCounter:
    """Hands on to the observer, and counts."""

    def __init__(self, observer: Observer) -> None:
        self._observer = observer
        self.files = 0
        self.size_bytes = 0

    def pushing(self, name: str, size_bytes: int) -> None:
        self.files += 1
        self.size_bytes += size_bytes
        self._observer.pushing(name, size_bytes)

    def pushed(self, sent_bytes: int) -> None:
        self._observer.pushed(sent_bytes)


def check_page_size(library: Path, page_size_bytes: int | None, serial: str) -> None:
    """Android cannot load a library that is aligned to smaller pages than its own."""
    aligned_bytes = load_alignment_bytes(library.read_bytes())
    if page_size_bytes is not None and aligned_bytes < page_size_bytes:
        raise UsageError(
            f"{serial} has pages of {page_size_bytes // 1024} KB, and this build of TFLite is made for "
            f"{aligned_bytes // 1024} KB only.",
            "Build the harness with a newer runtime: gradle -PtfliteAar=FILE, such as LiteRT's AAR.",
        )


def load_alignment_bytes(elf: bytes) -> int:
    """The least alignment of an ELF file's loaded segments, 32 or 64 bit, little-endian (System V ABI, chapter 5)."""
    is_64 = elf[4] == 2

    def number(offset: int, size: int) -> int:
        return int.from_bytes(elf[offset : offset + size], "little")

    table, word = (number(32, 8), 8) if is_64 else (number(28, 4), 4)
    entry_bytes, count = (number(54, 2), number(56, 2)) if is_64 else (number(42, 2), number(44, 2))
    align_at = 48 if is_64 else 28
    entries = range(table, table + count * entry_bytes, entry_bytes)
    return min(number(entry + align_at, word) for entry in entries if number(entry, 4) == 1)


def _refusal(failed: messages.Failed, where: str) -> DevbenchError:
    kind = UsageError if failed.code in _USERS_FAULT else HarnessFailed
    return kind(f"The harness refused {where}: {failed.message}", _REMEDY)


def _death(exit_code: int) -> str:
    if exit_code > 128:
        return f"was killed by signal {exit_code - 128}"
    return f"ended with exit code {exit_code}"
