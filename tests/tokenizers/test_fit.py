"""Whether texts and vocabulary go together: unknown tokens, and capitals on one side alone."""

from __future__ import annotations

import pytest

from devbench import assets
from devbench.bench.prepare import Request, prepare
from devbench.choices import Capitals
from devbench.tasks.base import texts
from devbench.tokenizers import fit
from devbench.tokenizers.reference import ReferenceTokenizer, read_tokens
from devbench.tokenizers.settings import TokenizerSettings

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
CASED, UNCASED = TokenizerSettings(lowercase=False, strip_accents=False), TokenizerSettings()


@pytest.mark.parametrize(
    ("windows", "expected"),
    [
        ([[2, 5, 1, 3]], 1 / 2),
        ([[2, 5, 5, 3], [2, 1, 4, 3, 1, 3]], 1 / 2),
        ([[2, 5, 3]], 0.0),
        ([[2, 3], []], None),
    ],
)
def test_unknown_tokens_are_counted_among_those_of_the_text(windows: list[list[int]], expected: float | None) -> None:
    assert fit.unknown_share(windows, [*SPECIAL, "cat"], UNCASED) == expected


@pytest.mark.parametrize(
    ("settings", "tokens", "text", "expected"),
    [
        (CASED, ["cat", "##s"], "Cats", "unknown"),
        (CASED, ["cat", "##s", "É"], "Cats", None),
        (CASED, ["cat"], "cats [MASK]", None),
        (CASED, ["猫", "##が"], "猫とNHK", None),
        (CASED, ["cat", "[unused1]", "[Q]"], "Cats", "unknown"),
        (UNCASED, ["cat", "##s"], "Cats", None),
        (UNCASED, ["Cat", "cat"], "Cats", "lost"),
        (UNCASED, ["Cat", "cat"], "cats", None),
        (UNCASED, ["Cat", *(f"cat{number}" for number in range(30))], "Cats", None),
    ],
)
def test_capitals_of_texts_need_those_of_the_vocabulary(
    settings: TokenizerSettings, tokens: list[str], text: str, expected: Capitals | None
) -> None:
    assert fit.capitals(["dogs", text], [*SPECIAL, *tokens], settings) == expected


@pytest.mark.parametrize("name", assets.model_names())
def test_nothing_is_found_of_the_bundled_models(name: str) -> None:
    plan = prepare(Request(model=name, examples=50))
    tokens = read_tokens(plan.vocabulary.path)
    tokenizer = ReferenceTokenizer(plan.tokenizer, plan.vocabulary.path)
    encoded = [plan.task.encode(tokenizer, each.device, plan.model.spec.sequence_length) for each in plan.examples]
    share = fit.unknown_share((window.token_ids for each in encoded for window in each.windows), tokens, plan.tokenizer)
    assert share is not None
    assert share < 0.1
    assert fit.capitals((text for each in plan.examples for text in texts(each)), tokens, plan.tokenizer) is None
