"""Runs a job on the host: the Python harness in a child process."""

from __future__ import annotations

import logging
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import IO

from devbench import assets, jvm, machine
from devbench.bench import harness_failure
from devbench.bench.host_telemetry import HostWatch
from devbench.bench.plan import File, Plan
from devbench.bench.telemetry import Watch
from devbench.errors import HarnessFailed
from devbench.harness import codec, messages
from devbench.harness.codec import HarnessResult
from devbench.harness.log_lines import without_chatter
from devbench.harness.messages import Job

_LOG = logging.getLogger(__name__)


class HostExecutor:
    """One job after another, each in a fresh folder and a fresh process."""

    def __init__(self, plan: Plan, examples: File, runtime: str) -> None:
        self._plan = plan
        self._examples = examples
        self._runtime = runtime

    def state(self) -> None:
        """A computer has no battery whose heat would be waited for."""

    def execute(
        self, job: Job, on_event: Callable[[messages.Event], None], watch: Watch | None = None
    ) -> HarnessResult:
        with tempfile.TemporaryDirectory(prefix="devbench-host-") as name:
            folder = Path(name)
            for file_name, path in self._files().items():
                (folder / file_name).symlink_to(path.resolve())
            (folder / messages.JOB_FILE).write_bytes(codec.encode(job))
            self._run(self._command(job), folder, on_event, watch)
            return codec.read_result(folder / job.result, folder / job.outputs_file, "the host run")

    def _files(self) -> dict[str, Path]:
        """By their names in the job's folder, where the device's dictionary gives way to the installed one."""
        plan = self._plan
        files = {name: file.path for name, file in plan.files.items() if "/" not in name}
        files[messages.EXAMPLES_FILE] = self._examples.path
        return files if plan.dictionary is None else {**files, messages.DICTIONARY_FOLDER: plan.dictionary.folder}

    def _command(self, job: Job) -> list[str]:
        """Python's runtimes do not tell of operators; the harness for a JVM does, with a TFLite of its own."""
        if job.profile:
            return jvm.command(assets.harness("desktop.jar"), [messages.JOB_FILE])
        return [sys.executable, "-m", "devbench.host_harness", messages.JOB_FILE, self._runtime]

    def _run(
        self, command: Sequence[str], folder: Path, on_event: Callable[[messages.Event], None], watch: Watch | None
    ) -> None:
        failed: messages.Failed | None = None
        with (
            (folder / "stderr.log").open("wb+") as log,
            subprocess.Popen(
                command, cwd=folder, stdout=subprocess.PIPE, stderr=log, env=machine.child_environment()
            ) as process,
        ):
            assert process.stdout is not None
            seen = HostWatch(watch, process.pid) if watch is not None else None
            try:
                with seen.running() if seen else nullcontext():
                    for line in process.stdout:
                        _LOG.debug("harness on the host: %s", line.decode(errors="replace").rstrip())
                        event = codec.decode_event(line)
                        if isinstance(event, messages.Failed):
                            failed = event
                        elif event is not None:
                            if seen:
                                seen.on_event(event)
                            on_event(event)
            except BaseException:
                process.kill()
                raise
            process.wait()
            if failed is not None:
                raise harness_failure.refusal(failed, f"{self._plan.model.name} on the host", _REMEDY)
            if process.returncode != 0:
                death = harness_failure.death(process.returncode)
                said = _said(log)
                last = said[-1] if said else "it said nothing."
                message = f"{self._runtime} on the host {death} with {self._plan.model.name}: {last}"
                is_killed = harness_failure.is_killed(process.returncode)
                raise HarnessFailed(message, _LESS_MEMORY if is_killed else _REMEDY)


_REMEDY = "Run `devbench inspect` on the model, or choose another --host-runtime."

_LESS_MEMORY = "It probably ran out of memory: close other programs, or use a smaller variant."


def _said(log: IO[bytes]) -> Sequence[str]:
    log.seek(0)
    lines = without_chatter(log.read().decode(errors="replace"))
    for line in lines:
        _LOG.debug("harness on the host, last words: %s", line)
    return lines
