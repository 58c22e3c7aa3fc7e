"""Tokenizer settings out of a checkpoint's files."""

import json
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devbench.errors import UsageError
from devbench.tokenizers import loading
from devbench.tokenizers.settings import TokenizerSettings
from devbench.tokenizers.vocabulary_files import vocabulary_file
from tests.kinds import present
from tests.tokenizers.layouts import SPECIAL, added, lines, template

TOKENS = [*SPECIAL, "a"]
FAST: dict[str, Any] = {
    "model": {
        "type": "WordPiece",
        "max_input_chars_per_word": 50,
        "vocab": {token: number for number, token in enumerate(TOKENS)},
    },
    "added_tokens": [{"id": number, **added(token)} for number, token in enumerate(SPECIAL)],
    "post_processor": template(tokens=TOKENS),
    "normalizer": {"type": "BertNormalizer", "lowercase": False, "strip_accents": None, "handle_chinese_chars": False},
    "pre_tokenizer": {"type": "BertPreTokenizer"},
}
FIELDS = [
    *("model", "type", "vocab", "normalizer", "pre_tokenizer", "added_tokens", "content", "added_tokens_decoder"),
    *("tokenizer_class", "mecab_kwargs", "word_tokenizer_type", "do_lower_case", "unk_token", "mecab_dic"),
]

Find = Callable[..., TokenizerSettings]
"""Settings of a folder with these files."""
Refusal = Callable[..., str]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEVBENCH_HOME", str(tmp_path / "home"))


@pytest.fixture
def find(tmp_path: Path) -> Find:
    """Settings of a folder with these files."""

    def found(**files: object) -> TokenizerSettings:
        for name, value in files.items():
            (tmp_path / f"{name}.json").write_text(json.dumps(value))
        return present(loading.find(tmp_path))

    return found


@pytest.fixture
def refusal(find: Find) -> Refusal:
    def message(**files: object) -> str:
        with pytest.raises(UsageError) as error:
            find(**files)
        return f"{error.value.message} {error.value.hint}"

    return message


def test_a_folder_without_tokenizer_files_tells_nothing(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "bert"}')
    assert loading.find(tmp_path) is None


@pytest.mark.parametrize("name", ["BertTokenizer", "BertTokenizerFast", "DistilBertTokenizer", "MobileBertTokenizer"])
def test_bert_lowercases_and_strips_accents_by_default(find: Find, name: str) -> None:
    assert find(tokenizer_config={"tokenizer_class": name}) == TokenizerSettings()


def test_a_cased_tokenizer_keeps_accents(find: Find) -> None:
    settings = find(tokenizer_config={"do_lower_case": False, "strip_accents": None})
    assert (settings.lowercase, settings.strip_accents) == (False, False)


def test_accents_may_be_kept_on_their_own(find: Find) -> None:
    settings = find(tokenizer_config={"do_lower_case": True, "strip_accents": False})
    assert (settings.lowercase, settings.strip_accents) == (True, False)


def test_tokenizer_json_alone_is_enough(find: Find) -> None:
    expected = TokenizerSettings(lowercase=False, strip_accents=False, split_cjk=False, max_word_chars=50)
    assert find(tokenizer=FAST) == expected
    assert find(tokenizer=FAST, tokenizer_config={"tokenizer_class": "PreTrainedTokenizerFast"}) == expected


def test_special_tokens_may_be_strings_or_objects(find: Find) -> None:
    settings = find(
        tokenizer_config={"cls_token": {"content": "<s>"}, "mask_token": "<mask>"},
        special_tokens_map={"sep_token": {"content": "</s>"}, "mask_token": "<mask>"},
    )
    assert (settings.cls_token, settings.sep_token, settings.mask_token) == ("<s>", "</s>", "<mask>")
    assert settings.pad_token == "[PAD]"


@pytest.mark.parametrize("cased", [True, False])
def test_the_user_decides_on_lower_casing_even_between_files(find: Find, tmp_path: Path, cased: bool) -> None:
    config = {"tokenizer_class": "PreTrainedTokenizerFast", "do_lower_case": True, "cls_token": "[CLS]"}
    with pytest.raises(UsageError, match="lowercase"):
        find(tokenizer=FAST, tokenizer_config=config)

    settings = present(loading.find(tmp_path, cased=cased))

    assert (settings.lowercase, settings.strip_accents) == (not cased, not cased)
    assert (settings.split_cjk, settings.max_word_chars) == (False, 50)


def test_the_user_decides_on_lower_casing_where_no_file_does(tmp_path: Path) -> None:
    assert loading.find(tmp_path, cased=False) == TokenizerSettings()
    assert loading.find(tmp_path, cased=True) == TokenizerSettings(lowercase=False, strip_accents=False)


def test_a_vocabulary_may_come_from_elsewhere(tmp_path: Path) -> None:
    """Its tokens are those that added tokens follow."""
    (tmp_path / "tokenizer_config.json").write_text('{"extra_special_tokens": ["<x>"]}')
    other = tmp_path / "other.txt"
    other.write_text(lines(TOKENS))
    assert [token.id for token in present(loading.find(tmp_path, vocabulary=other)).added_tokens] == [len(TOKENS)]


def test_japanese_with_mecab_and_wordpiece(find: Find) -> None:
    """As cl-tohoku's first models say it, in two files."""
    settings = find(
        config={"tokenizer_class": "BertJapaneseTokenizer"},
        tokenizer_config={
            "do_lower_case": False,
            "word_tokenizer_type": "mecab",
            "subword_tokenizer_type": "wordpiece",
            "mecab_kwargs": {"mecab_dic": "ipadic"},
        },
    )
    assert settings == TokenizerSettings(
        word_tokenizer="mecab", lowercase=False, strip_accents=False, split_cjk=False, nfkc=True, dictionary="ipadic"
    )


def test_the_user_names_a_dictionary_where_no_file_does(tmp_path: Path) -> None:
    japanese = {"tokenizer_class": "BertJapaneseTokenizer", "word_tokenizer_type": "mecab"}
    config = tmp_path / "tokenizer_config.json"
    config.write_text(json.dumps(japanese))
    assert present(loading.find(tmp_path, dictionary="ipadic")).dictionary == "ipadic"
    config.write_text(json.dumps({**japanese, "mecab_kwargs": {"mecab_dic": "unidic_lite"}}))
    assert present(loading.find(tmp_path, dictionary="unidic-lite")).dictionary == "unidic-lite"
    with pytest.raises(UsageError, match=r"mecab_dic = 'unidic_lite', but --dictionary says ipadic"):
        loading.find(tmp_path, dictionary="ipadic")
    config.write_text("{}")
    with pytest.raises(UsageError, match="BertTokenizer has no dictionary"):
        loading.find(tmp_path, dictionary="ipadic")


def test_japanese_with_unidic_and_characters(find: Find) -> None:
    settings = find(
        tokenizer_config={
            "tokenizer_class": "BertJapaneseTokenizer",
            "do_lower_case": True,
            "word_tokenizer_type": "mecab",
            "subword_tokenizer_type": "character",
            "mecab_kwargs": {"mecab_dic": "unidic_lite", "normalize_text": False},
        }
    )
    assert settings == TokenizerSettings(
        word_tokenizer="mecab",
        subword_tokenizer="character",
        strip_accents=False,
        split_cjk=False,
        dictionary="unidic-lite",
    )


def test_an_added_token_that_the_vocabulary_has_is_no_matter(find: Find, tmp_path: Path) -> None:
    (tmp_path / "vocab.txt").write_text(lines(TOKENS))
    assert find(tokenizer_config={"added_tokens_decoder": {"1": {"content": "[UNK]"}}}) == TokenizerSettings()


@pytest.mark.parametrize(
    ("part", "kind"), [("model", "BPE"), ("normalizer", "NFC"), ("pre_tokenizer", "ByteLevel"), ("normalizer", None)]
)
def test_a_tokenizer_json_of_another_kind_is_named(refusal: Refusal, part: str, kind: str | None) -> None:
    message = refusal(tokenizer={**FAST, part: {"type": kind}})
    assert str(kind) in message


@pytest.mark.parametrize("content", ["", "{", "[]", '"text"'])
def test_a_broken_file_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "tokenizer_config.json").write_text(content)
    with pytest.raises(UsageError, match="tokenizer_config"):
        loading.find(tmp_path)


@pytest.mark.slow
@given(
    st.dictionaries(
        st.sampled_from(["config", "tokenizer_config", "tokenizer", "special_tokens_map", "added_tokens"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(),
            lambda values: st.lists(values) | st.dictionaries(st.sampled_from(FIELDS) | st.text(), values),
        ),
    )
)
def test_no_json_gives_another_error(files: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder, suppress(UsageError):
        for name, value in files.items():
            Path(folder, f"{name}.json").write_text(json.dumps(value))
        settings = loading.find(Path(folder))
        assert settings is None or settings.unk_token
        loading.find_vocabulary(Path(folder))


def test_a_vocabulary_is_made_of_tokenizer_json(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_text(json.dumps(FAST))
    assert loading.find_vocabulary(tmp_path) == lines(TOKENS).encode()
    assert present(vocabulary_file(tmp_path)).read_bytes() == lines(TOKENS).encode()


def test_a_vocabulary_file_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_text(json.dumps(FAST))
    content = lines(TOKENS).replace("\n", "\r\n").encode()
    (tmp_path / "vocab.txt").write_bytes(content)
    assert loading.find_vocabulary(tmp_path) == content
    assert vocabulary_file(tmp_path) == tmp_path / "vocab.txt"


def test_a_vocabulary_file_that_tokenizer_json_contradicts_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_text(json.dumps(FAST))
    (tmp_path / "vocab.txt").write_text(lines(TOKENS[::-1]))
    with pytest.raises(UsageError, match="6 tokens differ"):
        loading.find_vocabulary(tmp_path)


def test_a_vocabulary_with_gaps_is_refused(tmp_path: Path) -> None:
    gap = {**FAST, "model": {**FAST["model"], "vocab": {"[PAD]": 0, "[UNK]": 2}}}
    (tmp_path / "tokenizer.json").write_text(json.dumps(gap))
    with pytest.raises(UsageError, match="gaps"):
        loading.find_vocabulary(tmp_path)
