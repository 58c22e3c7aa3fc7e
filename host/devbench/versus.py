"""Comparisons: two models measured in turn, a run against a baseline, stored results. Part of the api."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path

import msgspec

from devbench.analysis import comparison
from devbench.analysis.comparability import differences
from devbench.analysis.metrics import Metric
from devbench.analysis.rules import Rules
from devbench.analysis.sessions import MOST_SESSIONS, SessionSpread, of_history
from devbench.bench import interleaved, model_source, targets
from devbench.bench.interleaved import DIFFERING, TIME_LIMIT_S
from devbench.bench.observer import Observer
from devbench.bench.plan import Plan
from devbench.bench.prepare import Request, prepare
from devbench.bench.runner import Runner
from devbench.choices import HostRuntimeChoice
from devbench.device.adb import Device
from devbench.errors import UsageError
from devbench.results import document, index, names
from devbench.results.comparison import Comparison
from devbench.results.index import IndexEntry
from devbench.results.schema import Result
from devbench.results.store import ResultStore, default_root


def run_ab(
    baseline: Request,
    other: Request,
    *,
    serials: Sequence[str] = (),
    virtual: bool = False,
    allow: Collection[str] = (),
    tolerances: Mapping[str, float] | None = None,
    gates: Sequence[str] | None = None,
    time_limit_s: float = TIME_LIMIT_S,
    host_runtime: HostRuntimeChoice | None = None,
    observer: Observer | None = None,
    command: Sequence[str] = ("devbench.run_ab",),
) -> tuple[list[Result], Comparison]:
    """Measures both models in turn on one device until the pairs decide, at most 30, and compares ``other``.

    Raises UsageError if there is more than one device.
    """
    told = observer or Observer()
    return _in_turn(
        prepare(baseline, told),
        prepare(other, told),
        _rules({*allow, *DIFFERING}, tolerances, gates),
        Runner(host_runtime, told, command),
        targets.chosen(serials, virtual),
        time_limit_s,
    )


def _in_turn(
    baseline: Plan,
    other: Plan,
    rules: Rules,
    runner: Runner,
    chosen: AbstractContextManager[Sequence[Device]],
    time_limit_s: float,
) -> tuple[list[Result], Comparison]:
    plans = [interleaved.until_decided(plan) for plan in (baseline, other)]
    with chosen as devices:
        results = runner.run(plans, _only(devices), interleaved.stopping(rules, time_limit_s))
    return results, comparison.compare(results[:1], results[1:], rules)


def run_against(
    baseline: str | Path | Result,
    request: Request,
    *,
    serials: Sequence[str] = (),
    virtual: bool = False,
    allow: Collection[str] = (),
    tolerances: Mapping[str, float] | None = None,
    gates: Sequence[str] | None = None,
    time_limit_s: float = TIME_LIMIT_S,
    host_runtime: HostRuntimeChoice | None = None,
    observer: Observer | None = None,
    command: Sequence[str] = ("devbench.run_against",),
) -> tuple[list[Result], Comparison]:
    """Runs a model and compares it with a baseline: a result, the name of one, or a model.

    If the baseline's model file is available, both are measured in turn as by `run_ab`, and both results are returned.
    Otherwise the baseline's stored figures are used. Raises UsageError if there is more than one device.
    """
    rules = _rules(allow, tolerances, gates)
    request = replace(request, allow_virtual=request.allow_virtual or "virtual" in rules.allow)
    interleaved.settings(request.settings)  # refuses a mode that decides nothing
    told = observer or Observer()
    runner, chosen = Runner(host_runtime, told, command), targets.chosen(serials, virtual)
    if not isinstance(baseline, Result) and model_source.is_model(str(baseline)):
        first = replace(request, model=str(baseline), variant=None, expected=(), reference=None, require=())
        allowed = replace(rules, allow=rules.allow | set(DIFFERING))
        return _in_turn(prepare(first, told), prepare(request, told), allowed, runner, chosen, time_limit_s)
    sessions, plan = _sessions(baseline), prepare(request, told)
    again, why = _again(sessions[-1], request, plan, rules)
    if again is not None:
        results, found = _in_turn(again, plan, rules, runner, chosen, time_limit_s)
        return results, msgspec.structs.replace(found, note=why)
    with chosen as devices:
        results = runner.run([plan], _only(devices))
    found = comparison.compare(sessions, results, rules, _session_spread(sessions, results))
    return results, msgspec.structs.replace(found, note=why)


def _again(baseline: Result, request: Request, plan: Plan, rules: Rules) -> tuple[Plan | None, str]:
    """What measures a baseline again, or why its stored figures are used."""
    again = interleaved.measured_again(baseline, request)
    name = f"The baseline {baseline.run.id}"
    if again is None:
        return None, f"{name} is compared by its stored figures, because its model file is no longer available."
    unlike = interleaved.differing(again, plan)
    if not unlike:
        return None, f"{name} is compared by its stored figures, because it has the same model and settings."
    if unlike - rules.allow:
        return None, ""  # refused by name once there is a result
    return again, f"The model of {baseline.run.id} was measured again, in turn with the new one."


def compare(
    baseline: str | Path | Result,
    *others: str | Path | Result,
    allow: Collection[str] = (),
    tolerances: Mapping[str, float] | None = None,
    gates: Sequence[str] | None = None,
) -> Comparison:
    """Compares results with a baseline: results, or names as for `load`; a baseline may have several sessions.

    ``allow`` names the conditions that may differ, ``tolerances`` how much worse a metric may be (0.05: 5 %), ``gates``
    the metrics that decide.
    """
    sessions, compared = _sessions(baseline), [result(other) for other in others]
    rules = _rules(allow, tolerances, gates)
    return comparison.compare(sessions, compared, rules, _session_spread(sessions, compared))


def load(name: str | Path) -> Result:
    """Reads a result: ``latest``, ``@2``, a baseline, an id or the beginning of one, or a file (docs/history.md)."""
    return document.read(locate(name))


def locate(name: str | Path) -> Path:
    """The path of the document that `load` reads."""
    return names.locate(default_root(), name)


def result(named: str | Path | Result) -> Result:
    """A result unchanged, or a name read by `load`."""
    return named if isinstance(named, Result) else load(named)


def _rules(allow: Collection[str], tolerances: Mapping[str, float] | None, gates: Sequence[str] | None) -> Rules:
    rules = Rules(frozenset(allow), tolerances, tuple(gates) if gates else None)
    rules.check()
    return rules


def _sessions(named: str | Path | Result) -> list[Result]:
    return [named] if isinstance(named, Result) else names.sessions(default_root(), named)


def _session_spread(sessions: Sequence[Result], others: Sequence[Result]) -> Callable[[Metric], SessionSpread]:
    """By the stored results that were measured as these were, without them; read when first needed."""
    baseline, compared = sessions[0], {each.run.id for each in (*sessions, *others)}

    def is_likely(entry: IndexEntry) -> bool:
        wanted = (baseline.model.name, baseline.settings.mode, baseline.device.kind, baseline.settings.threads)
        return entry.name not in compared and (entry.model, entry.mode, entry.kind, entry.threads) == wanted

    @cache
    def alike() -> list[Result]:
        store = ResultStore(default_root())
        likely = (entry.name for entry in index.entries(store.root) if is_likely(entry))
        found = (document.read(store.root / f"{name}.json") for name in likely)
        return list(islice((each for each in found if not any(differences(baseline, each))), MOST_SESSIONS))

    return lambda metric: of_history(metric, alike())


def _only(devices: Sequence[Device]) -> Device:
    if len(devices) > 1:
        raise UsageError("Models are compared on one device, but several are named.", "Name one serial.")
    return devices[0]
