"""From the rows of a comparison to its outcome, with the reasons in words."""

from __future__ import annotations

from collections.abc import Sequence

from devbench.analysis import gate
from devbench.analysis.rules import Rules
from devbench.results.comparison import ComparedResult, MetricOutcome, MetricRow, Outcome
from devbench.results.schema import DeviceInfo


def overall(devices: Sequence[DeviceInfo], pairs: Sequence[ComparedResult], rules: Rules) -> tuple[Outcome, list[str]]:
    """``devices`` are those of all results that were compared."""
    unlike = [f"{pair.other}: {difference.words}" for pair in pairs for difference in pair.differences]
    if unlike:
        return "INCOMPARABLE", unlike
    missing = [name for pair in pairs for name in pair.missing]
    rows = [row for pair in pairs for row in pair.rows if row.outcome is not None]
    found = gate.overall([row.outcome for row in rows if row.outcome] + ["inconclusive" for _ in missing])
    told = [_beyond(row) for row in rows if row.outcome == "regression"]
    told += [_undecided(row) for row in rows if row.outcome == "inconclusive"]
    told += [f"{name} cannot be compared: one of the results does not have it" for name in dict.fromkeys(missing)]
    if rules.times and not rules.gating_times(device.kind for device in devices):
        rest = (
            f"only {_listed(rules.exact)} {'decides' if len(rules.exact) == 1 else 'decide'}"
            if rules.exact
            else "no metric is left to decide"
        )
        other = next(device for device in devices if device.kind != "physical")
        kind = "a virtual device" if other.kind == "virtual" else "an emulator"
        told.append(f"{', '.join(rules.times)}: not gated, because {other.serial} is {kind}; {rest}")
    return _OUTCOMES[found], told


def _listed(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


_OUTCOMES: dict[MetricOutcome, Outcome] = {
    "regression": "REGRESSION",
    "inconclusive": "INCONCLUSIVE",
    "no regression": "NO REGRESSION",
}


def _beyond(row: MetricRow) -> str:
    if row.ratio is None:
        return f"{row.metric} fell from {row.baseline:.4g} to {row.other:.4g}"
    return f"{row.metric} is {_words(row)} the baseline's, beyond its tolerance of {row.tolerance:.0%}"


def _undecided(row: MetricRow) -> str:
    if row.low is None:
        return f"{row.metric} is {_words(row)} the baseline's; single cold processes cannot decide"
    if row.two_groups:
        return f"{row.metric} is {_words(row)} the baseline's, in two groups for which the interval does not hold"
    return f"{row.metric} is {_words(row)} the baseline's, which does not decide at a tolerance of {row.tolerance:.0%}"


def _words(row: MetricRow) -> str:
    interval = "" if row.low is None or row.high is None else f" [{row.low:.2f}, {row.high:.2f}]"
    return f"{row.ratio:.2f}{interval} times"
