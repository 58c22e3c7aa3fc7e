"""devbench as a library: the functions and types of ``import devbench``. docs/library.md has examples.

The command line runs, compares and looks up results through the same functions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from devbench import cache, versus
from devbench.analysis import limits
from devbench.analysis.limits import Limit
from devbench.bench import ask as asking
from devbench.bench import host_answers, job_folder, reference_file, session, targets
from devbench.bench.ask import Asked, Listener
from devbench.bench.observer import Observer
from devbench.bench.plan import Plan
from devbench.bench.prepare import Request, prepare
from devbench.bench.runner import Runner
from devbench.bench.schedule import Schedule, Step
from devbench.choices import DEFAULT_MODEL, MODES, HostRuntime, HostRuntimeChoice, Mode, RunSettings
from devbench.device.adb import AdbServer, Device
from devbench.device.facts import read_facts
from devbench.device.selection import Connected, connected
from devbench.doctor import diagnosis
from devbench.doctor.check import Check, Diagnosis
from devbench.errors import DevbenchError, UsageError
from devbench.models.runtimes import default_name
from devbench.results import baselines, index
from devbench.results.comparison import Comparison
from devbench.results.history import Filter
from devbench.results.index import IndexEntry
from devbench.results.schema import Result
from devbench.results.store import LATEST, ResultStore, default_root
from devbench.results.suite import SuiteReport
from devbench.suites import suite_file
from devbench.suites.kept_cells import KeptCells
from devbench.suites.runner import Suite, SuiteObserver
from devbench.suites.runner import prepare as prepare_suite
from devbench.suites.suite_models import Models
from devbench.versus import compare, load, locate, run_ab, run_against

__all__ = [
    "MODES",
    "Asked",
    "Check",
    "Comparison",
    "DevbenchError",
    "Diagnosis",
    "Filter",
    "Limit",
    "Mode",
    "Observer",
    "Request",
    "Result",
    "RunSettings",
    "SuiteObserver",
    "SuiteReport",
    "ask",
    "compare",
    "devices",
    "diagnose",
    "history",
    "load",
    "locate",
    "newest",
    "run",
    "run_ab",
    "run_against",
    "run_all",
    "run_suite",
    "save_baseline",
    "write_job",
    "write_reference",
]


def run(
    model: str | Path = DEFAULT_MODEL,
    *,
    serial: str | None = None,
    virtual: bool = False,
    task: str | None = None,
    vocabulary: str | Path | None = None,
    cased: bool | None = None,
    data: str | Path | None = None,
    examples: int | None = None,
    sequence_length: int | None = None,
    variant: str | None = None,
    bind: Mapping[str, str] | None = None,
    task_changes: Mapping[str, str] | None = None,
    expected: Mapping[str, float] | None = None,
    reference: str | Path | None = None,
    require: Sequence[str] = (),
    allow_virtual: bool = False,
    settings: RunSettings | None = None,
    host_runtime: HostRuntimeChoice | None = None,
    observer: Observer | None = None,
) -> Result:
    """Runs one model on one device and on the host, compares them, and stores the result.

    ``model`` is a .tflite file, a folder with a model or a checkpoint, or a bundled model's name. ``serial`` is not
    needed if only one device is connected; ``virtual`` starts a virtual device for this run only. A parameter that is
    None is read from the model's card, from the files next to the model, or from the model itself. Raises a
    `devbench.errors.DevbenchError` that says what to do next.

    ``require`` are budgets such as ``invoke.p90<=50ms``: ``Result.budgets`` says which of them passed. Budgets for
    times of a virtual device are decided only with ``allow_virtual``. Without ``settings``, a budget for a time or
    memory, also one of the card, is measured in ten cold processes.
    """
    request = Request(
        model=str(model),
        variant=variant,
        vocabulary=None if vocabulary is None else Path(vocabulary),
        task=task,
        cased=cased,
        data=None if data is None else Path(data),
        examples=examples,
        sequence_length=sequence_length,
        bind=tuple((bind or {}).items()),
        task_changes=tuple((task_changes or {}).items()),
        expected=tuple((expected or {}).items()),
        reference=None if reference is None else Path(reference),
        require=limits.parse_all(require, "require"),
        allow_virtual=allow_virtual,
        settings=settings or RunSettings(),
        is_mode_open=settings is None,
    )
    serials = [] if serial is None else [serial]
    found = run_all([request], serials=serials, virtual=virtual, host_runtime=host_runtime, observer=observer)
    return found[0]


def run_all(
    requests: Sequence[Request],
    *,
    serials: Sequence[str] = (),
    virtual: bool = False,
    interleave: bool = False,
    host_runtime: HostRuntimeChoice | None = None,
    observer: Observer | None = None,
    command: Sequence[str] = ("devbench.run_all",),
) -> list[Result]:
    """Runs all requests on each device, in this order, after checking all of them.

    With ``interleave`` the repeats of all requests alternate. ``observer.kept`` gets each result when it is complete.
    ``command`` is stored in the results as the command that made them.
    """
    observer = observer or Observer()
    runner = Runner(host_runtime, observer, command)
    plans = [prepare(request, observer) for request in requests]
    with targets.chosen(serials, virtual) as devices:
        groups = [plans] if interleave else [[plan] for plan in plans]
        observer.queued(groups * len(devices))
        of = len(devices) * len(plans)
        return [result for device in devices for group in groups for result in runner.run(group, device, of=of)]


def ask(
    request: Request,
    text: str,
    pairs: Sequence[str] = (),
    *,
    serial: str | None = None,
    virtual: bool = False,
    host_runtime: HostRuntimeChoice | None = None,
    listener: Listener | None = None,
    command: Sequence[str] = ("devbench.ask",),
) -> Asked:
    """Puts one text to a model on a device and on the host: tokens, answers and rough times. Stores nothing.

    ``pairs`` are the texts that belong to it: a question's context, a second text, the choices.
    """
    serials, told = [] if serial is None else [serial], listener or Listener()
    with asking.planned(request, text, pairs, told) as plan, targets.chosen(serials, virtual) as devices:
        return asking.ask(plan, devices[0], told, command, host_runtime)


def run_suite(
    name: str,
    *,
    changes: Sequence[str] = (),
    examples: int | None = None,
    fresh: bool = False,
    allow_virtual: bool = False,
    serials: Sequence[str] = (),
    virtual: bool = False,
    host_runtime: HostRuntimeChoice | None = None,
    suite_observer: SuiteObserver | None = None,
    observer: Observer | None = None,
    command: Sequence[str] = ("devbench.run_suite",),
) -> list[SuiteReport]:
    """Measures a suite, a TOML file or a built-in one, on each device (docs/suites.md).

    ``changes`` are ``KEY=VALUE``; ``examples`` limits each row; ``fresh`` measures every cell again.
    With ``allow_virtual``, times of a virtual device decide budgets.
    """
    described, folder = suite_file.read(name, changes)
    if examples is not None:
        described = suite_file.limited(described, examples)
    store = ResultStore(default_root())
    told = suite_observer or SuiteObserver()
    told.preparing()
    models = Models(folder, cache.folder("suites"), observer or Observer(), allow_virtual)
    plan = prepare_suite(described, models)
    reports = []
    with targets.chosen(serials, virtual) as devices:
        for device in devices:

            def run_plans(plans: Sequence[Plan], device: Device = device) -> list[Result]:
                return session.run(plans, device, observer or Observer(), command, host_runtime)

            cells = KeptCells(store, device.serial, read_facts(device))
            reports.append(Suite(plan, cells, run_plans).run(told, fresh))
            told.finished(reports[-1])
    return reports


def newest() -> Path:
    """The document of the run that started last: ``locate("latest")``. Raises UsageError if none is stored."""
    return locate(LATEST)


def history(wanted: Filter = Filter(), *, rebuild: bool = False) -> list[IndexEntry]:
    """The stored results that match, the newest first. ``rebuild`` makes the index anew from the documents."""
    return [entry for entry in index.entries(ResultStore(default_root()).root, rebuild) if wanted.matches(entry)]


def devices() -> list[Connected]:
    """The devices that adb lists, each with its kind and state."""
    return connected(AdbServer.from_environment())


def diagnose(serials: Sequence[str] = ()) -> Diagnosis:
    """Checks what would stop, slow down or distort a run: this computer, adb, and these devices or all of them."""
    return diagnosis.diagnose(serials)


def save_baseline(name: str, *results: str | Path | Result) -> Path:
    """Saves results, sessions of one model, as a baseline that `compare` and `run_against` find by this name."""
    return baselines.save(default_root(), name, [versus.result(result) for result in results])


def write_reference(
    request: Request,
    file: str | Path,
    *,
    host_runtime: HostRuntime | None = None,
    observer: Observer | None = None,
) -> None:
    """Writes the host's answer to each example, for ``Request.reference`` of later runs."""
    observer = observer or Observer()
    plan = prepare(request, observer)
    step = Step(plan, "answers", "host", runtime=host_runtime or default_name())
    observer.session(Schedule([plan], None, [step]))
    observer.step(step)
    result = host_answers.run(plan, step.runtime, partial(observer.harness, "host"))
    if len(result.examples) < len(plan.examples):
        raise UsageError(
            f"Only {len(result.examples)} of {len(plan.examples)} examples ran in {request.settings.max_seconds:g} s.",
            "Use a higher --max-seconds.",
        )
    reference_file.write(plan, result, Path(file))


def write_job(request: Request, folder: str | Path, abi: str, *, observer: Observer | None = None) -> None:
    """Writes a job's folder, to start the harness by hand on a device without adb."""
    job_folder.write(prepare(request, observer or Observer()), Path(folder), abi)
