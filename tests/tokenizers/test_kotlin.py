"""The tokenizer of the harness, compiled, against Hugging Face `tokenizers`: equal tokens on every text.

Here are the numbers that would be too big for tests/vectors: every character there is, and texts made to be difficult.
"""

from __future__ import annotations

import random
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from tokenizers.normalizers import BertNormalizer

from devbench.tokenizers.reference import ReferenceTokenizer
from devbench.tokenizers.settings import AddedToken, TokenizerSettings
from tests.paths import CHECKOUT
from tests.tokenizers.kotlin_harness import kotlin_tokens, reference_tokens

LICENCES = Path("/usr/share/common-licenses")

ALL_CHARACTERS = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]

SETTINGS = {
    "uncased": TokenizerSettings(),
    "cased": TokenizerSettings(lowercase=False, strip_accents=False),
    "lowercase with accents": TokenizerSettings(strip_accents=False, split_cjk=False),
    "cased without accents, short words": TokenizerSettings(lowercase=False, max_word_chars=6),
}

ADDED: dict[str, dict[str, bool]] = {
    "the": {"normalized": True},
    "Icen": {"normalized": True},
    "free-": {"normalized": True},
    ".": {"normalized": True},
    "o\u0301r": {"normalized": True},
    "[mask]": {"lstrip": True, "rstrip": True},
    "[MASK": {"rstrip": True},
    "GNU": {"special": True},
    "中": {},
    "\u0301": {},
}
"""With their properties, in place of those of BERT."""


@pytest.mark.slow
@pytest.mark.kotlin
@pytest.mark.parametrize("name", SETTINGS)
def test_every_text_gives_the_tokens_of_hugging_face(name: str, tmp_path: Path) -> None:
    texts = difficult_texts() + (texts_of_all_characters() if name == "uncased" else [])
    vocabulary = tmp_path / "vocab.txt"
    vocabulary.write_text("".join(f"{token}\n" for token in vocabulary_tokens()), encoding="utf-8")
    check_kotlin(SETTINGS[name], vocabulary, texts, tmp_path)


@pytest.mark.slow
@pytest.mark.kotlin
@pytest.mark.parametrize("lowercase", [True, False])
def test_every_text_with_added_tokens_gives_the_tokens_of_hugging_face(lowercase: bool, tmp_path: Path) -> None:
    vocabulary = tmp_path / "vocab.txt"
    vocabulary.write_text("".join(f"{token}\n" for token in vocabulary_tokens()), encoding="utf-8")
    known = {token: number for number, token in enumerate(vocabulary_tokens())}
    new = (token for token in ADDED if token not in known)
    known |= {token: len(known) + number for number, token in enumerate(new)}
    tokens = [AddedToken(content=token, id=known[token], **properties) for token, properties in ADDED.items()]
    settings = TokenizerSettings(
        lowercase=lowercase, strip_accents=lowercase, added_tokens=tuple(sorted(tokens, key=lambda token: token.id))
    )
    check_kotlin(settings, vocabulary, difficult_texts()[::4], tmp_path)


def check_kotlin(settings: TokenizerSettings, vocabulary: Path, texts: list[str], folder: Path) -> None:
    reference = ReferenceTokenizer(settings, vocabulary)
    for text, tokens in zip(texts, kotlin_tokens(settings, vocabulary, texts, folder), strict=True):
        assert tokens == reference_tokens(reference, text), ascii(text)


def test_texts_are_as_many_as_promised() -> None:
    assert len(difficult_texts()) + len(texts_of_all_characters()) >= 100_000


@pytest.mark.slow
def test_unicode_tables_are_those_of_the_installed_tokenizers(tmp_path: Path) -> None:
    sources = CHECKOUT / "android_harness/core/src/main"
    made = tmp_path / "UnicodeData.kt"
    subprocess.run([sys.executable, sources / "python/make_unicode_data.py", made], check=True)
    assert made.read_bytes() == (sources / "kotlin/io/devbench/generated/UnicodeData.kt").read_bytes()


# -- texts -------------------------------------------------------------------------------------------------------------


@cache
def texts_of_all_characters() -> list[str]:
    """Every character at the beginning, in the middle and at the end of a word, ten to a text."""
    words = [f"{char}a{char}a{char}\u0323" for char in ALL_CHARACTERS]
    return [" ".join(words[start : start + 10]) for start in range(0, len(words), 10)]


@cache
def difficult_texts() -> list[str]:
    rng = random.Random(20)
    return [*mark_texts(rng, 15_000), *script_texts(rng, 15_000), *licence_texts()]


def mark_texts(rng: random.Random, count: int) -> Iterator[str]:
    """Marks in all orders, on what decomposes and what does not, with characters between that are removed."""
    marks = [char for char in ALL_CHARACTERS if unicodedata.category(char) in ("Mn", "Mc", "Me")]
    kept = [char for char in marks if unicodedata.combining(char) and unicodedata.category(char) != "Mn"]
    composed = [char for char in ALL_CHARACTERS if unicodedata.normalize("NFD", char) != char]
    pools = [marks, kept, composed, list("aZ!中[ "), ["\u200b", "\x00", "\ufffd", "\u034f"]]
    weights = [4, 3, 2, 2, 1]
    for _ in range(count):
        yield "".join(rng.choice(pool) for pool in rng.choices(pools, weights, k=rng.randrange(1, 30)))


def script_texts(rng: random.Random, count: int) -> Iterator[str]:
    """Words of several scripts, some longer than a word may be, with all kinds of separators and special tokens."""
    assigned = [char for char in ALL_CHARACTERS if unicodedata.category(char) not in ("Cn", "Co")]
    blocks = [assigned[start : start + 128] for start in range(0, len(assigned), 128)]
    separators = [*" \t\n\u00a0\u3000\u2028,.-!?、。「」", " ", " ", *SPECIAL, "[mask]", "[[SEP]", "[MASK"]
    for _ in range(count):
        chosen = rng.choices(blocks[:80], k=2) + rng.choices(blocks, k=2)
        words = (
            "".join(rng.choices(rng.choice(chosen), k=rng.choice([1, 2, 3, 5, 8, 13, 99, 100, 101])))
            for _ in range(rng.randrange(1, 6))
        )
        yield "".join(chain.from_iterable((word, rng.choice(separators)) for word in words))


def licence_texts() -> Iterator[str]:
    """Real English, in three writings."""
    for path in sorted(LICENCES.iterdir()) if LICENCES.is_dir() else []:
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.strip():
                yield from (line, line.upper(), line.replace("e", "e\u0301").replace("o", "ö"))


@cache
def vocabulary_tokens() -> list[str]:
    """Frequent words and beginnings of words, and every character that a normalization makes of another."""
    words = Counter(word.lower() for text in difficult_texts() for word in text.split() if word.isalpha())
    frequent = [word for word, _ in words.most_common(4000)]
    parts = [word[: len(word) // 2 + 1] for word in frequent] + ["##" + word[len(word) // 2 + 1 :] for word in frequent]
    normalizers = [
        BertNormalizer(strip_accents=strip, lowercase=lowercase)
        for strip in (True, False)
        for lowercase in (True, False)
    ]
    made = {
        part
        for char in ALL_CHARACTERS
        for normalizer in normalizers
        if (result := normalizer.normalize_str(char)) != char
        for part in result
    }
    singles = sorted({*made, *map(chr, range(0x21, 0x2000)), *ALL_CHARACTERS[::50]} - set("\n\r"))
    return list(dict.fromkeys([*SPECIAL, *frequent, *parts, *singles, *(f"##{char}" for char in singles)]))
