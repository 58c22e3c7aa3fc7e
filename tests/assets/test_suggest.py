"""What somebody who mistyped a name is asked."""

from __future__ import annotations

import pytest

from devbench.suggest import closest

MODELS = ["qa-en-tiny", "sentiment-en-tiny", "ner-en-tiny"]


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("qa-en-tinny", MODELS, "Did you mean qa-en-tiny?"),
        ("QA-EN-TINY", MODELS, "Did you mean qa-en-tiny?"),
        ("sent", MODELS, "Did you mean sentiment-en-tiny?"),
        ("f1", ["f1_a", "f1_b"], "Did you mean f1_a or f1_b?"),
        ("banana", MODELS, "Choose from: qa-en-tiny, sentiment-en-tiny, ner-en-tiny."),
        (
            "banana",
            [str(number) for number in range(14)],
            "Choose from: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more.",
        ),
        ("banana", ["latest"], "Use latest."),
        ("banana", [], ""),
        ("--plot", ["--allow", "--mode"], "Choose from: --allow, --mode."),  # dashes alone make nothing alike
        ("--json", ["--version", "--jsonl"], "Did you mean --jsonl?"),
    ],
)
def test_the_closest_name_or_all_of_them(word: str, known: list[str], hint: str) -> None:
    assert closest(word, known) == hint
