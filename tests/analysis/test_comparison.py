"""Results beside a baseline: what is noise, what is a regression, and what cannot be compared."""

import math
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
import pytest

from devbench.analysis.comparability import ALLOWABLE, CONDITIONS
from devbench.analysis.comparison import T_975, against, compare
from devbench.results.comparison import Comparison, MetricRow
from devbench.results.findings import Finding, judge
from devbench.results.schema import Count, Result
from synthetic_results import Load, Setting, result
from tests.sample_noise import NOISE


def run(seed: int = 1, mode: str = "normal", **load: Any) -> Result:
    return result(Setting(mode=mode, noise=NOISE), Load(**load), np.random.default_rng(seed), f"run-{seed}")


def changed(found: Result, **parts: Any) -> Result:
    """The result with fields of its parts replaced: ``settings={"threads": 2}``."""
    return msgspec.structs.replace(
        found,
        **{
            name: msgspec.structs.replace(getattr(found, name), **part) if isinstance(part, dict) else part
            for name, part in parts.items()
        },
    )


def row(comparison: Comparison, metric: str) -> MetricRow:
    return next(row for row in comparison.pairs[-1].rows if row.metric == metric)


def test_a_result_is_no_regression_of_itself() -> None:
    found = compare(run(), [run()])
    assert found.outcome == "NO REGRESSION"
    assert {row.change for row in found.pairs[0].rows} == {"within noise", "equal"}


def test_a_slow_down_in_one_result_is_suspected_and_in_two_a_regression() -> None:
    baseline = run(1)
    slow, slow_again, fast = run(2, slow_down=1.2), run(3, slow_down=1.2), run(4)
    assert compare(baseline, [slow]).outcome == "SUSPECTED"
    assert compare(baseline, [slow, slow_again]).outcome == "REGRESSION"
    assert compare(baseline, [slow, fast]).outcome == "NO REGRESSION"
    assert compare(baseline, [slow, fast, slow_again]).outcome == "SUSPECTED"


def test_the_ratio_lies_in_its_interval() -> None:
    invoke = row(compare(run(1), [run(2, slow_down=1.2)]), "invoke")
    assert invoke.low < 1.2 < invoke.high
    assert invoke.change == "worse"
    assert row(compare(run(1, slow_down=1.2), [run(2)]), "invoke").change == "better"


def test_the_interval_is_that_of_welch_and_student() -> None:
    from scipy.stats import ttest_ind

    mine, theirs = run(1), run(2, slow_down=1.1)
    logs = [
        [math.log(np.median([s.invoke_ns[0] for s in found.device_run.samples if s.repeat == n])) for n in range(3)]
        for found in (mine, theirs)
    ]
    interval = ttest_ind(logs[1], logs[0]).confidence_interval(0.95)
    invoke = row(compare(mine, [theirs]), "invoke")
    assert (invoke.low, invoke.high) == pytest.approx((math.exp(interval.low), math.exp(interval.high)), rel=1e-3)


def test_students_table_is_scipys() -> None:
    from scipy.stats import t

    assert pytest.approx([t.ppf(0.975, freedom) for freedom in range(1, 11)], abs=5e-4) == list(T_975)


def test_one_repeat_against_one_allows_for_the_repeats_that_it_has_not() -> None:
    invoke = row(compare(run(1, mode="quick"), [run(2, mode="quick")]), "invoke")
    assert invoke.high / invoke.low > 1.1


def test_a_tolerance_is_the_callers() -> None:
    baseline, slow = run(1), run(2, slow_down=1.2)
    assert compare(baseline, [slow], tolerances={"invoke": 0.3, "total": 0.3, "invoke-p90": 0.3}).outcome == (
        "NO REGRESSION"
    )


def test_a_difference_within_the_noise_never_fails() -> None:
    uneven = run(2, slow_down=1.06, repeats=(1, 1.15, 1))
    assert row(compare(run(1), [uneven]), "invoke").change == "within noise"


@pytest.mark.parametrize("disturbance", [{"others": 3.0}, {"rise": 0.2}])
def test_a_disturbed_result_calls_nothing_and_says_so(disturbance: dict[str, Any]) -> None:
    found = compare(run(1), [run(2, slow_down=1.2, **disturbance)])
    assert row(found, "invoke").change == "too noisy to tell"
    assert found.outcome == "NO REGRESSION"
    assert "too noisy to tell" in found.reasons[0]


def test_a_difference_within_the_spread_of_invokes_calls_nothing_and_one_beyond_it_does() -> None:
    baseline = run(1, alternating=0.5)
    assert row(compare(baseline, [run(2, alternating=0.5, slow_down=1.2)]), "invoke").change == "too noisy to tell"
    assert row(compare(baseline, [run(2, alternating=0.5, slow_down=2)]), "invoke").change == "worse"


def test_times_of_a_virtual_device_fail_only_where_that_is_wanted() -> None:
    baseline, slow = run(1, kind="virtual"), run(2, kind="virtual", slow_down=1.2)
    found = compare(baseline, [slow])
    assert found.outcome == "NO REGRESSION"
    assert "--allow virtual" in found.reasons[0]
    assert compare(baseline, [slow], allow={"virtual"}).outcome == "SUSPECTED"


def test_lost_quality_is_a_regression_at_once() -> None:
    worse = changed(run(2), device_run={"quality": {"spearman": 80.0}})
    found = compare(run(1), [worse])
    assert found.outcome == "REGRESSION"
    assert "spearman" in found.reasons[0]
    assert compare(run(1), [worse], tolerances={"quality": 0.2}).outcome == "NO REGRESSION"


def test_lost_parity_is_a_regression_at_once() -> None:
    worse = changed(run(2), parity={"tokens": Count(equal=19, total=20)})
    assert compare(run(1), [worse]).outcome == "REGRESSION"


UNLIKE: dict[str, dict[str, Any]] = {
    "device": {"device": {"fingerprint": "another"}},
    "host": {"host": {"cores": 64}},
    "model": {"model": {"sha256": "another"}},
    "quantization": {"model": {"quantization": "int8"}},
    "vocabulary": {"vocabulary": {"sha256": "another"}},
    "task": {"task": "fill-mask"},
    "data": {"data": {"sha256": "another"}},
    "threads": {"settings": {"threads": 1}},
    "mode": {"settings": {"mode": "official"}},
    "length": {"settings": {"sequence_length": 384}},
    "tokenize": {"settings": {"tokenize": "host"}},
    "cpus": {"settings": {"cpus": [4, 5, 6, 7]}},
    "clocks": {"settings": {"fixed_performance": True}},
    "delegate": {"settings": {"delegate": "xnnpack-off"}},
    "runtime": {"device_run": {"runtime": msgspec.structs.replace(run().device_run.runtime, version="1")}},
    "devbench": {"run": {"devbench": "9.9"}},
    "verdict": {"verdict": judge([(Finding.THROTTLED, "Hot.")])},
}


@pytest.mark.parametrize("name", UNLIKE)
def test_unlike_runs_are_refused_by_name_unless_that_is_compared(name: str) -> None:
    other = changed(run(2), **UNLIKE[name])
    refused = compare(run(1), [other])
    assert refused.outcome == "INCOMPARABLE"
    assert [difference.name for difference in refused.pairs[0].differences] == [name]
    assert refused.pairs[0].rows == []
    allowed = compare(run(1), [other], allow={name})
    assert allowed.outcome == "NO REGRESSION"
    assert [difference.name for difference in allowed.pairs[0].allowed] == [name]


def test_every_condition_is_tried_here() -> None:
    assert {*UNLIKE, "virtual"} == set(ALLOWABLE)
    assert set(CONDITIONS) < set(UNLIKE)


def test_a_phone_and_a_virtual_device_are_two_devices() -> None:
    assert compare(run(1), [run(2, kind="virtual")]).outcome == "INCOMPARABLE"


def test_two_phones_of_one_kind_are_two_devices_and_one_over_wifi_may_be_the_same() -> None:
    usb = run(1)
    assert compare(usb, [changed(run(2), device={"serial": "R58N"})]).outcome == "INCOMPARABLE"
    first, second = (changed(run(n), device={"serial": f"10.0.0.{n}:5555"}) for n in (1, 2))
    assert compare(first, [second]).outcome == "NO REGRESSION"


def test_ci_runs_again_before_it_speaks_of_a_regression() -> None:
    turns = []

    def again(slow_down: float) -> Callable[[], Result]:
        def turn() -> Result:
            turns.append(slow_down)
            return run(3, slow_down=slow_down)

        return turn

    assert against(run(1), run(2), again(1)).outcome == "NO REGRESSION"
    assert turns == []
    assert against(run(1), run(2, slow_down=1.2), again(1.0)).outcome == "NO REGRESSION"
    assert against(run(1), run(2, slow_down=1.2), again(1.2)).outcome == "REGRESSION"
    assert turns == [1.0, 1.2]
