"""Several results, a line each."""

from __future__ import annotations

from collections.abc import Sequence

from devbench.reports import rows, times, verdict_words
from devbench.reports.fitting import Column, FittingTable
from devbench.reports.sanitize import sanitize
from devbench.reports.table import VERDICT_WIDTH, words
from devbench.results.schema import Count, Result, Stage
from devbench.units import format_ms


def render(results: Sequence[Result]) -> FittingTable:
    """What is the same for all, device and thread count, is left out."""
    several_devices = len({result.device.serial for result in results}) > 1
    several_threads = len({result.settings.threads for result in results}) > 1
    table = FittingTable(
        Column("model", least=15),
        Column("task", rank=2),
        Column("invoke p50", "right"),
        Column("device / host", "right", rank=3),
        Column("equal answers", "right", rank=4),
        Column("quality", rank=1),
        Column("verdict", least=VERDICT_WIDTH),
        title=f"{len(results)} results",
    )
    for result in map(sanitize, results):
        threads = f", {result.settings.threads} threads" if several_threads else ""
        device = f" on {result.device.serial}" if several_devices else ""
        table.add(
            f"{result.model.name} {result.model.quantization}{threads}{device}",
            result.task,
            _invoke(result.device_run.latency_ms.invoke),
            f"{result.ratio.p50:.2f}",
            _percent(result.parity.answers),
            rows.main_quality(result.task, result.device_run.quality),
            words(verdict_words.parts(result.verdict)),
        )
    return table


def _invoke(stage: Stage) -> str:
    return f"{format_ms(stage.p50)}{times.plus_minus(stage.p50, stage.p50_low, stage.p50_high)}"


def _percent(count: Count) -> str:
    """Rounded down: 100 % are all."""
    return f"{100 * count.equal // count.total if count.total else 0} %"
