"""How a checkpoint says that it generates, against transformers' own reading of the same files."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from devbench.errors import UsageError
from devbench.models.card import read_card
from devbench.models.export import export
from devbench.models.export.checkpoint import Checkpoint as OpenCheckpoint
from devbench.models.export.generation_config import GENERATION_CONFIG_FILE, GenerationConfig, read
from devbench.tasks.settings import GenerationSettings
from tests.kinds import Checkpoint
from tests.models import checkpoints

CASE = checkpoints.CASES["bert2bert"]
TOKENS = checkpoints.VOCABULARY
PAD, UNK, CLS, SEP, MASK = range(5)
_ABSENT: Mapping[str, Any] = {"decoder_start_token_id": None, "eos_token_id": None, "pad_token_id": None}


@pytest.fixture
def folder(checkpoint: Checkpoint, tmp_path: Path) -> Path:
    """A checkpoint whose configuration says nothing of generation."""
    folder = tmp_path / "checkpoint"
    folder.mkdir()
    for path in checkpoint("bert2bert").iterdir():
        (folder / path.name).symlink_to(path)
    write(folder, {})
    return folder


def write(folder: Path, own: Mapping[str, Any], decoder: Mapping[str, Any] = {}) -> None:
    """A config.json that says ``own`` of the pair and ``decoder`` of its second part."""
    config = {**CASE.config, **_ABSENT, **own}
    config["decoder"] = {**config["decoder"], **decoder}
    (folder / "config.json").unlink()
    (folder / "config.json").write_text(json.dumps(config))


def generation(folder: Path, **asked: Any) -> None:
    (folder / GENERATION_CONFIG_FILE).write_text(json.dumps({"decoder_start_token_id": CLS, **asked}))


def reading(folder: Path, decoder_length: int | None = None, greedy: bool = False) -> GenerationConfig:
    return read(OpenCheckpoint(folder), TOKENS, decoder_length, greedy)


def refused(folder: Path) -> str:
    with pytest.raises(UsageError) as error:
        reading(folder)
    return f"{error.value.message} {error.value.hint}"


LAYOUTS: dict[str, tuple[dict[str, Any] | None, dict[str, Any], dict[str, Any]]] = {
    "generation_config.json counts before config.json": (
        {"decoder_start_token_id": CLS, "eos_token_id": SEP, "max_length": 9},
        {"decoder_start_token_id": MASK, "eos_token_id": UNK, "max_length": 5, "num_beams": 4, "min_length": 3},
        {"no_repeat_ngram_size": 2},
    ),
    "config.json counts where there is no other": (
        None,
        {"decoder_start_token_id": MASK, "eos_token_id": UNK, "max_length": 5, "min_length": 3},
        {},
    ),
    "the decoder's own part fills what the pair leaves out": (
        None,
        {"decoder_start_token_id": CLS, "max_length": None},
        {"max_length": 20, "eos_token_id": 7, "num_beams": 1, "decoder_start_token_id": 9, "repetition_penalty": 1.5},
    ),
    "decoding begins with the first token of a text if nothing else is said": ({"bos_token_id": 8}, {}, {}),
    "the token that decoding begins with counts before the first of a text": (
        {"bos_token_id": 8, "decoder_start_token_id": 9},
        {},
        {},
    ),
    "several ends": ({"bos_token_id": CLS, "eos_token_id": [SEP, 9, 12]}, {}, {}),
    "no end": ({"bos_token_id": CLS}, {"eos_token_id": SEP}, {}),
    "new tokens count before lengths": (
        {"bos_token_id": CLS, "max_length": 4, "max_new_tokens": 6, "min_length": 5, "min_new_tokens": 2},
        {},
        {},
    ),
    "lengths count the first token": ({"bos_token_id": CLS, "max_length": 9, "min_length": 3}, {}, {}),
    "all rules": (
        {
            "bos_token_id": CLS,
            "eos_token_id": SEP,
            "no_repeat_ngram_size": 3,
            "encoder_no_repeat_ngram_size": 4,
            "repetition_penalty": 1.25,
            "forced_bos_token_id": 20,
            "forced_eos_token_id": [SEP, 9],
            "suppress_tokens": [21, 22],
            "begin_suppress_tokens": [23],
        },
        {},
        {},
    ),
    "an old way to force the first token": (
        None,
        {"bos_token_id": 8, "force_bos_token_to_be_generated": True},
        {},
    ),
    "what only beams or sampling heed": (
        {"bos_token_id": CLS, "temperature": 0.5, "top_k": 5, "top_p": 0.5, "length_penalty": 2.0, "num_beams": 1},
        {},
        {},
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_files_are_read_as_transformers_reads_them(folder: Path, name: str) -> None:
    of_generation, own, decoder = LAYOUTS[name]
    write(folder, own, decoder)
    if of_generation is not None:
        (folder / GENERATION_CONFIG_FILE).write_text(json.dumps(of_generation))

    assert reading(folder).settings == of_transformers(folder)


def of_transformers(folder: Path) -> GenerationSettings:
    """As its from_pretrained reads the folder and its generate fills in the defaults."""
    from transformers import GenerationConfig as Reference

    found: Any
    if (folder / GENERATION_CONFIG_FILE).is_file():
        found = Reference.from_pretrained(folder)
    else:
        found = Reference.from_pretrained(folder, config_file_name="config.json", _from_model_config=True)
    start = found.decoder_start_token_id if found.decoder_start_token_id is not None else found.bos_token_id
    defaults_to_new_tokens = found.max_length is None and found.max_new_tokens is None
    for attribute, value in found._get_default_generation_params().items():
        if getattr(found, attribute) is None:
            setattr(found, attribute, value)
    found.max_new_tokens = found.max_new_tokens or (20 if defaults_to_new_tokens else found.max_length - 1)

    def tokens(ids: int | list[int] | None) -> list[str]:
        return [TOKENS[id_] for id_ in ([ids] if isinstance(ids, int) else ids or [])]

    ends = tokens(found.eos_token_id)
    return GenerationSettings(
        bos_token=TOKENS[start],
        eos_token=ends[0] if len(ends) == 1 else ends,
        max_new_tokens=found.max_new_tokens,
        min_new_tokens=max(0, found.min_length - 1) if found.min_new_tokens is None else found.min_new_tokens,
        repetition_penalty=found.repetition_penalty,
        no_repeat_ngram_size=found.no_repeat_ngram_size,
        encoder_no_repeat_ngram_size=found.encoder_no_repeat_ngram_size,
        forced_bos_token=None if found.forced_bos_token_id is None else TOKENS[found.forced_bos_token_id],
        forced_eos_tokens=tokens(found.forced_eos_token_id),
        suppress_tokens=tokens(found.suppress_tokens),
        begin_suppress_tokens=tokens(found.begin_suppress_tokens),
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("num_beams", 4),
        ("do_sample", True),
        ("bad_words_ids", [[5]]),
        ("guidance_scale", 1.5),
        ("encoder_repetition_penalty", 1.5),
        ("penalty_alpha", 0.6),
        ("stop_strings", ["."]),
        ("exponential_decay_length_penalty", [3, 1.5]),
        ("prompt_lookup_num_tokens", 3),
    ],
)
def test_what_devbench_cannot_do_is_refused_by_name_unless_greedy_is_asked_for(
    folder: Path, name: str, value: object
) -> None:
    generation(folder, **{name: value}, min_length=4)
    message = refused(folder)
    assert f"{GENERATION_CONFIG_FILE} asks for {name}=" in message
    assert "--greedy" in message

    greedy = reading(folder, greedy=True)

    assert [each.partition("=")[0] for each in greedy.left_out] == [name]
    assert greedy.settings.min_new_tokens == 3


@pytest.mark.parametrize(
    ("asked", "gist"),
    [
        ({"decoder_start_token_id": None}, "neither decoder_start_token_id nor bos_token_id"),
        ({"decoder_start_token_id": 400}, "decoder_start_token_id 400, but the vocabulary has no such token"),
        ({"forced_bos_token_id": -1}, "forced_bos_token_id -1"),
        ({"forced_eos_token_id": [SEP, 96]}, "forced_eos_token_id 96"),
        ({"suppress_tokens": [SEP, 9], "forced_eos_token_id": SEP}, "forced_eos_token_id among suppress_tokens"),
        ({"max_length": 1}, "leaves no room for any token"),
        ({"max_new_tokens": 0}, "leaves no room for any token"),
        ({"max_new_tokens": 24}, "--decoder-length 24"),
        ({"repetition_penalty": 0.0}, "repetition_penalty=0.0"),
        ({"eos_token_id": "[SEP]"}, "eos_token_id"),
    ],
)
def test_what_cannot_be_is_refused_with_the_file_s_name(folder: Path, asked: dict[str, Any], gist: str) -> None:
    generation(folder, **asked)
    message = refused(folder)
    assert gist in message
    assert str(folder) in message


def test_a_broken_file_is_refused(folder: Path) -> None:
    (folder / GENERATION_CONFIG_FILE).write_text('{"eos_token_id": 3')
    assert f"{folder / GENERATION_CONFIG_FILE} cannot be read" in refused(folder)


def test_tokens_that_the_decoder_has_no_logit_for_are_never_said(folder: Path) -> None:
    generation(folder, eos_token_id=[SEP, 5000, -1], suppress_tokens=[-1, 9])
    settings = reading(folder).settings
    assert settings.eos_token == "[SEP]"
    assert settings.suppress_tokens == ["token4"]


def test_two_tokens_of_one_name_cannot_be_told_apart(folder: Path) -> None:
    generation(folder, eos_token_id=9)
    with pytest.raises(UsageError, match="eos_token_id 9"):
        read(OpenCheckpoint(folder), [*TOKENS[:-1], TOKENS[9]])


def test_the_decoder_has_room_for_what_the_checkpoint_asks_for(folder: Path, tmp_path: Path) -> None:
    generation(folder, num_beams=2, max_new_tokens=5)
    output = tmp_path / "out" / "model.tflite"
    report = export(folder, output, "generation", checkpoints.LENGTH, greedy=True)
    card = read_card(output.with_name("model.json"))
    assert card == report.card
    assert card.remarks == ["It decodes greedily, without these settings of its checkpoint: num_beams=2."]
    assert card.task == GenerationSettings(max_new_tokens=5, eos_token=[])
    assert report.models[1].name == "model.decoder.tflite"


def test_a_length_that_is_asked_for_counts_before_the_checkpoint_s(folder: Path) -> None:
    generation(folder, max_new_tokens=5)
    assert reading(folder, decoder_length=12).settings.max_new_tokens == 11
