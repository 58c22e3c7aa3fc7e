"""Unlike runs are refused, by the name that lets them differ on purpose."""

from typing import Any

import msgspec
import pytest

from devbench.analysis.comparability import ALLOWABLE, CONDITIONS
from devbench.analysis.comparison import compare
from devbench.results.findings import Finding, judge
from tests.synthetic_runs import apart, changed, run

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
    "speed-only": {"settings": {"speed_only": True}},
    "delegate": {"settings": {"delegate": "xnnpack-off"}},
    "runtime": {"device_run": {"runtime": msgspec.structs.replace(run().device_run.runtime, version="1")}},
    "devbench": {"run": {"devbench": "9.9"}},
    "verdict": {"verdict": judge([(Finding.THROTTLED, "Hot.")], "physical", has_reference=True)},
}


@pytest.mark.parametrize("name", UNLIKE)
def test_unlike_runs_are_refused_by_name_unless_that_is_compared(name: str) -> None:
    other = changed(run(2), **UNLIKE[name])
    refused = apart(run(1), other)
    assert refused.outcome == "INCOMPARABLE"
    assert [difference.name for difference in refused.pairs[0].differences] == [name]
    assert refused.pairs[0].rows == []
    allowed = apart(run(1), other, allow=frozenset({name}))
    assert allowed.outcome == "NO REGRESSION"
    assert [difference.name for difference in allowed.pairs[0].allowed] == [name]


@pytest.mark.parametrize("finding", [Finding.TOKENS_DIFFER, Finding.HOST_INCOMPLETE, Finding.EXAMPLES_MISSING])
def test_results_that_are_wrong_unchecked_or_partial_are_refused(finding: Finding) -> None:
    other = changed(run(2), verdict=judge([(finding, "")], "physical", has_reference=True))
    assert [each.name for each in apart(run(1), other).pairs[0].differences] == ["verdict"]


def test_every_condition_is_tried_here() -> None:
    assert {*UNLIKE, "virtual"} == set(ALLOWABLE)
    assert set(CONDITIONS) < set(UNLIKE)


def test_all_sessions_of_a_baseline_are_looked_at() -> None:
    odd = changed(run(5), settings={"threads": 1})
    found = compare([run(1), odd], [run(9)])
    assert [difference.name for difference in found.pairs[0].differences] == ["threads"]


def test_a_phone_and_a_virtual_device_are_two_devices() -> None:
    assert apart(run(1), run(2, kind="virtual")).outcome == "INCOMPARABLE"


def test_two_phones_of_one_kind_are_two_devices_and_one_over_wifi_may_be_the_same() -> None:
    usb = run(1)
    assert apart(usb, changed(run(2), device={"serial": "R58N"})).outcome == "INCOMPARABLE"
    first, second = (changed(run(n), device={"serial": f"10.0.0.{n}:5555"}) for n in (1, 2))
    assert apart(first, second).outcome == "NO REGRESSION"
