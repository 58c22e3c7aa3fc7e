"""The exact form of McNemar's test, against scipy's binomial test."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from devbench.analysis import mcnemar


@given(st.integers(0, 300), st.integers(0, 300))
def test_it_is_the_two_sided_binomial_test_of_the_discordant_pairs(first: int, second: int) -> None:
    reference = binomtest(first, first + second, 0.5).pvalue if first + second else 1.0
    assert mcnemar.exact_p(first, second) == pytest.approx(reference, rel=1e-9)
    assert mcnemar.exact_p(first, second) == mcnemar.exact_p(second, first)


@pytest.mark.parametrize(("alone", "decides"), [((7, 0), False), ((8, 0), True), ((10, 1), False), ((11, 1), True)])
def test_so_many_answers_decide_at_one_percent(alone: tuple[int, int], decides: bool) -> None:
    assert (mcnemar.exact_p(*alone) < 0.01) is decides


def test_only_questions_that_one_alone_got_right_count() -> None:
    first, second = [True, True, False, False, True], [True, False, True, False, False]
    assert mcnemar.hits_of_one_alone(first, second) == (2, 1)
