"""Result documents of a device that does as it is told: noise, drift, throttling, a busy core.

Nothing runs: samples and series are drawn from a model of noise that was fitted to real runs (``fit``), so that rules
can be tried on thousands of runs whose cause is known. They are labelled scripted.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import msgspec
import numpy as np
from numpy.typing import NDArray

from devbench.analysis import verdict
from devbench.analysis.stability import stability
from devbench.analysis.stats import STAGES, by_repeat, latency
from devbench.choices import MODES, DeviceKind, Mode
from devbench.results import schema

SECOND, EXAMPLES, HIGHEST_KHZ = 1_000_000_000, 20, 2_800_000


@dataclass(frozen=True)
class Noise:
    """Standard deviations of logarithms, where nothing disturbs the device."""

    within: float
    """Of invokes of one repeat, without the tail."""
    neighbours: float
    """Correlation of an invoke with the next."""
    tail_share: float
    """Of invokes that something interrupts ..."""
    tail: float
    """... and how much longer they take, on the mean."""
    between_repeats: float
    between_runs: float
    load: float
    first_inference: float

    def times(self, factor: float) -> Noise:
        """The same device in a noisier place."""
        return replace(
            self,
            within=self.within * factor,
            between_repeats=self.between_repeats * factor,
            between_runs=self.between_runs * factor,
        )


@dataclass(frozen=True)
class Load:
    """What befalls the device. All factors are of latencies."""

    slow_down: float = 1.0
    rise: float = 0.0
    """From the beginning to the end of each repeat."""
    modes: float = 0.0
    """Every other repeat is so much slower, as where a process lands on one of two kinds of cores."""
    scatter: float = 0.0
    """Standard deviation between repeats, beside that of the noise."""
    hump: float = 0.0
    """A quarter of the run is so much slower."""
    rise_across: float = 0.0
    """From the first repeat to the last."""
    clock_fall: float = 0.0
    clock_cap: float = 1.0
    """Of the highest clock: what the fastest core gets throughout."""
    clock_flips: bool = False
    """The fastest core's clock changes between its highest and half of it."""
    bursts: float = 0.0
    """Cores that other processes keep busy in 40 % of the time."""
    watched: bool = True
    host_converged: bool = True
    host_visited: int = EXAMPLES
    only_repeats: int | None = None
    """So many instead of the mode's."""
    thermal_status: int = 0
    temperature_c: float = 31.0
    gate_passed: bool = True
    redone: int = 0
    others: float = 0.05
    """Cores that other processes keep busy."""
    threads_at_work: int = 4
    falls_back: bool = False
    """The delegate that was asked for takes nothing."""
    battery_level: float = 80.0
    charging: bool = False
    warmup_converged: bool = True
    equal_answers: int = EXAMPLES
    visited: int = EXAMPLES
    invokes: float = 1.0
    """Of those that the mode asks for."""
    kind: DeviceKind = "physical"


@dataclass(frozen=True)
class Setting:
    """What is measured: a model of ``invoke_ms`` in one of the modes."""

    mode: str = "normal"
    invoke_ms: float = 60.0
    visits: int = EXAMPLES
    """Of each repeat, at least: every example once."""
    threads: int = 4
    model: str = "model"
    noise: Noise = field(kw_only=True)

    def invokes(self, mode: Mode) -> int:
        """Of a repeat: as many as the mode asks for, or fit into its time, and every example once."""
        return max(mode.min_invokes, self.visits, round(1000 * mode.min_seconds / self.invoke_ms))


def result(
    setting: Setting, load: Load, generator: np.random.Generator, run_id: str = "simulated", day: int = 1
) -> schema.Result:
    """One run under ``load``, with the verdict that devbench gives it. ``day``: of a November."""
    device_run = _side(setting, load, generator)
    host_run = _side(setting, Load(warmup_converged=load.host_converged, visited=load.host_visited), generator)
    found = schema.Result(
        run=schema.Run(id=run_id, started=f"2026-11-{day:02}T00:00:00+00:00", command=[], devbench="scripted"),
        device=schema.DeviceInfo(
            serial="scripted",
            kind=load.kind,
            fingerprint="scripted",
            abi="arm64-v8a",
            cores=8,
            core_max_khz=[1_800_000] * 4 + [HIGHEST_KHZ] * 4,
        ),
        host=schema.HostInfo(cpu="scripted", cores=8, os="scripted"),
        model=schema.ModelInfo(
            name=setting.model, sha256=setting.model, bytes=0, quantization="fp32", stated_quality={"spearman": 90.0}
        ),
        vocabulary=schema.VocabularyInfo(sha256="0"),
        task="feature-extraction",
        data=schema.DataInfo(name="scripted", sha256="0", examples=EXAMPLES, truncated=0),
        settings=schema.Settings(
            threads=setting.threads,
            mode=setting.mode,
            repeats=load.only_repeats or MODES[setting.mode].repeats,
            sequence_length=128,
            task={"name": "feature-extraction"},
            delegate="nnapi" if load.falls_back else "cpu",
        ),
        device_run=device_run,
        host_run=host_run,
        ratio=schema.Ratio(p50=1.0),
        parity=schema.Parity(
            tokens=schema.Count(equal=load.visited, total=load.visited),
            answers=schema.Count(equal=min(load.equal_answers, load.visited), total=load.visited),
            differing=[],
        ),
        verdict=schema.Verdict(answers="UNCHECKED", timing="UNWATCHED", device="VIRTUAL", findings=[]),
        push=schema.Push(files=0, bytes=0, seconds=0.0),
    )
    return msgspec.structs.replace(found, verdict=verdict.verdict(found))


def _side(setting: Setting, load: Load, generator: np.random.Generator) -> schema.SideRun:
    mode, noise = MODES[setting.mode], setting.noise
    run = generator.normal(0, noise.between_runs)
    samples: list[schema.Sample] = []
    repeats: list[schema.Repeat] = []
    series: list[schema.Series] = []
    count = load.only_repeats or mode.repeats
    for number in range(count):
        level = setting.invoke_ms * load.slow_down * (1 + load.modes * (number % 2)) * _hump(number, count, load)
        level *= 1 + load.rise_across * number / max(1, count - 1)
        level *= math.exp(run + generator.normal(0, math.hypot(noise.between_repeats, load.scatter)))
        invokes = max(1, round(setting.invokes(mode) * load.invokes))
        times_ns = np.rint(level * _course(invokes, noise, load, generator) * 1e6).astype(int).tolist()
        samples += _visits(number, times_ns, generator, load.visited)
        repeats.append(_repeat(setting, load, number, generator))
        series += _series(number, count, sum(times_ns), load) if load.watched else []
    return schema.SideRun(
        runtime=schema.RuntimeInfo(name="scripted", version="0", delegate="xnnpack"),
        platform={},
        binding="signature",
        load_ms=float(np.median([repeat.load_ms for repeat in repeats])),
        first_inference_ms=float(np.median([repeat.first_inference_ms for repeat in repeats])),
        latency_ms=latency(samples),
        repeats=repeats,
        samples=samples,
        memory=schema.Memory(vm_hwm_bytes=round(120e6 * math.exp(generator.normal(0, 0.005)))),
        quality={"spearman": 90.0},
        stability=stability(samples),
        series=series,
    )


def _course(count: int, noise: Noise, load: Load, generator: np.random.Generator) -> NDArray[np.float64]:
    """The invokes of a repeat, over its level."""
    steps = generator.normal(0, noise.within, count)
    fresh = math.sqrt(1 - noise.neighbours**2)
    for index in range(1, count):
        steps[index] = noise.neighbours * steps[index - 1] + fresh * steps[index]
    interrupted = generator.random(count) < noise.tail_share
    course: NDArray[np.float64] = np.exp(steps) * (1 + interrupted * generator.exponential(noise.tail, count))
    course *= np.linspace(1, 1 + load.rise, count)
    return course


def _hump(number: int, count: int, load: Load) -> float:
    """The second quarter of the repeats; with one repeat there is none."""
    return 1 + load.hump * (count // 4 <= number < count // 2)


def _visits(repeat: int, times_ns: Sequence[int], generator: np.random.Generator, visited: int) -> list[schema.Sample]:
    tokenize, decode = generator.lognormal(np.log([[20_000], [2_000]]), 0.1, (2, len(times_ns))).astype(int).tolist()
    starts = np.cumsum([0, *times_ns[:-1]]).tolist()
    return [
        schema.Sample(
            repeat=repeat,
            example=index % visited,
            start_ns=starts[index],
            tokenize_ns=tokenize[index],
            invoke_ns=[invoke_ns],
            decode_ns=decode[index],
        )
        for index, invoke_ns in enumerate(times_ns)
    ]


def _repeat(setting: Setting, load: Load, number: int, generator: np.random.Generator) -> schema.Repeat:
    return schema.Repeat(
        load_ms=30 * load.slow_down * math.exp(generator.normal(0, setting.noise.load)),
        first_inference_ms=setting.invoke_ms
        * load.slow_down
        * math.exp(generator.normal(0, setting.noise.first_inference)),
        warmup_runs=8,
        warmup_converged=load.warmup_converged,
        redone=load.redone if number == 0 else 0,
        heat=schema.HeatGate(waited_s=0, passed=load.gate_passed, temperature_c=load.temperature_c, thermal_status=0),
        threads=schema.Threads(asked=setting.threads, at_work=0.9 * load.threads_at_work, count=load.threads_at_work),
        allowed_cpus=list(range(8)),
    )


def _series(repeat: int, repeats: int, duration_ns: int, load: Load) -> list[schema.Series]:
    """As a device reports them, every second or at three moments; scripted, and labelled so."""
    moments = np.linspace(0, duration_ns, max(3, duration_ns // SECOND)).astype(int).tolist()
    part = (repeat + np.linspace(0, 1, len(moments))) / repeats
    flips = np.where(np.arange(len(moments)) % 2, 0.5, 1.0) if load.clock_flips else np.ones(len(moments))
    others = np.where((np.arange(len(moments)) + repeat) % 5 < 2, load.bursts or load.others, load.others)
    told = {
        ("battery_temperature", "C"): load.temperature_c + part,
        ("battery_level", "%"): np.full(len(moments), load.battery_level),
        ("charging", "0/1"): np.full(len(moments), float(load.charging)),
        ("thermal_status", "0-6"): np.rint(part * load.thermal_status),
        ("cpu0_frequency", "kHz"): np.full(len(moments), 1_800_000.0 * min(1.0, load.clock_cap)),
        ("cpu7_frequency", "kHz"): HIGHEST_KHZ * load.clock_cap * flips * (1 - load.clock_fall * part),
        ("load_other", "cores"): others,
    }
    return [
        schema.Series(
            name=name,
            unit=unit,
            repeat=repeat,
            times_ns=moments,
            values=[float(value) for value in values],
            scripted=True,
        )
        for (name, unit), values in told.items()
    ]


def fit(results: Sequence[schema.Result]) -> Noise:
    """The noise of real runs of one model in one setting, each of several repeats."""
    repeats = [by_repeat(result.device_run.samples, STAGES["invoke"]) for result in results]
    medians = [[math.log(np.median(values)) for values in run] for run in repeats]
    every = [values / np.median(values) for run in repeats for values in run]
    quartiles = [np.percentile(values, [25, 75]) for values in every]
    within = float(np.median([math.log(q3 / q1) for q1, q3 in quartiles])) / 1.349
    # beyond four standard deviations of what the middle half tells: interrupted
    late = [values[np.log(values) > 4 * within] for values in every]
    quiet = [np.log(values[np.log(values) <= 4 * within]) for values in every]
    between = math.sqrt(float(np.mean([np.var(run, ddof=1) for run in medians])))
    runs = float(np.var([np.mean(run) for run in medians], ddof=1))
    return Noise(
        within=within,
        neighbours=float(np.median([np.corrcoef(values[:-1], values[1:])[0, 1] for values in quiet])),
        tail_share=sum(map(len, late)) / sum(map(len, every)),
        tail=float(np.mean(np.concatenate(late)) - 1),
        between_repeats=between,
        between_runs=math.sqrt(max(0.0, runs - between**2 / float(np.mean([len(run) for run in medians])))),
        load=_log_sd([[repeat.load_ms for repeat in result.device_run.repeats] for result in results]),
        first_inference=_log_sd(
            [[repeat.first_inference_ms for repeat in result.device_run.repeats] for result in results]
        ),
    )


def _log_sd(runs: Sequence[Sequence[float]]) -> float:
    return math.sqrt(float(np.mean([np.var(np.log(run), ddof=1) for run in runs])))
