"""Every layout of tokenizer files ends in the ids of transformers itself, or in a refusal that names the cause."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from devbench.errors import UsageError
from devbench.tokenizers import loading
from devbench.tokenizers.dictionary import device_files
from devbench.tokenizers.japanese import find_dictionary
from devbench.tokenizers.reference import Encoding, ReferenceTokenizer
from devbench.tokenizers.settings import TokenizerSettings
from devbench.tokenizers.vocabulary_files import vocabulary_file
from tests.kinds import present
from tests.paths import CHECKOUT
from tests.tokenizers.kotlin_harness import kotlin_tokens, reference_tokens
from tests.tokenizers.layouts import TEXTS, Layout, lines
from tests.tokenizers.readable_layouts import BERT_LAYOUTS, JAPANESE_LAYOUTS
from tests.tokenizers.refused_layouts import REFUSED_LAYOUTS


@pytest.fixture(scope="module")
def auto_tokenizer() -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("HF_HUB_OFFLINE", "1")
        environment.setenv("TRANSFORMERS_VERBOSITY", "error")
        from transformers import AutoTokenizer

        yield AutoTokenizer


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEVBENCH_HOME", str(tmp_path / "home"))


def by_name(layout: Layout) -> str:
    return layout.name


@pytest.mark.parametrize("layout", [*BERT_LAYOUTS, *JAPANESE_LAYOUTS], ids=by_name)
def test_ids_are_those_of_transformers(layout: Layout, tmp_path: Path, auto_tokenizer: Any) -> None:
    folder = tmp_path / "checkpoint"
    layout.write(folder)
    theirs = auto_tokenizer.from_pretrained(folder)
    ours = ReferenceTokenizer(present(loading.find(folder)), present(vocabulary_file(folder)))

    for text in TEXTS:
        expected = theirs(text, add_special_tokens=False, return_offsets_mapping=theirs.is_fast)
        encoded = ours.encode(text)
        assert encoded.ids == expected["input_ids"], ascii(text)
        assert encoded.offsets == expected.get("offset_mapping", encoded.offsets), ascii(text)
    around = [ours.cls_id, *ours.encode("foo").ids, ours.sep_id, *ours.encode("bar").ids, ours.sep_id]
    assert theirs("foo", "bar")["input_ids"] == around
    tokens = [token if token.strip() else "" for token in ours.tokens]  # which no text has
    assert {number: tokens[number] for number in theirs.get_vocab().values() if number} == {
        number: token for token, number in theirs.get_vocab().items() if number
    }


def test_added_tokens_are_those_of_the_vectors(tmp_path: Path) -> None:
    """Which the harness reads, too."""
    vectors = json.loads((CHECKOUT / "tests/vectors/added_tokens/layouts.json").read_text(encoding="utf-8"))
    vocabulary = tmp_path / "vocab.txt"
    vocabulary.write_text(lines(vectors["vocabulary"]), encoding="utf-8")
    for layout in vectors["layouts"]:
        tokenizer = ReferenceTokenizer(msgspec.convert(layout["settings"], TokenizerSettings), vocabulary)
        for text, case in zip(vectors["texts"], layout["cases"], strict=True):
            assert tokenizer.encode(text) == msgspec.convert(case, Encoding), (layout["name"], text)


@pytest.mark.kotlin
@pytest.mark.parametrize("layout", [layout for layout in JAPANESE_LAYOUTS if "tokens" in layout.name], ids=by_name)
def test_added_tokens_in_japanese_are_those_of_the_harness(layout: Layout, tmp_path: Path) -> None:
    layout.write(tmp_path)
    settings = present(loading.find(tmp_path))
    dictionary = tmp_path / present(settings.dictionary)
    dictionary.mkdir()
    for name, path in device_files(find_dictionary(dictionary.name, tmp_path), tmp_path / "cache").items():
        (dictionary / name).symlink_to(path)
    reference = ReferenceTokenizer(settings, tmp_path / "vocab.txt")
    for text, tokens in zip(TEXTS, kotlin_tokens(settings, tmp_path / "vocab.txt", TEXTS, tmp_path), strict=True):
        assert tokens == reference_tokens(reference, text), ascii(text)


@pytest.mark.parametrize("layout", REFUSED_LAYOUTS, ids=by_name)
def test_what_is_contradictory_or_not_supported_is_named(layout: Layout, tmp_path: Path) -> None:
    layout.write(tmp_path)

    with pytest.raises(UsageError) as error:
        loading.find(tmp_path)

    assert error.value.hint
    with pytest.raises(UsageError, match=f"(?s){present(layout.refusal)}"):
        raise UsageError(f"{error.value.message} {error.value.hint}")


def test_names_of_layouts_are_unique() -> None:
    names = [layout.name for layout in (*BERT_LAYOUTS, *JAPANESE_LAYOUTS, *REFUSED_LAYOUTS)]
    assert len(names) == len(set(names)) > 100
