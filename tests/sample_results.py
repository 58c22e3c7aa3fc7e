"""Results as a run might have left them, for the tests of reports."""

import math
import random
import statistics
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from devbench.analysis import stats
from devbench.choices import Answers, DeviceVerdict, Timing
from devbench.results import schema
from devbench.results.findings import Finding

LATENCY_NS = {"device": 20_000_000, "host": 8_000_000}
REPEATS = 5


def result(**changes: Any) -> schema.Result:
    """A phone that gave all that can be had: five repeats, telemetry, heat, threads, profile."""
    device_run, host_run = side("device", series=telemetry()), side("host")
    fields: dict[str, Any] = {
        "run": schema.Run(
            id="20261120T101112-abcdef",
            started="2026-11-20T10:11:12+00:00",
            command=["devbench", "run", "--data", "my data.json"],
            devbench="0.1.0",
            commit="c0ffee",
            dirty=True,
        ),
        "device": schema.DeviceInfo(
            serial="R58M",
            kind="physical",
            fingerprint="maker/phone/phone:14/UP1A/1:user/release-keys",
            model="Phone 8",
            abi="arm64-v8a",
            api=34,
            release="14",
            soc="SM8250",
            cores=8,
            core_max_khz=[1_800_000] * 4 + [2_840_000] * 4,
        ),
        "host": schema.HostInfo(cpu="A laptop's", cores=8, os="Linux"),
        "model": schema.ModelInfo(name="qa-en-tiny", sha256="11" * 32, bytes=1_339_232, quantization="fp32"),
        "vocabulary": schema.VocabularyInfo(sha256="22" * 32),
        "harness": schema.HarnessInfo(sha256={"harness.jar": "33" * 32}),
        "task": "question-answering",
        "data": schema.DataInfo(name="qa-en.json", sha256="44" * 32, examples=10, truncated=1),
        "settings": schema.Settings(
            threads=4,
            mode="normal",
            repeats=REPEATS,
            sequence_length=384,
            task={},
            cpus=[4, 5, 6, 7],
            page_cache="warm",
        ),
        "device_run": device_run,
        "host_run": host_run,
        "ratio": schema.Ratio(p50=2.5, low=2.45, high=2.55),
        "parity": schema.Parity(
            tokens=schema.Count(equal=10, total=10),
            answers=schema.Count(equal=10, total=10),
            outputs=schema.OutputParity(max_abs_diff=1e-6, cosine=1.0),
            differing=[],
        ),
        "verdict": verdict(),
        "push": schema.Push(files=3, bytes=5_000_000, seconds=1.5),
    }
    return schema.Result(**{**fields, **changes})


def verdict(
    answers: Answers = "RIGHT",
    timing: Timing = "STEADY",
    device: DeviceVerdict = "PHYSICAL",
    partial: bool = False,
    findings: Sequence[schema.VerdictFinding] = (),
) -> schema.Verdict:
    return schema.Verdict(answers=answers, timing=timing, device=device, partial=partial, findings=list(findings))


def finding(found: Finding) -> schema.VerdictFinding:
    """Raised, with a text that names it."""
    return schema.VerdictFinding(id=found.name, text=f"{found.name} it is.", remedy="Do that.")


def one_look(**changes: Any) -> schema.Result:
    """Of one cold process: no intervals."""
    settings = msgspec.structs.replace(result().settings, mode="quick", repeats=1)
    finding = schema.VerdictFinding(
        id="ONE_REPEAT",
        text="Only one cold process was measured; the next may differ by several percent.",
        remedy="Use normal mode.",
    )
    fields: dict[str, Any] = {
        "settings": settings,
        "device_run": side("device", repeats=1),
        "host_run": side("host", repeats=1),
        "ratio": schema.Ratio(p50=2.5),
        "verdict": verdict(timing="TOO_SHORT", findings=[finding]),
    }
    return result(**{**fields, **changes})


def side(name: str, repeats: int = REPEATS, **changes: Any) -> schema.SideRun:
    samples = visits(LATENCY_NS[name], repeats)
    fields: dict[str, Any] = {
        "runtime": schema.RuntimeInfo(
            name="tensorflow-lite", version="2.21.0", delegate="xnnpack", delegated_nodes=90, nodes=100
        ),
        "platform": {},
        "binding": "signature",
        "load_ms": 12.5,
        "first_inference_ms": 30.0,
        "latency_ms": stats.latency(samples),
        "repeats": [repeat() for _ in range(repeats)],
        "samples": samples,
        "memory": schema.Memory(vm_hwm_bytes=120_000_000),
        "quality": {"exact_match": 80.0, "f1": 91.25},
        "stability": schema.Stability(drift=0.031, drift_p=0.04, between_repeats=0.012, spread=0.08),
        "profile": [schema.OperatorTime(name="FULLY_CONNECTED", count=37, total_ms=15.5)],
    }
    return schema.SideRun(**{**fields, **changes})


def repeat() -> schema.Repeat:
    return schema.Repeat(
        load_ms=12.5,
        first_inference_ms=30.0,
        warmup_runs=20,
        warmup_converged=True,
        heat=schema.HeatGate(waited_s=42.0, passed=True, temperature_c=34.5, thermal_status=0),
        threads=schema.Threads(asked=4, at_work=3.62, count=4),
        vm_hwm_bytes=120_000_000,
    )


def visits(latency_ns: int, repeats: int, count: int = 200) -> list[schema.Sample]:
    """``count`` visits a repeat, slower by a tenth from the first to the last; repeats differ by 1 %."""
    draw = random.Random(latency_ns)
    levels = [latency_ns * draw.gauss(1, 0.01) for _ in range(repeats)]
    return [
        schema.Sample(
            repeat=number,
            example=index % 10,
            start_ns=index * latency_ns,
            tokenize_ns=round(level * draw.uniform(0.02, 0.04)),
            invoke_ns=[round(level * draw.uniform(0.9, 1.1) * (1 + index / count / 10))],
            decode_ns=round(level * 0.01),
        )
        for number, level in enumerate(levels)
        for index in range(count)
    ]


def stage(values_ns: list[int]) -> schema.Stage:
    """Of one process."""
    values = sorted(value / 1e6 for value in values_ns)
    return schema.Stage(
        n=len(values), min=values[0], p50=statistics.median(values), p90=values[len(values) * 9 // 10], outliers=3
    )


def telemetry() -> list[schema.Series]:
    """Sampled each 100 ms from 0.4 s before measuring began, in each repeat."""
    times = [round((step - 4) * 1e8) for step in range(44)]
    quantities: dict[tuple[str, str], list[float]] = {
        ("battery_temperature", "C"): [31 + step / 20 for step in range(44)],
        ("zone_temperature:skin", "C"): [33 + 2 * math.sin(step / 8) for step in range(44)],
        ("battery_level", "%"): [80.0] * 44,
        ("cpu0_frequency", "kHz"): [1_800_000 if step < 30 else 1_400_000 for step in range(44)],
        ("cpu4_frequency", "kHz"): [2_840_000 if step < 30 else 2_000_000 for step in range(44)],
    }
    return [
        schema.Series(
            name=name, unit=unit, repeat=number, times_ns=times, values=values, scripted=name.endswith("skin")
        )
        for number in range(REPEATS)
        for (name, unit), values in quantities.items()
    ]


def wrong(**changes: Any) -> schema.Result:
    """The tokens and an answer of it differ."""
    parity = schema.Parity(
        tokens=schema.Count(equal=9, total=10),
        answers=schema.Count(equal=8, total=10),
        outputs=None,
        differing=[
            schema.DifferingExample(example="q1", what="tokens", device="[[101, 7, 102]]", host="[[101, 8, 102]]"),
            schema.DifferingExample(
                example="q2",
                what="answers",
                text="Where does the river rise? | It rises in the Green Forest.",
                expected="the Green Forest",
                device="in the Black Forest",
                host="in the Green Forest",
            ),
        ],
    )
    findings = [
        schema.VerdictFinding(
            id="TOKENS_DIFFER", text="Token ids are equal on only 9 of 10 examples.", remedy="Check them."
        ),
        schema.VerdictFinding(
            id="ANSWERS_DIFFER", text="Answers are equal on only 8 of 10 examples.", remedy="Look at them."
        ),
    ]
    return result(parity=parity, verdict=verdict("WRONG", findings=findings), **changes)


def with_text_everywhere(text: str, of: Callable[[], schema.Result] = result) -> schema.Result:
    """Each free text of it is ``text``: names, ids, answers, findings, units."""
    found = of()
    return msgspec.structs.replace(
        found,
        run=msgspec.structs.replace(found.run, command=["devbench", text], commit=text),
        device=msgspec.structs.replace(found.device, serial=text, model=text, fingerprint=text, soc=text),
        model=msgspec.structs.replace(found.model, name=text, quantization=text),
        data=msgspec.structs.replace(found.data, name=text),
        harness=schema.HarnessInfo(sha256={text: text}),
        device_run=side(
            "device",
            quality={text: 50.0},
            series=[schema.Series(name=text, unit=text, repeat=0, times_ns=[0, 10**9], values=[1.0, 2.0])],
            profile=[schema.OperatorTime(name=text, count=1, total_ms=1.0)],
        ),
        host_run=side("host", quality={text: 50.0}),
        parity=msgspec.structs.replace(
            found.parity,
            differing=[
                schema.DifferingExample(
                    example=text, what="answers", text=text, expected=text, device=text, host=f"not {text}"
                )
            ],
        ),
        verdict=verdict("WRONG", findings=[schema.VerdictFinding(id="TOKENS_DIFFER", text=text, remedy=text)]),
    )
