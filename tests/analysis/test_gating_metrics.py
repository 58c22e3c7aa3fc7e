"""Which metrics decide a comparison, and what happens if they have no figures."""

from collections.abc import Sequence

import msgspec
import pytest

from devbench.analysis.comparison import compare
from devbench.results.schema import Count, Memory, Result
from tests.kinds import present
from tests.synthetic_runs import SURE, apart, changed, row, run


def test_invoke_total_and_answers_gate_and_nothing_else_unless_it_is_named() -> None:
    found = apart(run(1), run(2))
    gating = {row.metric for row in found.pairs[0].rows if row.outcome is not None}
    assert gating == {"invoke.p50", "total.p50", "spearman", "tokens", "answers"}
    slow_load = changed(
        run(2),
        device_run={
            "repeats": [
                msgspec.structs.replace(repeat, load_ms=10 * repeat.load_ms) for repeat in run(2).device_run.repeats
            ]
        },
    )
    assert apart(run(1), slow_load).outcome == "NO REGRESSION"
    assert apart(run(1), slow_load, gates=("load",)).outcome == "REGRESSION"


def test_more_gating_metrics_need_more_evidence_each() -> None:
    few, many = (
        row(apart(run(1), run(2, slow_down=1.1), gates=gates), "invoke.p50")
        for gates in (("invoke.p50",), ("invoke.p50", "total.p50", "load", "tokenize.p50", "decode.p50"))
    )
    assert present(many.low) < present(few.low)
    assert many.high == few.high  # that there is no regression needs all of them anyway


def test_memory_of_each_repeat_is_compared() -> None:
    def with_memory(found: Result, bytes_each: Sequence[int]) -> Result:
        repeats = [
            msgspec.structs.replace(repeat, vm_hwm_bytes=size)
            for repeat, size in zip(found.device_run.repeats, bytes_each, strict=True)
        ]
        return changed(found, device_run={"repeats": repeats})

    small = with_memory(run(1), [100_000_000 + n for n in range(10)])
    large = with_memory(run(2), [130_000_000 + n for n in range(10)])
    assert apart(small, large, gates=("memory",)).outcome == "REGRESSION"
    assert apart(large, small, gates=("memory",)).outcome == "NO REGRESSION"


def test_a_gate_without_figures_is_inconclusive() -> None:
    nameless = changed(
        run(2),
        device_run={
            "memory": Memory(),
            "repeats": [msgspec.structs.replace(repeat, vm_hwm_bytes=None) for repeat in run(2).device_run.repeats],
        },
    )
    found = apart(run(1), nameless, gates=("memory", "tokens"))
    assert found.outcome == "INCONCLUSIVE"
    assert found.reasons == ["memory cannot be compared: one of the results does not have it"]
    unjudged = [changed(run(n), device_run={"quality": {}}) for n in (1, 2)]
    assert apart(unjudged[0], unjudged[1]).outcome == "NO REGRESSION"
    assert apart(unjudged[0], unjudged[1], gates=("quality",)).outcome == "INCONCLUSIVE"


@pytest.mark.parametrize("kind", ["virtual", "emulator"])
def test_times_of_a_virtual_device_gate_only_if_that_is_allowed(kind: str) -> None:
    baseline, slow = run(1, kind=kind), run(2, kind=kind, slow_down=1.3)
    found = apart(baseline, slow)
    assert found.outcome == "NO REGRESSION"
    assert "only quality, tokens and answers decide" in found.reasons[0]
    assert row(found, "invoke.p50").outcome is None
    assert apart(baseline, slow, gates=("invoke.p50",)).outcome == "INCONCLUSIVE"
    assert apart(baseline, slow, allow=frozenset({"virtual"})).outcome == "REGRESSION"


def test_lost_quality_is_a_regression() -> None:
    worse = changed(run(2), device_run={"quality": {"spearman": 80.0}})
    found = apart(run(1), worse)
    assert found.outcome == "REGRESSION"
    assert "spearman" in found.reasons[0]
    assert apart(run(1), worse, tolerances={"quality": 0.2}).outcome == "NO REGRESSION"


def test_lost_parity_is_a_regression() -> None:
    worse = changed(run(2), parity={"tokens": Count(equal=19, total=20)})
    assert apart(run(1), worse).outcome == "REGRESSION"


def test_the_worst_of_several_results_is_the_outcome() -> None:
    fast, slow, unclear = run(2), run(3, slow_down=1.3), run(4, slow_down=1.05)

    def outcome(*others: Result) -> str:
        return compare([run(1)], others, session_spread=lambda metric: SURE).outcome

    assert outcome(fast, slow) == outcome(slow, unclear) == "REGRESSION"
    assert outcome(fast, unclear) == "INCONCLUSIVE"


def test_a_single_metric_of_quality_may_be_named() -> None:
    def with_quality(found: Result, **quality: float) -> Result:
        return changed(found, device_run={"quality": quality})

    before, after = with_quality(run(1), f1=90.0, exact_match=80.0), with_quality(run(2), f1=90.0, exact_match=60.0)
    assert apart(before, after, gates=("f1",)).outcome == "NO REGRESSION"
    assert apart(before, after, gates=("exact_match",)).outcome == "REGRESSION"
    loose = {"exact_match": 0.3}
    assert apart(before, after, gates=("quality",), tolerances=loose).outcome == "NO REGRESSION"
    assert (
        apart(before, after, gates=("quality",), tolerances={"quality": 0.3, "exact_match": 0.1}).outcome
        == "REGRESSION"
    )
    missing = apart(before, after, gates=("f1", "accuracy"))
    assert missing.reasons == ["accuracy cannot be compared: one of the results does not have it"]
