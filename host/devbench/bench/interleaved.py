"""Two models measured in turn, pair by pair, until the pairs show a difference or show that there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from devbench.analysis import comparison, sequential
from devbench.analysis.rules import Rules
from devbench.bench.plan import Plan
from devbench.bench.prepare import Request, prepare
from devbench.bench.session import Stopping
from devbench.choices import DELEGATES, MODES, TIME_LIMIT_MINUTES, DeviceKind, RunSettings
from devbench.errors import UsageError
from devbench.results.schema import Result, SideRun

DIFFERING = ("model", "quantization", "vocabulary", "threads", "delegate", "runtime", "length")
"""The conditions in which the two may differ, because that is what is compared."""
TIME_LIMIT_S = 60 * TIME_LIMIT_MINUTES


def settings(asked: RunSettings) -> RunSettings:
    """For as many pairs as the last look takes; the host says once whether the answers are right.

    Raises UsageError if the mode has one cold process.
    """
    mode = asked.mode
    if mode.repeats == 1:
        raise UsageError(
            f"--mode {mode.name} measures one cold process, which is too few to decide a comparison.",
            f"Use --mode {' or '.join(name for name, each in MODES.items() if each.repeats > 1)}.",
        )
    return replace(asked, mode=replace(mode, repeats=sequential.LOOKS[-1], host_repeats=1))


def stopping(rules: Rules, time_limit_s: float) -> Stopping:
    def is_decided(runs: Sequence[SideRun], kind: DeviceKind) -> bool:
        baseline, other = runs
        return comparison.is_decided(baseline, other, rules, kind)

    return Stopping(sequential.LOOKS, is_decided, time_limit_s)


def until_decided(plan: Plan) -> Plan:
    return replace(plan, settings=settings(plan.settings))


def measured_again(baseline: Result, request: Request) -> Plan | None:
    """What measures the model of a stored result once more, under its own settings and roles, on the data of
    ``request``; None if its file, with the same content, is no longer at hand.
    """
    for model, variant in _places(baseline, request):
        bind, own = tuple(baseline.model.roles.items()), _of(baseline, request.settings)
        again = replace(request, model=model, variant=variant, bind=bind, settings=own)
        again = replace(again, expected=(), reference=None, require=())
        try:
            plan = prepare(again)
        except UsageError:
            continue
        if (plan.model.file.sha256, plan.vocabulary.sha256) == (baseline.model.sha256, baseline.vocabulary.sha256):
            return plan
    return None


def _of(baseline: Result, asked: RunSettings) -> RunSettings:
    """As the baseline was measured, for as long as is asked now."""
    stored = baseline.settings
    if stored.delegate not in DELEGATES:
        return asked
    return replace(
        asked,
        threads=stored.threads,
        delegate=stored.delegate,
        tokenize=stored.tokenize,
        cpus=tuple(stored.cpus or ()),
        fixed_performance=stored.fixed_performance,
        speed_only=stored.speed_only,
    )


def differing(mine: Plan, theirs: Plan) -> set[str]:
    """The conditions, by the names that ``allow`` takes, in which two plans would measure differently."""
    pairs = {
        "model": (mine.model.file.sha256, theirs.model.file.sha256),
        "quantization": (mine.model.quantization, theirs.model.quantization),
        "vocabulary": (mine.vocabulary.sha256, theirs.vocabulary.sha256),
        "length": (mine.model.spec.sequence_length, theirs.model.spec.sequence_length),
        "threads": (mine.settings.threads, theirs.settings.threads),
        "delegate": (mine.settings.delegate, theirs.settings.delegate),
        "tokenize": (mine.settings.tokenize, theirs.settings.tokenize),
        "cpus": (mine.settings.cpus, theirs.settings.cpus),
        "clocks": (mine.settings.fixed_performance, theirs.settings.fixed_performance),
        "speed-only": (mine.settings.speed_only, theirs.settings.speed_only),
    }
    return {name for name, (one, another) in pairs.items() if one != another}


def _places(baseline: Result, request: Request) -> Sequence[tuple[str, str | None]]:
    """Where the model of a result may be: where it was, what is run now, a bundled model of its name."""
    recorded = baseline.model.file
    found: list[tuple[str, str | None]] = [] if recorded is None else [(recorded, None)]
    return [*found, (request.model, request.variant), (baseline.model.name, baseline.model.quantization)]
