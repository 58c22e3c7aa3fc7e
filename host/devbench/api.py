"""devbench as a library: what ``import devbench`` offers. docs/library.md shows it at work.

The command line is its first user: what runs, compares or looks up results goes through these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from devbench import versus
from devbench.bench import ask as asking
from devbench.bench import host_answers, job_folder, reference_file, session, targets
from devbench.bench.ask import Asked, Listener
from devbench.bench.observer import Observer
from devbench.bench.plan import Plan
from devbench.bench.prepare import Request, prepare
from devbench.bench.runner import Runner
from devbench.choices import DEFAULT_MODEL, MODES, HostRuntime, HostRuntimeChoice, Mode, RunSettings
from devbench.device.adb import AdbServer, Device
from devbench.device.facts import read_facts
from devbench.device.selection import Connected, connected
from devbench.errors import DevbenchError, UsageError
from devbench.results import baselines, index
from devbench.results.comparison import Comparison
from devbench.results.history import Filter
from devbench.results.index import IndexEntry
from devbench.results.schema import Result
from devbench.results.store import ResultStore, default_root
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
    "Comparison",
    "DevbenchError",
    "Filter",
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
    settings: RunSettings | None = None,
    host_runtime: HostRuntimeChoice | None = None,
    observer: Observer | None = None,
) -> Result:
    """One model on one device against the host. The result is stored, too.

    ``model`` is a .tflite file or a bundled model's name. ``serial`` is not needed if there is one device; ``virtual``
    starts a virtual device for this run alone. What is None comes from the model's card, from the files beside the
    model, or from the model itself. Raises a `devbench.errors.DevbenchError` that says what to do next.
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
        settings=settings or RunSettings(),
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
    """All requests on each device, in this order. All are checked before a device is touched.

    With ``interleave`` the repeats of all requests alternate. ``observer.kept`` gets each result as it comes.
    ``command`` is what the results say they come from.
    """
    plans = [prepare(request) for request in requests]
    runner = Runner(host_runtime, observer or Observer(), command)
    with targets.chosen(serials, virtual) as devices:
        groups = [plans] if interleave else [[plan] for plan in plans]
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
    """One text put to a model on a device and on the host: tokens, answers and a look at the times. Nothing is stored.

    ``pairs`` is what belongs to the text: a question's context, a second text, the choices.
    """
    serials = [] if serial is None else [serial]
    with asking.planned(request, text, pairs) as plan, targets.chosen(serials, virtual) as devices:
        return asking.ask(plan, devices[0], listener or Listener(), command, host_runtime)


def run_suite(
    name: str,
    *,
    changes: Sequence[str] = (),
    examples: int | None = None,
    fresh: bool = False,
    serials: Sequence[str] = (),
    virtual: bool = False,
    host_runtime: HostRuntimeChoice | None = None,
    suite_observer: SuiteObserver | None = None,
    observer: Observer | None = None,
    command: Sequence[str] = ("devbench.run_suite",),
) -> list[SuiteReport]:
    """A table of models and tasks on each device: of a TOML file or a built-in suite (docs/suites.md).

    ``changes`` are ``KEY=VALUE``; ``examples`` limits each row; ``fresh`` measures what was measured before, too.
    """
    described, folder = suite_file.read(name, changes)
    if examples is not None:
        described = suite_file.limited(described, examples)
    store = ResultStore(default_root())
    told = suite_observer or SuiteObserver()
    told.preparing()
    plan = prepare_suite(described, Models(folder, cache=store.root.parent / "cache" / "suites"))
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
    """The document of the run that began last. Raises UsageError if none is stored."""
    root = default_root()
    found = ResultStore(root).newest()
    if found is None:
        raise UsageError(f"No result is stored in {root}.", "Run `devbench run`, or name a file.")
    return found


def history(wanted: Filter = Filter(), *, rebuild: bool = False) -> list[IndexEntry]:
    """The stored results that match, the newest first. ``rebuild`` makes the index again from the documents."""
    return [entry for entry in index.entries(ResultStore(default_root()).root, rebuild) if wanted.matches(entry)]


def devices() -> list[Connected]:
    """What adb lists, and what each of it is."""
    return connected(AdbServer.from_environment())


def save_baseline(name: str, *results: str | Path | Result) -> Path:
    """Keeps results, sessions of one model, under a name that `compare` and `run_against` understand."""
    return baselines.save(default_root(), name, [versus.result(result) for result in results])


def write_reference(request: Request, file: str | Path, *, host_runtime: HostRuntime | None = None) -> None:
    """What the host answers to each example, for ``Request.reference`` of later runs."""
    plan = prepare(request)
    result = host_answers.run(plan, host_runtime)
    if len(result.examples) < len(plan.examples):
        raise UsageError(
            f"Only {len(result.examples)} of {len(plan.examples)} examples ran in {request.settings.max_seconds:g} s.",
            "Use a higher --max-seconds.",
        )
    reference_file.write(plan, result, Path(file))


def write_job(request: Request, folder: str | Path, abi: str) -> None:
    """A job's folder, to start the harness by hand on a device that is reached without adb."""
    job_folder.write(prepare(request), Path(folder), abi)
