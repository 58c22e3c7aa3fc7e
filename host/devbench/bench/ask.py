"""One text put to a model on a device and on the host."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from devbench import tasks
from devbench.bench import kept_exports, missing_options, model_source, question, session, task_choice
from devbench.bench.observer import Observer
from devbench.bench.plan import Plan
from devbench.bench.prepare import Request, prepare
from devbench.choices import HostRuntimeChoice, Mode
from devbench.device.adb import Device
from devbench.errors import UsageError
from devbench.results.answers import AnsweredExample
from devbench.results.schema import Result
from devbench.tasks.data import BadLineError

_MODE = Mode("ask", repeats=1, min_invokes=20, min_seconds=1, memory_pass=False)
"""A look at the times, not a measurement."""


@dataclass(frozen=True)
class Asked:
    """``result`` is not stored: its times are a look. ``answers`` has one row, or two for two texts to be embedded."""

    result: Result
    answers: Sequence[AnsweredExample]


class Listener(Observer):
    """An observer that keeps what was answered."""

    answers: Sequence[AnsweredExample] = ()

    def answered(self, examples: Callable[[], Iterable[AnsweredExample]]) -> None:
        self.answers = list(examples())


@contextmanager
def planned(request: Request, text: str, pairs: Sequence[str], observer: Observer) -> Iterator[Plan]:
    """The plan that puts the text to the model; no device is touched. Raises UsageError."""
    named = model_source.find(request.model, request.variant)
    missing_options.check(request, named, with_data=False)
    source = kept_exports.usable(named, request, observer)
    request = replace(request, model=str(source.path), variant=None)
    task = tasks.create(*task_choice.choose(request.task, request.task_changes, source)).name
    settings = replace(request.settings, mode=_MODE, max_temperature_c=None)
    with tempfile.TemporaryDirectory(prefix="devbench-ask-") as folder:
        data = question.write(Path(folder), task, text, pairs)
        yield _plan(replace(request, data=data, settings=settings), task)


def ask(
    plan: Plan,
    device: Device,
    listener: Listener,
    command: Sequence[str],
    host_runtime: HostRuntimeChoice | None = None,
) -> Asked:
    """Raises what `session.run` raises."""
    result = session.run([plan], device, listener, command, host_runtime)[0]
    return Asked(result, listener.answers)


def _plan(request: Request, task: str) -> Plan:
    """Whoever asks knows nothing of the file that the text was written to."""
    try:
        return prepare(request)
    except BadLineError as error:
        raise UsageError(f"{task} cannot use this text: {error.why}.", error.hint) from error
