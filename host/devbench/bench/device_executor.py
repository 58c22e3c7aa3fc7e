"""Runs a job on a device: pushes what is missing, starts the harness detached, follows it, takes its result."""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from devbench import interrupts
from devbench.bench import harness_failure
from devbench.bench.job_folder import command, harness_files
from devbench.bench.observer import Observer
from devbench.bench.plan import File, Plan
from devbench.bench.telemetry import Watch
from devbench.device import conditions, disk, telemetry
from devbench.device.adb import Device
from devbench.device.elf import load_alignment_bytes
from devbench.device.facts import DeviceFacts
from devbench.device.jobs import JobFolder
from devbench.device.store import DeviceStore, StoreFile
from devbench.errors import DeviceError, DeviceFull, DeviceLost, HarnessFailed, UsageError
from devbench.harness import codec, messages
from devbench.harness.codec import HarnessResult
from devbench.harness.messages import Job
from devbench.results import schema

_LOG = logging.getLogger(__name__)


class DeviceExecutor:
    """Of one locked device: pushes once, then each job is a folder and a process of its own."""

    def __init__(self, device: Device, facts: DeviceFacts, plan: Plan, examples: File, observer: Observer) -> None:
        self._device = device
        self._facts = facts
        self._plan = plan
        conditions.restore(device)
        if plan.settings.cpus:
            conditions.check_cpus(device, plan.settings.cpus, facts.cores)
        harness = harness_files(facts.abis)
        check_page_size(harness[messages.LIBRARY_FILE], facts.page_size_bytes, device.serial)
        self._harness = {name: File.read(path) for name, path in harness.items()}
        self._links, self.push = self._push({**plan.files, **self._harness, messages.EXAMPLES_FILE: examples}, observer)

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
            release=facts.release,
            soc=facts.soc,
            cores=facts.cores,
            page_size_bytes=facts.page_size_bytes,
        )

    @property
    def harness(self) -> schema.HarnessInfo:
        """All that ran beside model, vocabulary and examples, which stand in the result by themselves."""
        dictionary = {name: file for name, file in self._plan.files.items() if "/" in name}
        decoder = {} if self._plan.decoder is None else {messages.DECODER_FILE: self._plan.decoder.file}
        files = {**decoder, **dictionary, **self._harness}
        return schema.HarnessInfo(sha256={name: file.sha256 for name, file in files.items()})

    @contextmanager
    def held(self) -> Iterator[None]:
        """The plan's conditions hold meanwhile. Raises UsageError if the device does not take them."""
        wanted = self._plan.settings.fixed_performance
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
            _LOG.debug("harness on %s: %s", self._device.serial, line.decode(errors="replace"))
            event = codec.decode_event(line)
            if isinstance(event, messages.Failed):
                failed.append(event)
            elif event is not None:
                on_event(event)
                if watch is not None:
                    watch.on_event(event)

        folder = JobFolder(self._device, job.id)
        try:
            with self._blaming_a_full_disk(folder):
                with interrupts.put_off():  # what has begun is known by its pid then, and can be stopped
                    folder.create(self._links, {messages.JOB_FILE: codec.encode(job)})
                    folder.start(command(self._plan.settings.cpus))
                if watch is not None:
                    self._start_telemetry(folder, watch)
                exit_code = folder.follow(on_line)
                if failed or exit_code != 0:
                    found = folder.post_mortem()
                    for line in (*found.said, *found.logged):
                        _LOG.debug("harness on %s, last words: %s", self._device.serial, line)
                    died = harness_failure.died(exit_code, where, found)
                    raise harness_failure.refusal(failed[0], where) if failed else died
                result = self._fetch(folder, job, where)
            if watch is not None:
                self._fetch_telemetry(folder, watch)
            return result
        finally:
            # The next run on the device removes what this one could not.
            with interrupts.put_off(), suppress(DeviceLost):
                folder.remove()

    @contextmanager
    def _blaming_a_full_disk(self, folder: JobFolder) -> Iterator[None]:
        """Whatever a full disk leads to: a result that is cut off, an event or an exit code that is not there."""
        try:
            yield
        except DeviceFull:
            raise
        except (HarnessFailed, DeviceError) as failed:
            if disk.had_no_room(failed.message) or not folder.has_room():
                full = disk.said_full(self._device.serial, "ran out of room", self._device.space())
                raise DeviceFull(f"{full.message} {failed.message}", full.hint) from failed
            raise

    def _start_telemetry(self, folder: JobFolder, watch: Watch) -> None:
        period_s = telemetry.BRISK_S if watch.memory else telemetry.PERIOD_S
        with suppress(DeviceLost):
            telemetry.watch(self._device, folder.path, period_s, memory=watch.memory)

    def _fetch_telemetry(self, folder: JobFolder, watch: Watch) -> None:
        """What a device does not report is absent and fails nothing."""
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

    def _push(self, files: dict[str, File], observer: Observer) -> tuple[dict[str, str], schema.Push]:
        """The links of a job's folder, name to path on the device; and what had to be sent."""
        counter = _PushCounter(observer)
        started = time.monotonic()
        wanted = [StoreFile(file.path, file.sha256) for file in files.values()]
        paths = DeviceStore(self._device).ensure(wanted, counter)
        push = schema.Push(files=counter.files, bytes=counter.size_bytes, seconds=time.monotonic() - started)
        return dict(zip(files, paths, strict=True)), push


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
            f"{serial} has pages of {page_size_bytes // 1024} KB, but this build of TFLite supports only "
            f"{aligned_bytes // 1024} KB.",
            "Build the harness with a newer runtime: gradle -PtfliteAar=FILE, such as LiteRT's AAR.",
        )
