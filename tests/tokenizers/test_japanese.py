"""Japanese text on the host: tokens as transformers gives them, offsets into the original text."""

import json
import shutil
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ipadic
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devbench.errors import UsageError
from devbench.tokenizers.aligned import Aligned, chunks
from devbench.tokenizers.reference import ReferenceTokenizer
from devbench.tokenizers.settings import TokenizerSettings
from tests.paths import VECTORS

FILES = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((VECTORS / "tasks").glob("japanese-*.json"))]
VOCABULARY = FILES[0]["vocabulary"]
IPADIC = TokenizerSettings(word_tokenizer="mecab", lowercase=False, nfkc=True, dictionary="ipadic")


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("japanese") / "vocab.txt"
    path.write_text("\n".join(VOCABULARY) + "\n", encoding="utf-8")
    return path


def runs() -> Iterator[pytest.ParameterSet]:
    for file in FILES:
        for run in file["runs"]:
            settings = msgspec.convert(run["tokenizer"], TokenizerSettings)
            case = "uncased" if settings.lowercase else "cased"
            yield pytest.param(settings, run["cases"], id=f"{file['dictionary']} {settings.subword_tokenizer} {case}")


@pytest.mark.parametrize(("settings", "cases"), list(runs()))
def test_tokens_and_offsets_are_those_of_the_vectors(
    vocabulary: Path, settings: TokenizerSettings, cases: list[dict[str, Any]]
) -> None:
    tokenizer = ReferenceTokenizer(settings, vocabulary)
    for case in cases:
        encoding = tokenizer.encode(case["text"])
        words = tokenizer.word_starts(encoding)
        assert [encoding.ids, list(map(list, encoding.offsets)), words] == [case["ids"], case["offsets"], case["words"]]


def test_ipadic_gives_the_nine_tokens(vocabulary: Path) -> None:
    tokenizer = ReferenceTokenizer(IPADIC, vocabulary)
    tokens = [tokenizer.tokens[token_id] for token_id in tokenizer.encode("お腹が痛いので遅れます。").ids]
    assert tokens == ["お", "##腹", "が", "痛", "##い", "ので", "遅れ", "ます", "。"]


# -- where characters come from ----------------------------------------------------------------------------------------

MARKS = "\u3099\u309aﾞﾟ\u0301\u0323\u0331\u0344\u093c\u09be\u1161\u11abￂￇ"
TEXT = st.text(st.sampled_from("aかハｶﾊ㌔ﬁİΣq한\u1100ﾡ①　\u0f71😀" + MARKS) | st.characters(exclude_categories=["Cs"]))


@given(TEXT)
def test_every_character_of_the_normal_form_comes_from_a_part_that_can_be_normalized_alone(text: str) -> None:
    aligned = Aligned.of(text, 0, len(text)).nfkc()

    assert aligned.text == unicodedata.normalize("NFKC", text)
    for start, end in zip(aligned.starts, aligned.ends, strict=True):
        parts = text[:start], text[start:end], text[end:]
        assert "".join(unicodedata.normalize("NFKC", part) for part in parts) == aligned.text


@given(TEXT)
def test_what_normalizes_to_itself_comes_from_itself(text: str) -> None:
    aligned = Aligned.of(text, 0, len(text)).nfkc()
    for start, end in chunks(text):
        if unicodedata.is_normalized("NFKC", text[start:end]):
            own = {(position, position + 1) for position in range(start, end)}
            assert own <= set(zip(aligned.starts, aligned.ends, strict=True))


@given(TEXT)
def test_lower_case_keeps_each_characters_source(text: str) -> None:
    aligned = Aligned.of(f"__{text}_", 2, 2 + len(text)).lower()

    assert aligned.text == text.lower()
    sources = list(zip(aligned.starts, aligned.ends, strict=True))
    assert sources == [(i, i + 1) for i, c in enumerate(text, start=2) for _ in c.lower()]


@pytest.fixture(scope="module", params=["wordpiece", "character"])
def tokenizer(vocabulary: Path, request: pytest.FixtureRequest) -> ReferenceTokenizer:
    return ReferenceTokenizer(msgspec.structs.replace(IPADIC, subword_tokenizer=request.param), vocabulary)


@given(text=TEXT.map(lambda text: text.replace("\0", "")) | st.text(st.sampled_from("お腹が痛い[MASK] 　\t")))
def test_tokens_cover_all_but_white_space_in_order(tokenizer: ReferenceTokenizer, text: str) -> None:
    encoding = tokenizer.encode(text)

    position = 0
    for start, end in encoding.offsets:
        assert position <= end <= len(text)
        assert unicodedata.normalize("NFKC", text[position:start]).strip() == ""
        assert start < end
        position = end
    assert unicodedata.normalize("NFKC", text[position:]).strip() == ""


def test_characters_are_normalized_even_where_the_text_is_not(vocabulary: Path) -> None:
    settings = msgspec.structs.replace(IPADIC, nfkc=False, subword_tokenizer="character")
    encoding = ReferenceTokenizer(settings, vocabulary).encode("ｽﾊﾟ")
    assert [VOCABULARY[token_id] for token_id in encoding.ids] == ["ス", "パ"]
    assert encoding.offsets == [(0, 1), (1, 3)]


def test_text_ends_for_mecab_at_a_zero_byte(vocabulary: Path) -> None:
    encoding = ReferenceTokenizer(IPADIC, vocabulary).encode("お腹\0が[SEP]痛い")
    assert encoding.offsets[-3:] == [(4, 9), (9, 10), (10, 11)]
    assert encoding.ids == ReferenceTokenizer(IPADIC, vocabulary).encode("お腹[SEP]痛い").ids


# -- what is missing or broken -----------------------------------------------------------------------------------------


def make(vocabulary: Path, **choices: Any) -> ReferenceTokenizer:
    return ReferenceTokenizer(msgspec.structs.replace(IPADIC, **choices), vocabulary)


@pytest.mark.parametrize("package", ["fugashi", "ipadic"])
def test_a_missing_package_is_named_with_the_command_that_installs_it(
    vocabulary: Path, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(UsageError, match=f"Japanese text needs {package}") as refused:
        make(vocabulary)
    assert 'pip install "devbench-tflite[japanese]"' in refused.value.hint


@pytest.fixture
def dictionary(vocabulary: Path) -> Iterator[Path]:
    """A dictionary's folder beside the vocabulary, as in a job's folder."""
    folder = vocabulary.parent / "dictionary"
    folder.mkdir()
    for file in Path(ipadic.DICDIR).iterdir():
        (folder / file.name).symlink_to(file)
    yield folder
    shutil.rmtree(folder)


def test_a_folder_beside_the_vocabulary_is_a_dictionary(vocabulary: Path, dictionary: Path) -> None:
    by_folder, by_package = make(vocabulary, dictionary=dictionary.name), make(vocabulary)
    assert by_folder.encode("お腹が痛い") == by_package.encode("お腹が痛い")


@pytest.mark.parametrize(
    ("name", "why"), [("sys.dic", "dictionary file is broken"), ("matrix.bin", "size"), ("char.bin", "size")]
)
def test_a_dictionary_with_a_missing_or_cut_file_is_named(
    vocabulary: Path, dictionary: Path, name: str, why: str
) -> None:
    whole = (dictionary / name).read_bytes()
    (dictionary / name).unlink()
    with pytest.raises(UsageError, match=f"{dictionary} has no {name}"):
        make(vocabulary, dictionary="dictionary")

    (dictionary / name).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UsageError, match=f"cannot read the dictionary {dictionary}: .*{why}"):
        make(vocabulary, dictionary="dictionary")


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"dictionary": None}, "do not name a MeCab dictionary"),
        ({"dictionary": "nowhere"}, "nowhere has no sys.dic, unk.dic"),
        ({"word_tokenizer": "basic", "subword_tokenizer": "character"}, "basic \\+ character is not supported"),
        ({"mask_token": "<mask>", "cls_token": "<s>"}, "has no <s>"),
        ({"unk_token": "<unk>"}, "has no <unk>"),
    ],
)
def test_settings_that_do_not_fit_are_refused(vocabulary: Path, choices: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        make(vocabulary, **choices)
