"""The fuzz in small: forty of its combinations, with what transformers and torch made of them."""

from pathlib import Path

import pytest

from tests.fuzz.judging import judge
from tests.fuzz.kept import KEPT, unpack

_PATHS = sorted(KEPT.glob("*.zip"))


@pytest.mark.parametrize("path", _PATHS, ids=lambda path: path.stem)
def test_a_layout_ends_in_right_answers_or_a_named_refusal(path: Path, tmp_path: Path) -> None:
    expected = unpack(path, tmp_path)
    outcome = judge(tmp_path)
    assert (outcome.kind, outcome.gist) == (expected.kind, expected.gist), outcome.detail


def test_forty_are_kept() -> None:
    assert len(_PATHS) == 40
