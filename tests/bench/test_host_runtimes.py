"""Bundled models on both host runtimes: what they round differently is within the tolerance, and both are needed."""

from __future__ import annotations

import pytest

from devbench.analysis import parity
from devbench.bench import example_pairs, host_answers
from devbench.bench.prepare import Request, prepare
from devbench.choices import HOST_RUNTIMES, RunSettings
from devbench.errors import UsageError
from devbench.models import runtimes
from tests.kinds import present

BOTH = len(runtimes.installed()) == len(HOST_RUNTIMES)


@pytest.mark.skipif(not BOTH, reason="one host runtime is installed")
@pytest.mark.parametrize("variant", ["fp32", "int8"])
@pytest.mark.parametrize("model", ["generate-en-tiny", "fill-mask-en-tiny", "choice-en-tiny", "ner-ja-tiny"])
def test_right_models_are_not_found_wrong(model: str, variant: str) -> None:
    plan = prepare(Request(model=model, variant=variant, examples=25, settings=RunSettings(threads=1)))
    first, second = (host_answers.run(plan, name) for name in HOST_RUNTIMES)
    found = parity.compare(example_pairs.pairs(plan, first, second), variant)
    assert parity.findings(found, variant) == []
    assert present(present(found.outputs).relative_diff) > 0  # they do differ


def test_all_are_the_first_to_measure_and_the_second_to_compare_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtimes, "installed", lambda: list(HOST_RUNTIMES))
    assert runtimes.chosen("all") == list(HOST_RUNTIMES)
    assert runtimes.chosen(None) == [HOST_RUNTIMES[0]]
    assert runtimes.chosen(HOST_RUNTIMES[1]) == [HOST_RUNTIMES[1]]
    monkeypatch.setattr(runtimes, "installed", lambda: [HOST_RUNTIMES[1]])
    assert runtimes.chosen(None) == [HOST_RUNTIMES[1]]
    with pytest.raises(UsageError, match=f"{HOST_RUNTIMES[0]} is not installed"):
        runtimes.chosen("all")


def test_an_unknown_runtime_is_named() -> None:
    with pytest.raises(UsageError, match="There is no host runtime 'tensorrt'"):
        runtimes.chosen("tensorrt")  # type: ignore[arg-type]
