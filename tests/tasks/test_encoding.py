"""Cutting pairs, deciding over logits: against `tokenizers` and the plainest restatement."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import WhitespaceSplit

from devbench.tasks import logits
from devbench.tasks.base import pair_sizes

VALUES = st.sampled_from([-math.inf, math.nan, math.inf, -1.0, 0.0, 0.5, 1.0, 2.0])


@given(first=st.integers(0, 30), second=st.integers(0, 30), room=st.integers(1, 40))
def test_pairs_are_cut_as_hugging_face_cuts_them(first: int, second: int, room: int) -> None:
    reference = Tokenizer(WordLevel({"a": 0, "b": 1}, unk_token="a"))
    reference.pre_tokenizer = WhitespaceSplit()
    reference.enable_truncation(room, strategy="longest_first")
    kept = reference.encode("a " * first, "b " * second).ids
    assert pair_sizes(first, second, room) == (kept.count(0), kept.count(1))


@given(first=st.integers(0, 30), second=st.integers(0, 30), room=st.integers(1, 40))
def test_japanese_pairs_are_cut_as_transformers_cuts_them(first: int, second: int, room: int) -> None:
    """By turns, token by token: its Python tokenizers do not take the odd one from the shorter text, but the second."""
    kept = [first, second]
    while sum(kept) > room:
        kept[0 if kept[0] > kept[1] else 1] -= 1
    assert pair_sizes(first, second, room, odd_to_first=True) == tuple(kept)


def ranked(row: NDArray[np.float32] | list[float]) -> list[int]:
    """NaN counts as minus infinity; the first of equals wins."""
    return sorted(range(len(row)), key=lambda i: (-math.inf if math.isnan(row[i]) else row[i], -i), reverse=True)


@given(rows=arrays.arrays(np.float32, st.tuples(st.integers(0, 4), st.integers(1, 6)), elements=VALUES))
def test_the_first_of_the_greatest_wins_in_every_row(rows: NDArray[np.float32]) -> None:
    assert logits.best(rows).tolist() == [ranked(row)[0] for row in rows]


@given(row=st.lists(VALUES, min_size=1, max_size=30), count=st.integers(1, 35))
def test_the_top_are_the_greatest_in_order(row: list[float], count: int) -> None:
    assert logits.top(np.array(row, np.float32), count).tolist() == ranked(row)[:count]


@given(row=st.lists(st.floats(-(2.0**99), 2.0**99, width=32), min_size=1, max_size=30))
def test_probabilities_add_up_and_keep_the_order(row: list[float]) -> None:
    shares = logits.softmax(np.array(row, np.float32))
    assert math.isclose(shares.sum(), 1)
    assert all(a <= b for a, b in zip(sorted(shares), shares[np.argsort(row)], strict=True))
