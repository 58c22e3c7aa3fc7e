"""What to do about a finding of this result: nothing that was done already."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from devbench.results.findings import Finding
from devbench.results.schema import Result

_IDLE = "Close other apps on the device, let updates finish, then run again."
_IDLE_COMPUTER = "Close other programs on this computer, then run again."


def remedy(finding: Finding, result: Result) -> str:
    fitting = _FITTING.get(finding)
    return fitting(result) if fitting else finding.remedy


def _vocabulary(result: Result) -> str:
    uncased = " (add --uncased if it has no capitals)" if result.data.capitals == "unknown" else ""
    return f"Use the model's own vocabulary{uncased}, and data in its language."


def _other_outputs(result: Result) -> str:
    delegate = result.settings.delegate
    if delegate == "xnnpack-off":
        return Finding.OUTPUTS_DIFFER.remedy
    return (
        f"Run again with --delegate {'xnnpack-off' if delegate == 'cpu' else 'cpu'} to see what the delegate changes."
    )


def _changing_answers(result: Result) -> str:
    if result.settings.delegate not in ("cpu", "xnnpack-off"):
        return "Run again with --delegate cpu."
    return Finding.ANSWERS_CHANGE.remedy


def _other_answers(result: Result) -> str:
    if result.model.quantization == "fp32":
        return "Look at the examples that differ."
    return Finding.ANSWERS_DIFFER.remedy


def _more_examples(result: Result) -> str:
    available = result.data.available or result.data.examples
    if result.data.examples < available:
        return f"Run more examples (--examples, up to {available:,}), or leave out --expect."
    return "Expect a metric that this run reports, or leave out --expect."


def _cooler(result: Result) -> str:
    fewer = f" or use fewer than {result.settings.threads} --threads" if result.settings.threads > 1 else ""
    clocks = "" if result.settings.fixed_performance else "; --fixed-performance holds clocks that the device sustains"
    return f"Unplug the device and let it cool{fewer}{clocks}."


def _idle(result: Result) -> str:
    return _IDLE if result.device.kind == "physical" else _IDLE_COMPUTER


def _more_runs(result: Result) -> str:
    """The modes in turn: each has more cold processes than the one before."""
    if result.settings.mode == "official":
        return _idle(result)
    mode = "official" if result.settings.mode == "normal" else "normal"
    return f"Run again on an idle device, or with --mode {mode}, which measures more cold processes."


def _steady_clocks(result: Result) -> str:
    options = [
        *([] if result.settings.fixed_performance else ["--fixed-performance, if the device supports it"]),
        *([] if result.settings.cpus else ["--cpus, to stay on one kind of core"]),
    ]
    return f"Run again with {' or with '.join(options)}." if options else _idle(result)


def _one_kind_of_core(result: Result) -> str:
    return _idle(result) if result.settings.cpus else Finding.REPEATS_BIMODAL.remedy


def _fitting_threads(result: Result) -> str:
    cores = usable_cores(result)
    return f"Use --threads {cores}." if cores else Finding.MORE_THREADS_THAN_CORES.remedy


def _fewer_threads(result: Result) -> str:
    at_work = [repeat.threads.count for repeat in result.device_run.repeats if repeat.threads]
    fewest = min(at_work, default=0)
    if 0 < fewest < result.settings.threads:
        return f"Use --threads {fewest}; devbench found no work for the other threads."
    return "Try fewer --threads; it may be as fast."


def _fixed_clocks(result: Result) -> str:
    return _steady_clocks(result) if result.settings.fixed_performance else Finding.CLOCKS_CHANGED.remedy


def usable_cores(result: Result) -> int | None:
    """Those that the harness could use: all, or those of ``--cpus`` or of the system's own choice."""
    allowed = next((repeat.allowed_cpus for repeat in result.device_run.repeats if repeat.allowed_cpus), None)
    counts = [len(allowed) if allowed else None, result.device.cores]
    return min((count for count in counts if count), default=None)


_FITTING: Mapping[Finding, Callable[[Result], str]] = {
    Finding.UNKNOWN_TOKENS: _vocabulary,
    Finding.OUTPUTS_DIFFER: _other_outputs,
    Finding.ANSWERS_CHANGE: _changing_answers,
    Finding.ANSWERS_DIFFER: _other_answers,
    Finding.QUALITY_UNCHECKED: _more_examples,
    Finding.THROTTLED: _cooler,
    Finding.BUSY_DEVICE: _idle,
    Finding.HUMP: _idle,
    Finding.DRIFT: _idle,
    Finding.WARMUP_UNCONVERGED: _idle,
    Finding.CLOCKS_UNSTEADY: _steady_clocks,
    Finding.CLOCKS_CHANGED: _fixed_clocks,
    Finding.REPEATS_BIMODAL: _one_kind_of_core,
    Finding.WIDE_INTERVAL: _more_runs,
    Finding.MORE_THREADS_THAN_CORES: _fitting_threads,
    Finding.FEWER_THREADS_AT_WORK: _fewer_threads,
}
