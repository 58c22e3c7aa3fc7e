"""Which tokenizer and vocabulary a run takes: the card's, those of the files beside the model, or the user's."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from devbench import assets
from devbench.bench.prepare import Request, prepare
from devbench.errors import UsageError
from devbench.tokenizers import loading
from tests.tokenizers.layouts import fast

BUNDLED = assets.model_folder("qa-en-tiny")


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model with its vocabulary, but without a card."""
    monkeypatch.setenv("DEVBENCH_HOME", str(tmp_path / "home"))
    folder = tmp_path / "model"
    folder.mkdir()
    for name in ("model.int8.tflite", "vocab.txt"):
        shutil.copy(BUNDLED / name, folder)
    return folder / "model.int8.tflite"


def write(model: Path, name: str, content: Any) -> None:
    model.with_name(name).write_text(json.dumps(content))


def request(model: Path | str, **changed: Any) -> Request:
    """``model`` with data that suits it."""
    data = assets.dataset("qa-en.json")
    return Request(str(model), task="question-answering", data=data, examples=1, **changed)


def tokens() -> list[str]:
    return (BUNDLED / "vocab.txt").read_text().splitlines()


def test_the_files_beside_a_model_say_how_its_text_is_tokenized(model: Path) -> None:
    write(model, "tokenizer_config.json", {"tokenizer_class": "BertTokenizer", "do_lower_case": False})
    assert (prepare(request(model)).tokenizer.lowercase, prepare(request(model)).warnings) == (False, [])


def test_a_vocabulary_may_be_in_tokenizer_json_alone(model: Path) -> None:
    write(model, "tokenizer.json", fast(tokens()))
    model.with_name("vocab.txt").unlink()
    assert prepare(request(model)).vocabulary.path.read_text().splitlines() == tokens()


def test_a_permuted_vocabulary_is_refused_where_another_file_shows_it(model: Path) -> None:
    write(model, "tokenizer.json", fast(tokens()))
    model.with_name("vocab.txt").write_text("\n".join([*tokens()[:5], *reversed(tokens()[5:])]) + "\n")
    with pytest.raises(UsageError, match=r"vocab\.txt says .*tokenizer\.json says .* 694 tokens differ"):
        prepare(request(model))


def test_a_vocabulary_of_the_users_is_held_against_the_files_beside_the_model(model: Path, tmp_path: Path) -> None:
    write(model, "tokenizer.json", fast(tokens()))
    other = tmp_path / "other.txt"
    other.write_text("\n".join(reversed(tokens())) + "\n")
    with pytest.raises(UsageError, match=r"other\.txt says .*tokenizer\.json says "):
        prepare(request(model, vocabulary=other))


@pytest.mark.parametrize("has_card", [True, False])
def test_another_vocabulary_than_the_models_own_is_told(model: Path, tmp_path: Path, has_card: bool) -> None:
    other = tmp_path / "other.txt"
    other.write_text("\n".join([*tokens()[:-2], "cots", tokens()[-1]]) + "\n")
    chosen = request("qa-en-tiny" if has_card else model, vocabulary=other, cased=None if has_card else False)
    warnings = " ".join(prepare(chosen).warnings)
    assert f"{other} differs from the model's own " in warnings
    assert "vocab.txt, first in line 699." in warnings


def test_cased_overrides_the_files_and_a_remark_says_so(model: Path) -> None:
    write(model, "tokenizer_config.json", {"do_lower_case": True, "tokenizer_class": "BertTokenizer"})
    plan = prepare(request(model, cased=True))
    assert (plan.tokenizer.lowercase, plan.tokenizer.strip_accents) == (False, False)
    assert plan.warnings[0].startswith(f"--cased overrides the tokenizer files of {model}.")
    assert prepare(request(model, cased=False)).warnings == []


def test_cased_decides_between_files_that_contradict_each_other(model: Path) -> None:
    write(model, "tokenizer_config.json", {"tokenizer_class": "BertTokenizer", "do_lower_case": False})
    write(model, "tokenizer.json", fast(tokens()))
    with pytest.raises(UsageError, match="contradict each other"):
        prepare(request(model))
    plan = prepare(request(model, cased=True))
    assert not plan.tokenizer.lowercase
    assert "--cased resolves a contradiction between the model's files" in plan.warnings[0]


def test_cased_and_a_vocabulary_of_the_users_leave_the_rest_to_the_files(model: Path, tmp_path: Path) -> None:
    known = {"tokenizer_class": "BertTokenizer", "tokenize_chinese_chars": False, "mask_token": "the"}
    write(model, "tokenizer_config.json", {**known, "unk_token": "[UNK]"})
    other = model.with_name("vocab.txt").rename(tmp_path / "other.txt")
    model.with_name("vocab.txt").write_text("a\rvocabulary that is broken\n")
    with pytest.raises(UsageError, match="carriage return"):
        prepare(request(model, cased=True))
    model.with_name("vocab.txt").write_text("[UNK]\nof another model\n[PAD]\n")
    write(model, "config.json", {"pad_token_id": tokens().index("[PAD]")})
    plan = prepare(request(model, cased=True, vocabulary=other))
    assert (plan.tokenizer.lowercase, plan.tokenizer.split_cjk, plan.tokenizer.mask_token) == (False, False, "the")
    assert "--cased overrides the tokenizer files" in " ".join(plan.warnings)


@pytest.mark.parametrize("cased", [True, False])
def test_cased_takes_no_tokenizer_that_devbench_does_not_know(model: Path, cased: bool) -> None:
    write(model, "tokenizer_config.json", {"tokenizer_class": "RobertaTokenizer"})
    with pytest.raises(UsageError, match="RobertaTokenizer"):
        prepare(request(model, cased=cased))


def test_cased_leaves_japanese_to_mecab(model: Path) -> None:
    japanese = assets.model_folder("classify-ja-tiny")
    kept = {"word_tokenizer_type": "mecab", "mecab_kwargs": {"mecab_dic": "ipadic"}}
    write(model, "tokenizer_config.json", {"tokenizer_class": "BertJapaneseTokenizer", **kept})
    found = loading.find(model.parent, cased=True, vocabulary=japanese / "vocab.txt")
    assert found == prepare(Request("classify-ja-tiny", examples=1)).tokenizer


def test_cased_changes_nothing_else_of_a_card() -> None:
    own = prepare(request("qa-en-tiny"))
    changed = prepare(request("qa-en-tiny", cased=True))
    assert changed.tokenizer == own.tokenizer.with_case(True) != own.tokenizer
    assert "overrides the card" in changed.warnings[0]
    assert prepare(request("qa-en-tiny", cased=False)).tokenizer == own.tokenizer


def test_added_tokens_count_where_the_vocabulary_is_held_against_the_embedding(model: Path) -> None:
    write(model, "tokenizer_config.json", {"tokenizer_class": "BertTokenizer", "extra_special_tokens": ["<x>"]})
    with pytest.raises(UsageError, match="701 tokens, the model's embedding 700 rows"):
        prepare(request(model))
