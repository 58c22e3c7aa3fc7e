"""Several results, a line each."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from devbench.reports import rows, times, verdict_words
from devbench.reports.sanitize import sanitize
from devbench.reports.table import LONGEST_WORD, words
from devbench.results.schema import Count, Result, Stage
from devbench.units import format_ms


def render(results: Sequence[Result]) -> Table:
    """What is the same for all, device and thread count, is left out."""
    several_devices = len({result.device.serial for result in results}) > 1
    several_threads = len({result.settings.threads for result in results}) > 1
    table = Table(title=f"{len(results)} results", title_justify="left", title_style="bold")
    table.add_column("model", overflow="fold")
    table.add_column("invoke p50", justify="right", no_wrap=True)
    table.add_column("to host", justify="right")
    table.add_column("equal\nanswers", justify="right")
    table.add_column("quality", overflow="fold")
    table.add_column("verdict", min_width=LONGEST_WORD)
    for result in map(sanitize, results):
        threads = f", {result.settings.threads} threads" if several_threads else ""
        device = f" on {result.device.serial}" if several_devices else ""
        table.add_row(
            Text(f"{result.model.name} {result.model.quantization}{threads}{device}\n{result.task}"),
            _invoke(result.device_run.latency_ms.invoke),
            f"{result.ratio.p50:.2f}",
            _percent(result.parity.answers),
            ", ".join(_quality(result)),
            words(verdict_words.parts(result.verdict)),
        )
    return table


def _invoke(stage: Stage) -> str:
    return f"{format_ms(stage.p50)}{times.plus_minus(stage.p50, stage.p50_low, stage.p50_high)}"


def _quality(result: Result) -> list[str]:
    """The first two metrics of each task are the ones that it is known by."""
    known = list(result.device_run.quality.items())[:2]
    return [f"{rows.quality_name(result.task, metric)} {value:.1f}" for metric, value in known]


def _percent(count: Count) -> str:
    """Rounded down: 100 % are all."""
    return f"{100 * count.equal // count.total if count.total else 0} %"
