"""Budgets: what the measurements show is decided, what they do not show is INCONCLUSIVE with a reason."""

import math
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
import pytest

from devbench.analysis import stats
from devbench.analysis.budgets import check
from devbench.analysis.intervals import geometric_mean
from devbench.analysis.limits import parse_all
from devbench.results.schema import Budget, Count, Memory, Repeat, Result, Sample
from tests.kinds import present
from tests.sample_results import one_look, result, side, verdict

RESULT = result()
"""p50 of invoke is 20.9 ms [20.5, 21.4], p90 22.8 ms [22.3, 23.6]."""


def budgets(found: Result, *texts: str, allow_virtual: bool = False) -> list[Budget]:
    return check(found, parse_all(texts), allow_virtual)


def budget(found: Result, text: str, **allow: bool) -> Budget:
    (only,) = budgets(found, text, **allow)
    return only


def outcome(found: Result, text: str, **allow: bool) -> str:
    return budget(found, text, **allow).outcome


def changed(found: Result, **parts: dict[str, Any]) -> Result:
    return msgspec.structs.replace(
        found, **{name: msgspec.structs.replace(getattr(found, name), **part) for name, part in parts.items()}
    )


def with_repeats(**figures: Sequence[float]) -> Result:
    """Each repeat's own figures, as many as are given."""
    first = RESULT.device_run.repeats[0]
    count = len(next(iter(figures.values())))
    repeats: list[Repeat] = [
        msgspec.structs.replace(first, **{name: values[n] for name, values in figures.items()}) for n in range(count)
    ]
    return changed(RESULT, device_run={"repeats": repeats, "memory": Memory()})


# -- times and memory --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("invoke.p90<=24", "PASS"),
        ("invoke.p90<=22.8", "INCONCLUSIVE"),
        ("invoke.p90<=22", "FAIL"),
        ("invoke.p50<=21.5ms", "PASS"),
        ("invoke.p50<=21", "INCONCLUSIVE"),
        ("invoke.p50<=20", "FAIL"),
        ("total.p50<=1s", "PASS"),
        ("decode.p99<=1us", "FAIL"),
    ],
)
def test_a_time_is_decided_by_its_interval(text: str, wanted: str) -> None:
    found = budget(RESULT, text)
    assert found.outcome == wanted
    assert present(found.low) <= present(found.measured) <= present(found.high)
    assert bool(found.reason) == (wanted == "INCONCLUSIVE")


def test_a_bound_on_the_limit_holds() -> None:
    high = present(RESULT.device_run.latency_ms.invoke.p50_high)
    assert outcome(RESULT, f"invoke.p50<={high!r}") == "PASS"
    assert outcome(RESULT, f"invoke.p50<={high * 0.9999!r}") == "INCONCLUSIVE"
    low = present(RESULT.device_run.latency_ms.invoke.p50_low)
    assert outcome(RESULT, f"invoke.p50<={low!r}") == "INCONCLUSIVE"
    assert outcome(RESULT, f"invoke.p50<={low * 0.9999!r}") == "FAIL"


def test_load_and_memory_have_the_interval_of_their_repeats() -> None:
    found = with_repeats(load_ms=[10, 11, 12, 11, 10], first_inference_ms=[30.0] * 5)
    load = budget(found, "load<=12")
    assert load.outcome == "PASS"
    assert [load.low, load.measured, load.high] == pytest.approx([9.79, 10.78, 11.86], abs=0.01)
    assert [outcome(found, f"load<={limit}") for limit in (11, 9.7)] == ["INCONCLUSIVE", "FAIL"]
    assert outcome(found, "first_inference<=30") == "PASS"
    memory = with_repeats(vm_hwm_bytes=[100_000_000, 101_000_000, 99_000_000, 100_000_000, 100_000_000])
    assert [outcome(memory, f"memory<={limit}MB") for limit in (102, 100, 98)] == ["PASS", "INCONCLUSIVE", "FAIL"]


def test_one_process_decides_no_time_and_says_how_to_go_on() -> None:
    found = budget(one_look(), "invoke.p90<=1s")
    assert (found.outcome, found.low, found.high) == ("INCONCLUSIVE", None, None)
    assert found.measured == pytest.approx(23.1, abs=0.1)
    assert found.reason == (
        "One cold process is too few for an interval. Use --mode normal, which measures ten cold processes."
    )
    few = with_repeats(load_ms=[10, 11, 12, 11])
    assert budget(few, "load<=99").reason.startswith("4 cold processes are too few for an interval.")


def test_what_was_tried_is_not_advised_again() -> None:
    official = changed(RESULT, settings={"mode": "official"})
    assert budget(RESULT, "invoke.p50<=21").reason.endswith("or use --mode official, which measures longer.")
    assert budget(official, "invoke.p50<=21").reason.endswith("Run again on an idle device.")


@pytest.mark.parametrize(("kind", "words"), [("virtual", "a virtual device"), ("emulator", "an emulator")])
def test_a_device_that_is_no_phone_decides_times_only_if_that_is_allowed(kind: str, words: str) -> None:
    found = changed(RESULT, device={"kind": kind})
    for text in ("invoke.p90<=50", "load<=50", "memory<=1GB"):
        undecided = budget(found, text)
        assert undecided.outcome == "INCONCLUSIVE"
        assert f"R58M is {words}, so its times and memory reflect this computer" in undecided.reason
        assert undecided.measured is not None
        assert outcome(found, text, allow_virtual=True) == "PASS"
    assert [each.outcome for each in budgets(found, "f1>=90", "size<=2", "answers>=100")] == ["PASS"] * 3


def test_two_groups_of_processes_decide_nothing_between_them() -> None:
    found = with_repeats(load_ms=[10, 10.1, 10.2, 10.1, 10, 20, 20.1, 20.2, 20.1, 20])
    assert "two groups" in budget(found, "load<=19").reason
    assert [outcome(found, f"load<={limit}") for limit in (25, 9)] == ["PASS", "FAIL"]


def test_a_percentile_needs_its_samples() -> None:
    few = msgspec.structs.replace(RESULT.device_run.latency_ms.invoke, n=600, p99=None, p99_low=None, p99_high=None)
    latency = msgspec.structs.replace(RESULT.device_run.latency_ms, invoke=few)
    found = budget(changed(RESULT, device_run={"latency_ms": latency}), "invoke.p99<=50")
    assert (found.outcome, found.measured) == ("INCONCLUSIVE", None)
    assert found.reason.startswith("invoke.p99 needs 662 samples, and 600 were measured.")


def test_what_the_run_does_not_have_is_inconclusive() -> None:
    assert "only an encoder-decoder pair has" in budget(RESULT, "first_token.p50<=5").reason
    assert "did not report memory" in budget(with_repeats(vm_hwm_bytes=[None] * 5), "memory<=5").reason  # type: ignore[list-item]
    assert "The run has no accuracy." in budget(RESULT, "accuracy>=5").reason


# -- quality, parity, size ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("f1>=91.25", "PASS"),
        ("f1>=91.26", "FAIL"),
        ("tokens>=100", "PASS"),
        ("answers>=100", "PASS"),
        ("size<=1.339232MB", "PASS"),
        ("size<=1.3", "FAIL"),
    ],
)
def test_what_does_not_vary_is_decided_by_one_process(text: str, wanted: str) -> None:
    found = budget(one_look(), text)
    assert (found.outcome, found.low, found.high, found.reason) == (wanted, None, None, "")


def test_quality_stands_for_each_metric_without_a_limit_of_its_own() -> None:
    found = budgets(RESULT, "quality>=85", "f1>=95")
    assert [(each.metric, each.limit, each.outcome) for each in found] == [
        ("exact_match", 85, "FAIL"),
        ("f1", 95, "FAIL"),
    ]
    without = result(device_run=side("device", quality={}))
    assert [(each.metric, each.outcome) for each in budgets(without, "quality>=1%")] == [("quality", "INCONCLUSIVE")]


def test_shares_are_exact() -> None:
    parity = {"tokens": Count(equal=999, total=1000), "answers": Count(equal=0, total=0)}
    found = changed(RESULT, parity=parity)
    assert [outcome(found, f"tokens>={limit}") for limit in (99.9, 99.91)] == ["PASS", "FAIL"]
    assert outcome(found, "answers>=50") == "INCONCLUSIVE"
    close = result(device_run=side("device", quality={"f1": 89.99999999999999}))
    assert outcome(close, "f1>=90") == "PASS"


@pytest.mark.parametrize("text", ["f1>=1%", "tokens>=1%", "answers>=1%"])
def test_a_part_of_the_examples_does_not_decide_about_all(text: str) -> None:
    count = Count(equal=7, total=7)
    found = changed(RESULT, parity={"tokens": count, "answers": count})
    assert "Only 7 of 10 examples ran on both sides." in budget(found, text).reason
    assert outcome(found, "size<=2") == "PASS"


@pytest.mark.parametrize("text", ["total.p90<=1s", "invoke.p50<=1s", "memory<=1GB", "decode.p99<=1us"])
def test_examples_that_never_ran_might_be_the_slow_ones(text: str) -> None:
    """The last cold process was cut short, after 9 of 10 examples."""
    samples = [sample for sample in RESULT.device_run.samples if (sample.repeat, sample.example) != (4, 9)]
    found = changed(RESULT, device_run={"samples": samples, "latency_ms": stats.latency(samples)})
    undecided = budget(found, text)
    assert undecided.outcome == "INCONCLUSIVE"
    assert undecided.reason == (
        "Only 9 of 10 examples ran in each cold process. Use fewer --examples or a higher --max-seconds."
    )
    assert [outcome(found, each) for each in ("load<=20", "first_inference<=20")] == ["PASS", "FAIL"]


def test_a_budget_names_its_source_and_never_changes_the_verdict() -> None:
    (found,) = check(RESULT, parse_all(["load<=1us"], "model.json"))
    assert (found.outcome, found.source) == ("FAIL", "model.json")
    assert RESULT.verdict == verdict()


# -- how often it is wrong ---------------------------------------------------------------------------------------------

RUNS = 400
REPEATS = 10
MARGIN = 4 * math.sqrt(0.025 * 0.975 / RUNS)
"""Four standard errors of a share of 2.5 %."""


def simulated(generator: np.random.Generator, between: float, within: float, visits: int) -> Result:
    """Invokes with a median of 10 ms, whose logs vary between and within ten cold processes by these deviations."""
    logs = generator.normal(0, between, (REPEATS, 1)) + generator.normal(0, within, (REPEATS, visits))
    samples = [
        Sample(repeat=repeat, example=visit % 10, start_ns=0, tokenize_ns=1, invoke_ns=[round(value)], decode_ns=1)
        for repeat, row in enumerate(1e7 * np.exp(logs))
        for visit, value in enumerate(row)
    ]
    repeats = RESULT.device_run.repeats[:1] * REPEATS
    run = {"samples": samples, "latency_ms": stats.latency(samples), "repeats": repeats}
    return changed(RESULT, device_run=run)


@pytest.mark.parametrize("between", [0.005, 0.02])
def test_a_percentile_fails_only_if_the_processes_own_percentiles_are_beyond_the_limit(between: float) -> None:
    """A few slow processes decide the percentile of all inferences."""
    run = simulated(np.random.default_rng(9), between, 0.01, 30)
    samples = run.device_run.samples
    each = [[s.invoke_ns[0] / 1e6 for s in samples if s.repeat == n] for n in range(REPEATS)]
    own = [float(np.percentile(values, 90)) for values in each]
    low = present(geometric_mean(own).low)
    assert low < present(run.device_run.latency_ms.invoke.p90_low)
    assert outcome(run, f"invoke.p90<={low!r}") == "INCONCLUSIVE"
    assert outcome(run, f"invoke.p90<={0.9999 * low!r}") == "FAIL"


@pytest.mark.slow
@pytest.mark.parametrize("percentile", ["p50", "p90", "p99"])
@pytest.mark.parametrize(("between", "within"), [(0.005, 0.02), (0.02, 0.01), (0.05, 0.01)])
def test_a_run_whose_true_value_is_on_the_limit_rarely_passes_or_fails(
    percentile: str, between: float, within: float
) -> None:
    quantile = {"p50": 0.0, "p90": 1.2815515655446, "p99": 2.3263478740408}[percentile]
    visits = 70 if percentile == "p99" else 30
    truth = 10 * math.exp(quantile * math.hypot(between, within))
    generator = np.random.default_rng([7, round(1000 * between)])
    runs = (simulated(generator, between, within, visits) for _ in range(RUNS))
    found = [outcome(run, f"invoke.{percentile}<={truth!r}") for run in runs]
    assert found.count("PASS") / RUNS < 0.025 + MARGIN
    assert found.count("FAIL") / RUNS < 0.025 + MARGIN


@pytest.mark.parametrize("percentile", ["p50", "p90"])
@pytest.mark.parametrize("between", [0.005, 0.02])
def test_a_clear_difference_is_decided_although_processes_differ(percentile: str, between: float) -> None:
    """p90 has no upper bound of its own if processes differ more than the inferences of one do."""
    generator = np.random.default_rng(8)
    runs = [simulated(generator, between, 0.01, 30) for _ in range(20)]
    assert {outcome(run, f"invoke.{percentile}<=12") for run in runs} == {"PASS"}
    assert {outcome(run, f"invoke.{percentile}<=9") for run in runs} == {"FAIL"}
