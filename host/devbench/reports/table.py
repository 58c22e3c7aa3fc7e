"""A result as tables on the terminal."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from devbench.results.schema import Count, Result, SideRun, Stage, Status
from devbench.units import format_bytes, format_ms

_COLOURS: dict[Status, str] = {
    "VALID": "green",
    "SEMIVALID": "yellow",
    "VIRTUAL": "cyan",
    "EMULATOR": "cyan",
    "NOISY": "yellow",
    "THROTTLED": "yellow",
}
"""All others are red."""

_QUALITY_NAMES = {"exact_match": "exact match", "f1": "F1"}


def render(result: Result) -> RenderableType:
    return Group(_heading(result), Text(), _latency(result), Text(), _checks(result), Text(), _verdict(result))


def _heading(result: Result) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold")
    grid.add_column(overflow="fold")
    model, device, settings = result.model, result.device, result.settings
    repeats = f", {settings.repeats} cold repeats" if settings.repeats > 1 else ""
    grid.add_row("model", Text(f"{model.name} · {model.quantization} · {format_bytes(model.bytes)}"))
    grid.add_row("task", Text(f"{result.task} · {result.data.examples} examples of {result.data.name}{_cut(result)}"))
    grid.add_row("settings", f"{settings.threads} threads · {settings.mode}{repeats}")
    about = " · ".join(filter(None, [device.kind, device.model, device.abi, _api(result), _runtime(result.device_run)]))
    grid.add_row("device", Text(f"{device.serial} · {about}"))
    host = result.host
    grid.add_row("host", Text(f"{host.cpu or host.os} · {host.cores} cores · {_runtime(result.host_run)}"))
    return grid


def _cut(result: Result) -> str:
    return f" ({result.data.truncated} truncated)" if result.data.truncated else ""


def _api(result: Result) -> str | None:
    return f"API {result.device.api}" if result.device.api else None


def _runtime(run: SideRun) -> str:
    return f"{run.runtime.name} {run.runtime.version} ({run.runtime.delegate})"


def _latency(result: Result) -> Table:
    table = Table(title="Latency", title_justify="left", title_style="bold")
    table.add_column("stage")
    for side in ("device", "host"):
        for column in ("p50", "p90", "min"):
            table.add_column(f"{side} {column}", justify="right")
    table.add_column("device / host", justify="right")
    device, host = result.device_run, result.host_run
    for name in ("tokenize", "invoke", "decode", "total"):
        mine: Stage = getattr(device.latency_ms, name)
        theirs: Stage = getattr(host.latency_ms, name)
        cells = [format_ms(value) for stage in (mine, theirs) for value in (stage.p50, stage.p90, stage.min)]
        ratio = _ratio(result) if name == "invoke" else _times(mine.p50, theirs.p50)
        table.add_row(name, *cells, ratio, style="bold" if name == "invoke" else None, end_section=name == "total")
    for label, a, b in (
        ("load", device.load_ms, host.load_ms),
        ("first inference", device.first_inference_ms, host.first_inference_ms),
    ):
        table.add_row(label, format_ms(a), "", "", format_ms(b), "", "", _times(a, b))
    if device.memory.vm_hwm_bytes and host.memory.vm_hwm_bytes:
        cells = [format_bytes(run.memory.vm_hwm_bytes or 0) for run in (device, host)]
        table.add_row("peak memory", cells[0], "", "", cells[1], "", "", "")
    table.caption = f"{device.latency_ms.invoke.n} and {host.latency_ms.invoke.n} invokes; p90 needs 64 samples"
    table.caption_justify = "left"
    return table


def _ratio(result: Result) -> str:
    ratio = result.ratio
    return f"{ratio.p50:.2f} [{ratio.low:.2f}, {ratio.high:.2f}]"


def _times(device: float, host: float) -> str:
    return f"{device / host:.2f}" if host else "–"


def _checks(result: Result) -> Table:
    table = Table(title="Correctness", title_justify="left", title_style="bold")
    for column, justify in (("check", "left"), ("device", "right"), ("host", "right")):
        table.add_column(column, justify=justify)  # type: ignore[arg-type]
    for metric, value in result.device_run.quality.items():
        table.add_row(_QUALITY_NAMES.get(metric, metric), f"{value:.1f}", f"{result.host_run.quality[metric]:.1f}")
    parity = result.parity
    table.add_section()
    table.add_row("equal token ids", _share(parity.tokens), "")
    if parity.outputs is not None:
        outputs = parity.outputs
        table.add_row("outputs", f"cosine {outputs.cosine:.6f}", f"max abs diff {outputs.max_abs_diff:.1e}")
    table.add_row("equal answers", _share(parity.answers), "")
    for difference in parity.differing[:5]:
        label = f"{difference.what} of {difference.example}"
        table.add_row(Text(label), Text(difference.device[:200]), Text(difference.host[:200]))
    return table


def _share(count: Count) -> str:
    percent = 100 * count.equal / count.total if count.total else 0
    return f"{percent:.4g} % ({count.equal} of {count.total})"


def _verdict(result: Result) -> Text:
    verdict = result.verdict
    text = Text.assemble(("verdict ", "bold"), (verdict.status, f"bold {_COLOURS.get(verdict.status, 'red')}"))
    for reason in verdict.reasons:
        text.append(f"\n  {reason.summary} {reason.remedy}")
    return text
