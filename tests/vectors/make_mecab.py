"""Writes mecab/: a small MeCab dictionary, compiled by MeCab itself, and texts with the tokens that they have with it.

``PYTHONPATH=host python tests/vectors/make_mecab.py``. Words, categories and costs are made so that everything happens
that segmentation knows: equal costs, words of several tokens, unknown words of all kinds, characters of two categories.
"""

from __future__ import annotations

import json
import random
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import fugashi
import msgspec

from devbench.tokenizers.dictionary import FILES
from devbench.tokenizers.reference import ReferenceTokenizer
from devbench.tokenizers.settings import TokenizerSettings

FOLDER = Path(__file__).parent / "mecab"
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]

ALPHABET = ["a", "b", "é", "あ", "い", "ー", "ア", "イ", "一", "東", "京", "𠮷", "1", "2", "!", " ", "\t", "\u3000"]
LEFT_IDS, RIGHT_IDS = 7, 4
CATEGORIES = {
    # always, groups, unknown words of so many characters
    "DEFAULT": (0, 1, 0),
    "SPACE": (0, 1, 0),
    "ALPHA": (1, 1, 0),
    "HIRAGANA": (0, 1, 2),
    "KATAKANA": (1, 1, 2),
    "KANJI": (0, 0, 2),
    "NUMERIC": (0, 0, 3),
    "SYMBOL": (1, 0, 1),
}
CHARACTERS = """
0x0009 SPACE
0x0020 SPACE
0x0021..0x002F SYMBOL
0x0030..0x0039 NUMERIC
0x0041..0x005A ALPHA
0x0061..0x007A ALPHA
0x00E9 ALPHA
0x3000 SYMBOL SPACE
0x3041..0x3096 HIRAGANA
0x30A1..0x30FA KATAKANA
0x30FC KATAKANA HIRAGANA
0x4E00..0x9FFF KANJI
0x4E00 NUMERIC KANJI
"""

EDGES = [
    "\uffff\uffffあ\uffff\U0001f600\uffff \U0001f600\ufffe",
    # Hangul that does not join, and that does
    "가\u11a7 각\u11a8 가\u11a8 가\u11c3 \u1100\u1176 \u1113\u1161 \u1112\u1175 \u1100\u1161\u11c2 \ud7a3\ud7a4 "
    "힣 가갸",
    # marks: of equal classes, blocked, unchanged beside each other
    "q\u0301\u0300 e\u0301\u0300 a\u0323\u0301\u0302 q\u0323\u0307 か\u0323\u3099 q\u0307\u0323\u0301 "
    "a\u0301\u20dd か\u0323\u1161",
    # the last sigma of a word, looked for through what is ignored
    "ΑΣ\u0301 Α\u0301Σ ΑΣ\u0301Α Σ ΣΣ ΑΑΣ ΑΣΑ אΣ 1Σ \u0301Σ ΑΣ1",
    "AZaz@[`{ AZ ÀÖ×Ø ĀāĂ ŸŹ İi",
    # what spells a token of the rest of a word
    "##い の##い ##い[MASK]##い #い の## ##",
    # beyond what the buffers hold at first
    "あいーア1a東 " * 160,
    "東" * 1100 + "q\u0323\u0307",
]


def cost(rng: random.Random) -> int:
    """Seldom the least and the greatest that there is; else one of so few that many sums are equal."""
    return rng.choice([-32768, 32767]) if rng.random() < 0.02 else 100 * rng.randrange(-1, 8)


def tokens(rng: random.Random, surface: str, count: int) -> list[str]:
    ids = [(rng.randrange(1, LEFT_IDS), rng.randrange(1, RIGHT_IDS)) for _ in range(count)]
    return [f"{surface},{left},{right},{cost(rng)},{surface}" for left, right in ids]


def sources(rng: random.Random) -> dict[str, str]:
    letters = [letter for letter in ALPHABET if not letter.isspace()]
    spelled = "##い,1,1,-3000,##い\n##,1,1,-2000,##\n"
    words = {*letters[::3], *("".join(rng.choices(letters, k=rng.choice([2, 2, 2, 3, 3, 4]))) for _ in range(160))}
    matrix = [f"{right} {left} {cost(rng)}" for right in range(RIGHT_IDS) for left in range(LEFT_IDS)]
    kinds = "\n".join(f"{name} {' '.join(map(str, numbers))}" for name, numbers in CATEGORIES.items())
    return {
        "dicrc": "cost-factor = 800\nbos-feature = BOS/EOS\neval-size = 1\nunk-eval-size = 1\nconfig-charset = utf8\n",
        "char.def": f"{kinds}\n{CHARACTERS}",
        "unk.def": "\n".join(line for name in CATEGORIES for line in tokens(rng, name, rng.choice([1, 2, 3]))) + "\n",
        "matrix.def": "\n".join([f"{RIGHT_IDS} {LEFT_IDS}", *matrix]) + "\n",
        "words.csv": spelled
        + "".join(f"{line}\n" for word in sorted(words) for line in tokens(rng, word, rng.choice([1, 1, 3]))),
    }


def build_dictionary(folder: Path, rng: random.Random) -> None:
    for name, text in sources(rng).items():
        (folder / name).write_text(text, encoding="utf-8")
    fugashi.build_dictionary(f"build -d {folder} -o {folder} -f utf8 -t utf8")


def texts(rng: random.Random, count: int) -> list[str]:
    """Mixtures of the alphabet, and runs of one kind as long as MeCab's groups may be, and longer."""
    mixed = ["".join(rng.choices(ALPHABET, k=rng.randrange(1, 30))) for _ in range(count)]
    groups = [rng.choice(["", "a", "東"]) + kind * length for kind in "éあア京𠮷2! " for length in (24, 25, 26, 27)]
    return mixed + groups + EDGES[-2:]


def japanese_texts() -> list[str]:
    vectors = json.loads((FOLDER.parent / "tasks/japanese-ipadic.json").read_text(encoding="utf-8"))
    return [*(case["text"] for case in vectors["runs"][0]["cases"]), *EDGES[:-2]]


def vocabulary() -> list[str]:
    """As of the Japanese vectors, half of the alphabet, and what lower case and marks become."""
    vectors = json.loads((FOLDER.parent / "tasks/japanese-ipadic.json").read_text(encoding="utf-8"))
    letters = [*ALPHABET[:9], *"azασςא\u0301"]
    pieces = [f"##{letter}" for letter in [*ALPHABET[:12], *"azασς\u0301"]]
    return list(dict.fromkeys([*vectors["vocabulary"], *letters, "##", *pieces]))


def run(folder: Path, cases: list[str], **choices: Any) -> dict[str, Any]:
    settings = TokenizerSettings(
        word_tokenizer="mecab", strip_accents=False, split_cjk=False, dictionary="dictionary", **choices
    )
    tokenizer = ReferenceTokenizer(settings, folder / "vocab.txt")
    encodings = [(text, tokenizer.encode(text)) for text in cases]
    return {
        "tokenizer": msgspec.to_builtins(settings),
        "cases": [
            {"text": text, "ids": found.ids, "offsets": found.offsets, "words": tokenizer.word_starts(found)}
            for text, found in encodings
        ],
    }


def main() -> None:
    rng = random.Random(20)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "dictionary").mkdir()
        build_dictionary(folder / "dictionary", rng)
        (folder / "vocab.txt").write_text("".join(f"{token}\n" for token in vocabulary()), encoding="utf-8")
        with zipfile.ZipFile(FOLDER / "dictionary.zip", "w", zipfile.ZIP_DEFLATED) as packed:
            for file in (*FILES, "dicrc"):
                content = (folder / "dictionary" / file).read_bytes()
                packed.writestr(zipfile.ZipInfo(file), content, zipfile.ZIP_DEFLATED)
        runs = [
            run(folder, texts(rng, 100), nfkc=False, lowercase=False),
            run(folder, japanese_texts(), nfkc=True, lowercase=False),
            run(folder, japanese_texts(), nfkc=False, lowercase=True),
            run(folder, japanese_texts(), nfkc=True, lowercase=True, subword_tokenizer="character"),
        ]
    lines = ",\n".join(
        f'{{"tokenizer": {json.dumps(run["tokenizer"])}, "cases": [\n'
        + ",\n".join(json.dumps(case, ensure_ascii=False, separators=(",", ":")) for case in run["cases"])
        + "\n]}"
        for run in runs
    )
    head = f'"vocabulary": {json.dumps(vocabulary(), ensure_ascii=False)}'
    (FOLDER / "tokens.json").write_text(f'{{{head}, "runs": [\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
