"""Japanese in the harness, compiled, against the reference with fugashi: equal ids, offsets and words on every text.

``DEVBENCH_SENTENCES=120000 pytest tests/tokenizers/test_kotlin_japanese.py`` runs as many through each tokenizer.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
import pytest

from devbench.errors import UsageError
from devbench.tokenizers import dictionary
from devbench.tokenizers.japanese import find_dictionary
from devbench.tokenizers.reference import ReferenceTokenizer
from devbench.tokenizers.settings import TokenizerSettings
from tests.paths import CHECKOUT
from tests.tokenizers.kotlin_harness import kotlin_tokens, reference_tokens

SENTENCES = int(os.environ.get("DEVBENCH_SENTENCES", "12000"))
DICTIONARIES = ("ipadic", "unidic-lite")
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
MANUALS = Path("/usr/share/man/ja")


@pytest.fixture(scope="module")
def dictionaries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each dictionary as it goes to a device."""
    root = tmp_path_factory.mktemp("dictionaries")
    for name in DICTIONARIES:
        (root / name).mkdir()
        for file, path in dictionary.device_files(find_dictionary(name, root), root / "cache").items():
            (root / name / file).symlink_to(path)
    return root


def compare(settings: TokenizerSettings, vocabulary: list[str], texts: list[str], folder: Path) -> None:
    file = folder / "vocab.txt"
    file.write_text("".join(f"{token}\n" for token in vocabulary), encoding="utf-8")
    reference = ReferenceTokenizer(settings, file)
    for text, tokens in zip(texts, kotlin_tokens(settings, file, texts, folder), strict=True):
        assert tokens == reference_tokens(reference, text), ascii(text)


@pytest.mark.kotlin
@pytest.mark.parametrize("name", DICTIONARIES)
def test_the_shared_vectors(name: str, dictionaries: Path) -> None:
    vectors = json.loads((CHECKOUT / f"tests/vectors/tasks/japanese-{name}.json").read_text(encoding="utf-8"))
    for run in vectors["runs"]:
        settings = msgspec.convert(run["tokenizer"], TokenizerSettings)
        compare(settings, vectors["vocabulary"], [case["text"] for case in run["cases"]], dictionaries)


@pytest.mark.kotlin
def test_nine_tokens_with_ipadic(dictionaries: Path) -> None:
    tokens = ["お", "##腹", "が", "痛", "##い", "ので", "遅れ", "ます", "。"]
    (dictionaries / "vocab.txt").write_text("\n".join([*SPECIAL, *tokens]), encoding="utf-8")
    settings = TokenizerSettings(word_tokenizer="mecab", lowercase=False, nfkc=True, dictionary="ipadic")

    found = kotlin_tokens(settings, dictionaries / "vocab.txt", ["お腹が痛いので遅れます。"], dictionaries)

    ids = [int(token.partition(":")[0]) for token in found[0].split()]
    assert [[*SPECIAL, *tokens][token_id] for token_id in ids] == tokens


@pytest.mark.slow
@pytest.mark.kotlin
@pytest.mark.parametrize("name", DICTIONARIES)
@pytest.mark.parametrize(
    ("subword", "lowercase", "nfkc"),
    [("wordpiece", False, True), ("wordpiece", True, False), ("character", True, True)],
)
def test_every_sentence_gives_the_tokens_of_the_reference(
    name: str, subword: Literal["wordpiece", "character"], lowercase: bool, nfkc: bool, dictionaries: Path
) -> None:
    settings = TokenizerSettings(
        word_tokenizer="mecab",
        subword_tokenizer=subword,
        lowercase=lowercase,
        strip_accents=False,
        split_cjk=False,
        nfkc=nfkc,
        dictionary=name,
    )
    compare(settings, vocabulary_tokens(), sentences(), dictionaries)


@pytest.mark.kotlin
def test_a_long_run_of_one_kind_and_a_long_text(dictionaries: Path) -> None:
    settings = TokenizerSettings(word_tokenizer="mecab", dictionary="ipadic", nfkc=True)
    texts = ["あ" * 30_000, "x" * 70_000, "お腹が痛い。" * 5_000, " " * 70_000 + "お腹", "𠮷" * 20_000]
    compare(settings, vocabulary_tokens(), texts, dictionaries)


@pytest.mark.kotlin
@pytest.mark.parametrize(
    ("file", "change"),
    [
        *((file, lambda content: content[: len(content) // 2]) for file in dictionary.FILES),
        pytest.param("unk.dic", lambda content: content[:72] + b"\x7f" * 4 + content[76:], id="unk.dic-outside"),
    ],
)
def test_a_damaged_dictionary_is_named(
    file: str, change: Callable[[bytes], bytes], dictionaries: Path, tmp_path: Path
) -> None:
    (tmp_path / "ipadic").mkdir()
    for path in (dictionaries / "ipadic").iterdir():
        content = path.read_bytes()
        (tmp_path / "ipadic" / path.name).write_bytes(change(content) if path.name == file else content)
    (tmp_path / "vocab.txt").write_text("\n".join(SPECIAL))
    settings = TokenizerSettings(word_tokenizer="mecab", dictionary="ipadic")

    with pytest.raises(AssertionError, match=f"The MeCab dictionary's {file} "):
        kotlin_tokens(settings, tmp_path / "vocab.txt", ["お腹"], tmp_path)


# -- what goes to the device -------------------------------------------------------------------------------------------


def test_the_device_gets_the_words_without_their_features(dictionaries: Path) -> None:
    for name in DICTIONARIES:
        whole = find_dictionary(name, dictionaries)
        sizes = {file: (dictionaries / name / file).stat().st_size for file in dictionary.FILES}
        assert sizes["sys.dic"] < (whole / "sys.dic").stat().st_size / 2
        assert sizes["matrix.bin"] == (whole / "matrix.bin").stat().st_size


def test_a_dictionary_is_stripped_once(tmp_path: Path) -> None:
    folder = find_dictionary("ipadic", tmp_path)
    first = dictionary.device_files(folder, tmp_path)["sys.dic"].stat()
    assert dictionary.device_files(folder, tmp_path)["sys.dic"].stat() == first


@pytest.mark.slow
def test_unicode_tables_are_those_of_python(tmp_path: Path) -> None:
    sources = CHECKOUT / "android_harness/core/src/main"
    kept = (sources / "kotlin/io/devbench/generated/NfkcData.kt").read_text(encoding="utf-8")
    if unicodedata.unidata_version not in kept:
        pytest.skip(f"this Python is of Unicode {unicodedata.unidata_version}, the tables are of another")
    made = tmp_path / "NfkcData.kt"
    subprocess.run([sys.executable, sources / "python/make_nfkc_data.py", made], check=True)
    assert made.read_text(encoding="utf-8") == kept


def changed(path: Path, folder: Path, change: Callable[[bytes], bytes]) -> Path:
    """A copy of an installed dictionary's small files, with one of them changed."""
    for name in ("dicrc", "unk.dic", "char.bin", "matrix.bin", "sys.dic"):
        (folder / name).symlink_to(find_dictionary("ipadic", folder) / name)
    content = (folder / path).read_bytes()
    (folder / path).unlink()
    (folder / path).write_bytes(change(content))
    return folder


@pytest.mark.parametrize(
    ("file", "change", "words"),
    [
        ("sys.dic", lambda content: content[:1000], r"sys\.dic is cut off"),
        ("sys.dic", lambda content: b"", r"sys\.dic has 0 bytes"),
        ("unk.dic", lambda content: b"x" * len(content), r"unk\.dic is cut off or is not a compiled dictionary"),
        ("dicrc", lambda content: content + b"\nmax-grouping-size = 10\n", "max-grouping-size to 10"),
    ],
)
def test_a_broken_dictionary_is_refused_before_anything_is_pushed(
    tmp_path: Path, file: str, change: Callable[[bytes], bytes], words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        dictionary.device_files(changed(Path(file), tmp_path, change), tmp_path / "cache")


# -- sentences ---------------------------------------------------------------------------------------------------------

KANA = [*map(chr, range(0x3041, 0x3097)), *map(chr, range(0x30A1, 0x30FB))]
HALF_WIDTH = [*map(chr, range(0xFF01, 0xFFA0))]
KANJI = [*map(chr, range(0x4E00, 0x9FFF)), "𠮷", "々"]
ODD = [
    *" \t\n\u3000\u00a0\0\u200b\u0301\u3099\u309aΣσİſß㌔㈱①ﬁ―ー〜～・。、！？「」😀\uffff\u1160\u11a8각",
    *("👨‍👩‍👧", "ｱﾞ", "##", "##い", "2024", "３．１４", "Wi-Fi", "ＡＢＣ", "ΑΣ", "[mask]", *SPECIAL),
]


@cache
def sentences() -> list[str]:
    """Words of a lexicon, real text, runs of each script around MeCab's limits, and oddities, in all mixtures."""
    rng = random.Random(20)
    assigned = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) not in ("Cn", "Co", "Cs")]
    pools = [lexicon(), KANA, HALF_WIDTH, KANJI, ODD, assigned]
    real = list(manual_lines())

    def sentence() -> str:
        if real and rng.random() < 0.2:
            return rng.choice(real)
        chosen = rng.choices(pools, [45, 20, 5, 8, 16, 6], k=rng.randrange(1, 14))
        return "".join(
            rng.choice(pool) if pool in (pools[0], ODD) else "".join(rng.choices(pool, k=rng.choice([1, 2, 3, 5, 26])))
            for pool in chosen
        )

    return [sentence() for _ in range(SENTENCES)]


@cache
def lexicon() -> list[str]:
    """Word forms of UniDic: columns of the features that devices do not get."""
    content = (find_dictionary("unidic-lite", Path()) / "sys.dic").read_bytes()
    features = content[-40_000_000:].decode("utf-8", "ignore").split("\0")
    forms = {form for line in features[1:200_000] if line.count(",") > 10 for form in line.split(",")[8:11]}
    return sorted(form for form in forms if form and form != "*")


def manual_lines() -> Iterator[str]:
    """Japanese as people write it, where this machine has any."""
    import gzip

    for path in sorted(MANUALS.rglob("*.gz")):
        for line in gzip.decompress(path.read_bytes()).decode("utf-8", "ignore").splitlines():
            if re.search("[\u3040-\u30ff\u4e00-\u9fff]", line):
                yield line


@cache
def vocabulary_tokens() -> list[str]:
    common = Counter(char for text in sentences() for char in unicodedata.normalize("NFKC", text))
    tokens = [*lexicon()[::80], *(char for char, _ in common.most_common(6000))]
    tokens += [f"##{token}" for token in tokens[::2]]
    return list(dict.fromkeys([*SPECIAL, *(token for token in tokens if len(f"{token}x".splitlines()) == 1)]))
