"""A remedy fits the user's case: nothing that was done already is advised again."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from devbench.analysis.remedies import remedy
from devbench.analysis.verdict import verdict
from devbench.results.findings import Finding
from devbench.results.schema import Result, Series, Threads
from tests.sample_results import result


def set_to(**changes: Any) -> Result:
    found = result()
    return msgspec.structs.replace(found, settings=msgspec.structs.replace(found.settings, **changes))


@pytest.mark.parametrize(
    ("finding", "settings", "advised", "not_advised"),
    [
        (Finding.WIDE_INTERVAL, {"mode": "normal"}, "--mode official", "--mode normal"),
        (Finding.WIDE_INTERVAL, {"mode": "official"}, "run again", "--mode"),
        (Finding.CLOCKS_UNSTEADY, {"cpus": None}, "--cpus", "nothing"),
        (Finding.CLOCKS_UNSTEADY, {"cpus": [4, 5]}, "--fixed-performance", "--cpus"),
        (Finding.CLOCKS_UNSTEADY, {"cpus": [4], "fixed_performance": True}, "run again", "--fixed"),
        (Finding.REPEATS_BIMODAL, {"cpus": [4, 5]}, "run again", "--cpus"),
        (Finding.THROTTLED, {"fixed_performance": True, "threads": 1}, "cool", "--"),
        (Finding.ANSWERS_CHANGE, {"delegate": "cpu"}, "Run again", "--delegate cpu"),
        (Finding.ANSWERS_CHANGE, {"delegate": "gpu"}, "--delegate cpu", "nothing"),
        (Finding.OUTPUTS_DIFFER, {"delegate": "gpu"}, "--delegate cpu", "nothing"),
        (Finding.OUTPUTS_DIFFER, {"delegate": "cpu"}, "--delegate xnnpack-off", "--delegate cpu"),
        (Finding.OUTPUTS_DIFFER, {"delegate": "xnnpack-off"}, "inspect", "--delegate"),
    ],
)
def test_what_was_tried_is_not_advised_again(
    finding: Finding, settings: dict[str, Any], advised: str, not_advised: str
) -> None:
    text = remedy(finding, set_to(**settings))
    assert advised in text
    assert not_advised not in text


def test_on_a_virtual_device_it_is_this_computer_that_is_busy() -> None:
    virtual = msgspec.structs.replace(result(), device=msgspec.structs.replace(result().device, kind="virtual"))
    assert "on this computer" in remedy(Finding.BUSY_DEVICE, virtual)
    assert "apps" in remedy(Finding.BUSY_DEVICE, result())


def test_the_fp32_variant_is_not_compared_with_itself() -> None:
    int8 = msgspec.structs.replace(result(), model=msgspec.structs.replace(result().model, quantization="int8"))
    assert "fp32" in remedy(Finding.ANSWERS_DIFFER, int8)
    assert "fp32" not in remedy(Finding.ANSWERS_DIFFER, result())


def test_threads_fit_the_cores_that_can_be_used() -> None:
    found = result()
    repeats = [msgspec.structs.replace(each, allowed_cpus=[4, 5]) for each in found.device_run.repeats]
    bound = msgspec.structs.replace(found, device_run=msgspec.structs.replace(found.device_run, repeats=repeats))
    assert remedy(Finding.MORE_THREADS_THAN_CORES, bound) == "Use --threads 2."


def test_threads_that_others_kept_from_running_are_no_fault_of_the_user() -> None:
    """Two of eight cores are free, and two of four threads run on them."""
    found = result()
    threads = Threads(asked=4, at_work=1.2, count=4)
    repeats = [msgspec.structs.replace(each, threads=threads) for each in found.device_run.repeats]
    found = msgspec.structs.replace(found, device_run=msgspec.structs.replace(found.device_run, repeats=repeats))
    assert "FEWER_THREADS_AT_WORK" in {each.id for each in verdict(found).findings}
    load = [Series(name="load_other", unit="cores", repeat=0, times_ns=[0], values=[6.0])]
    busy = msgspec.structs.replace(found, device_run=msgspec.structs.replace(found.device_run, series=load))
    ids = {each.id for each in verdict(busy).findings}
    assert "BUSY_DEVICE" in ids
    assert "FEWER_THREADS_AT_WORK" not in ids


def test_one_repeat_whose_threads_were_missed_is_no_finding() -> None:
    found = result()
    repeats = [
        msgspec.structs.replace(each, threads=Threads(asked=4, at_work=0.0 if number == 1 else 3.8, count=4))
        for number, each in enumerate(found.device_run.repeats)
    ]
    assert len(repeats) > 2
    found = msgspec.structs.replace(found, device_run=msgspec.structs.replace(found.device_run, repeats=repeats))
    assert "FEWER_THREADS_AT_WORK" not in {each.id for each in verdict(found).findings}
