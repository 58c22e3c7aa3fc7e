"""Several results beside each other: what tells them apart, and how latency trades against quality."""

from __future__ import annotations

from collections.abc import Sequence

from devbench.analysis import example_shares
from devbench.analysis.intervals import Estimate
from devbench.reports import rows, svg, times
from devbench.reports.charts import Chart
from devbench.results import labels
from devbench.results.schema import Result
from devbench.units import format_bytes

_LONGEST_LABEL = 16
_MOST_LABELS = 5
"""So many labels of so many characters have room beside their dots; else dots have numbers, which the keys explain."""

FIGURES = ("p50", "device / host", "quality", "as on host", "peak memory", "model size")


def figures(result: Result) -> list[str]:
    """Of one result, as `FIGURES` names them."""
    memory = [once.device for once in times.once(result) if once.label == "peak memory"]
    answers = result.parity.answers
    return [
        str(times.figure(result.device_run.latency_ms.invoke, "p50")),
        times.ratio(result),
        rows.main_quality(result.task, result.device_run.quality) or "–",
        f"{answers.equal} of {answers.total}" if answers.total else "–",
        "".join(memory) or "–",
        format_bytes(result.model.bytes),
    ]


def trade_offs(results: Sequence[Result]) -> list[Chart]:
    """A chart for each task and data set on which several results have a quality."""
    groups: dict[tuple[str, str, str], list[Result]] = {}
    for result in results:
        if metric := _metric(result):
            groups.setdefault((result.task, result.data.sha256, metric), []).append(result)
    return [_trade_off(group, metric) for (_, _, metric), group in groups.items() if len(group) > 1]


def _metric(result: Result) -> str | None:
    return rows.main_metric(result.task, result.device_run.quality)


def _trade_off(results: Sequence[Result], metric: str) -> Chart:
    first = results[0]
    name = rows.quality_name(first.task, metric)
    keys, marks = _keys(labels.shortest(results))
    latencies = list(map(_latency, results))
    qualities = [_quality(result, metric) for result in results]
    return Chart(
        kind="trade-off",
        title=f"Latency against {name} on {first.data.name}",
        svg=svg.scatter(
            [svg.Dot(mark, *place) for mark, *place in zip(marks, latencies, qualities, strict=True)],
            x_title="p50 per inference on the device, ms",
            y_title=name,
            xrange=(0, 1.25 * max(map(_high, latencies))),
            range=_padded(min(map(_low, qualities)), max(map(_high, qualities))),
        ),
        keys=keys,
        head=["result", "p50", name],
        rows=[
            [label, str(times.figure(result.device_run.latency_ms.invoke, "p50")), _shown(quality)]
            for label, result, quality in zip(keys, results, qualities, strict=True)
        ],
    )


def _latency(result: Result) -> Estimate:
    stage = result.device_run.latency_ms.invoke
    return Estimate(stage.p50, stage.p50_low, stage.p50_high)


def _quality(result: Result, metric: str) -> Estimate:
    """With the interval over examples, if the document has their scores."""
    scores, value = result.device_run.example_scores, result.device_run.quality[metric]
    if scores is None or scores.metric != metric:
        return Estimate(value)
    found = example_shares.interval(scores)
    return Estimate(value, found.low, found.high)


def _low(estimate: Estimate) -> float:
    return estimate.value if estimate.low is None else estimate.low


def _high(estimate: Estimate) -> float:
    return estimate.value if estimate.high is None else estimate.high


def _padded(low: float, high: float) -> svg.Range:
    """So that no dot stands on the frame."""
    margin = max(0.05 * (high - low), 1.0)
    return low - margin, high + margin


def _shown(quality: Estimate) -> str:
    if quality.low is None or quality.high is None:
        return f"{quality.value:.1f}"
    return f"{quality.value:.1f} [{quality.low:.1f}, {quality.high:.1f}]"


def _keys(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """What the keys say, and what stands beside the dots."""
    if len(names) <= _MOST_LABELS and max(map(len, names)) <= _LONGEST_LABEL:
        return list(names), list(names)
    return [f"{number}: {name}" for number, name in enumerate(names, 1)], [str(n + 1) for n in range(len(names))]
