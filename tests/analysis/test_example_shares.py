"""How far a quality would be on other examples of the same kind."""

from __future__ import annotations

import pytest

from devbench.analysis import example_shares
from devbench.results.schema import ExampleScores


def test_the_interval_of_right_and_wrong_answers_is_wilsons() -> None:
    found = example_shares.interval(ExampleScores(metric="accuracy", points=[1.0] * 9 + [0.0]))
    assert (found.value, found.low, found.high) == pytest.approx((90.0, 59.58, 98.21), abs=0.01)
    all_right = example_shares.interval(ExampleScores(metric="accuracy", points=[1.0] * 10))
    assert (all_right.value, all_right.low, all_right.high) == pytest.approx((100.0, 72.25, 100.0), abs=0.01)


def test_the_interval_of_partly_right_answers_lies_around_their_mean_and_within_bounds() -> None:
    scores = ExampleScores(metric="rouge_l", points=[0.9, 1.0, 1.0, 0.2] * 5)
    found = example_shares.interval(scores)
    assert found.low is not None
    assert found.high is not None
    assert found.value == pytest.approx(77.5)
    assert 0 <= found.low < found.value < found.high <= 100


def test_a_ratio_of_sums_has_the_value_of_its_metric() -> None:
    """F1 of entities: twice those found, of those found and those right together."""
    found = example_shares.interval(ExampleScores(metric="f1", points=[2.0, 4.0, 0.0], weights=[2.0, 4.0, 2.0]))
    assert found.value == pytest.approx(75.0)


def test_one_example_shows_no_interval_of_a_share() -> None:
    found = example_shares.interval(ExampleScores(metric="rouge_l", points=[0.5]))
    assert (found.value, found.low, found.high) == (50.0, None, None)
