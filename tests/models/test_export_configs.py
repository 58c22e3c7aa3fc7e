"""Configurations that change what a model computes are honoured, or refused by name with what to do."""

import json
import shutil
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from safetensors.numpy import load_file

from devbench.models import flatbuffer
from tests.kinds import Checkpoint, Exported, present
from tests.models import checkpoints, interpreters
from tests.models.exports import CASE, Weights, change_config, change_weights, export_case, refused

FILL_MASK = "bert-fill-mask"
CLASSIFIER = "bert-text-classification"
PAIR = "bert2bert"
LAYER = "bert.encoder.layer.1."


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("roberta", "byte-level BPE"),
        ("camembert", "SentencePiece"),
        ("xlm-roberta", "SentencePiece"),
        ("albert", "SentencePiece"),
        ("deberta-v2", "SentencePiece"),
        ("gpt2", "decoder without an encoder"),
        ("t5", "pairs of bert"),
        ("electra", "litert-torch"),
        ("modernbert", "litert-torch"),
    ],
)
def test_other_architectures_are_named_before_any_file_of_theirs(
    copy: Path, tmp_path: Path, kind: str, words: str
) -> None:
    for name in ("vocab.txt", "tokenizer_config.json", "model.safetensors"):
        (copy / name).unlink()
    change_config(copy, model_type=kind)
    message = refused(copy, tmp_path / "out" / "m.tflite")
    assert f"{kind!r}" in message
    assert words in message


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("tf_model.h5", "from_tf=True"),
        ("model.ckpt.index", "load_tf_weights_in_bert"),
        ("flax_model.msgpack", "from_flax=True"),
        ("epoch=3.ckpt", "a training run's"),
        ("adapter_model.safetensors", "merge_and_unload"),
        ("model.onnx", "ONNX's"),
    ],
)
def test_weights_of_other_frameworks_are_named(copy: Path, tmp_path: Path, file: str, words: str) -> None:
    (copy / "model.safetensors").rename(copy / file)
    message = refused(copy, tmp_path / "out" / "m.tflite")
    assert file in message
    assert words in message
    (copy / "config.json").unlink()
    assert file in refused(copy, tmp_path / "out" / "m.tflite")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"position_embedding_type": "relative_key"}, "position_embedding_type is 'relative_key'"),
        ({"is_decoder": True}, "is_decoder"),
        ({"quantization_config": {"quant_method": "gptq"}}, "quantization_config"),
        ({"per_layer_config": {"0": {"num_attention_heads": 2}}}, "per_layer_config"),
        ({"adapters": {"adapters": {"one": "pfeiffer"}}}, "adapters"),
        ({"auto_map": {"AutoModel": "modeling_own.OwnModel"}}, "auto_map"),
        ({"num_attention_heads": 5}, "size 64 among 5 heads"),
        ({"num_attention_heads": 0}, "size 64 among 0 heads"),
        ({"hidden_size": 128}, "self.query.weight"),
        ({"vocab_size": 100}, "word_embeddings.weight"),
        ({"type_vocab_size": 1}, "token_type_embeddings.weight"),
        ({"num_hidden_layers": 1}, "layer.1."),
        ({"num_hidden_layers": 3}, "layer.2."),
        ({"pruned_heads": {"0": [1]}}, "is [64, 64], but its config.json describes [48, 64]"),
        ({"pruned_heads": {"2": [1]}}, "heads [1] from layer 2"),
        ({"pruned_heads": {"0": [4]}}, "heads [4] from layer 0"),
        ({"pruned_heads": {"0": [-1]}}, "heads [-1] from layer 0"),
        ({"pruned_heads": {"0": [0, 1, 2, 3]}}, "one must remain"),
        ({"model_type": None, "architectures": None}, "no model_type"),
    ],
)
def test_what_would_compute_something_else_is_refused(
    copy: Path, tmp_path: Path, changes: dict[str, Any], words: str
) -> None:
    change_config(copy, **changes)
    message = refused(copy, tmp_path / "out" / "m.tflite")
    assert words in message
    assert str(copy) in message


@pytest.mark.parametrize("part", ["encoder", "decoder"])
def test_a_part_of_a_pair_is_looked_at_too(checkpoint: Checkpoint, tmp_path: Path, part: str) -> None:
    folder = shutil.copytree(checkpoint(PAIR), tmp_path / "checkpoint")
    config = checkpoints.CASES[PAIR].config
    change_config(folder, **{part: {**config[part], "position_embedding_type": "relative_key"}})
    assert "relative_key" in refused(folder, tmp_path / "out" / "m.tflite", PAIR)
    change_config(folder, **{part: {**config[part], "is_decoder": part == "encoder"}})
    assert "is_decoder" in refused(folder, tmp_path / "out" / "m.tflite", PAIR)


@pytest.mark.parametrize("name", ["attention.self.distance_embedding.weight", "output.adapter.lora_A.weight"])
def test_a_tensor_that_took_no_part_is_named(copy: Path, tmp_path: Path, name: str) -> None:
    change_weights(copy, lambda weights: weights.update({LAYER + name: np.ones((4, 4), np.float32)}))
    assert LAYER + name in refused(copy, tmp_path / "out" / "m.tflite")


def test_buffers_and_other_heads_are_left_alone(copy: Path, exported: Exported, tmp_path: Path) -> None:
    def add(weights: Weights) -> None:
        weights["bert.embeddings.position_ids"] = np.arange(24)[None]
        weights["cls.seq_relationship.weight"] = np.ones((2, 64), np.float32)

    change_weights(copy, add)
    report = export_case(copy, tmp_path / "m.tflite", CASE)
    assert report.models[0].read_bytes() == exported(CASE).models[0].read_bytes()
    assert report.parameters == present(exported(CASE).parameters) + 128


def test_a_head_of_another_task_is_refused(checkpoint: Checkpoint, tmp_path: Path) -> None:
    """Their tensors have the same names."""
    message = refused(checkpoint("bert-token-classification"), tmp_path / "m.tflite", CLASSIFIER)
    assert "Choose --task token-classification" in message


@pytest.mark.parametrize(("case", "head"), [(CASE, "qa_outputs"), ("bert-multiple-choice", "classifier")])
def test_a_head_of_another_size_is_refused(checkpoint: Checkpoint, tmp_path: Path, case: str, head: str) -> None:
    folder = shutil.copytree(checkpoint(case), tmp_path / "checkpoint")

    def widen(weights: Weights) -> None:
        for part in ("weight", "bias"):
            weights[f"{head}.{part}"] = np.repeat(weights[f"{head}.{part}"], 3, axis=0)

    change_weights(folder, widen)
    assert f"{head}.weight" in refused(folder, tmp_path / "out" / "m.tflite", case)


def test_files_before_2020_do_not_name_their_architecture(copy: Path, exported: Exported, tmp_path: Path) -> None:
    change_config(copy, model_type=None)
    report = export_case(copy, tmp_path / "m.tflite", CASE)
    assert report.models[0].read_bytes() == exported(CASE).models[0].read_bytes()


@pytest.mark.parametrize("differ", [False, True])
def test_a_decoder_that_differs_is_not_tied(
    checkpoint: Checkpoint, exported: Exported, tmp_path: Path, differ: bool
) -> None:
    """As transformers 5 has it; transformers 4 took the embeddings."""
    folder = shutil.copytree(checkpoint(FILL_MASK), tmp_path / "checkpoint")
    own = load_file(folder / "model.safetensors")["bert.embeddings.word_embeddings.weight"] + np.float32(differ)
    change_weights(folder, lambda weights: weights.update({"cls.predictions.decoder.weight": own}))
    report = export_case(folder, tmp_path / "m.tflite", FILL_MASK)
    same = report.models[0].read_bytes() == exported(FILL_MASK).models[0].read_bytes()
    assert same is not differ


def test_what_encoder_and_decoder_share_may_be_saved_once(
    checkpoint: Checkpoint, exported: Exported, tmp_path: Path
) -> None:
    """As transformers 4 saves it."""
    folder = shutil.copytree(checkpoint(PAIR), tmp_path / "checkpoint")

    def share(weights: Weights) -> None:
        for name in [name for name in weights if name.startswith("encoder.") and "pooler" not in name]:
            weights["decoder.bert." + name.removeprefix("encoder.")] = weights.pop(name)

    change_weights(folder, share)
    assert "no tensor encoder." in refused(folder, tmp_path / "out" / "m.tflite", PAIR)
    change_config(folder, tie_encoder_decoder=True)
    report = export_case(folder, tmp_path / "m.tflite", PAIR)
    assert report.models[0].read_bytes() == exported(PAIR).models[0].read_bytes()


# -- the tokenizer's folder


def test_a_tokenizer_may_come_from_another_folder(copy: Path, exported: Exported, tmp_path: Path) -> None:
    other = tmp_path / "tokenizer"
    other.mkdir()
    for name in ("vocab.txt", "tokenizer_config.json"):
        (copy / name).rename(other / name)
    assert "--tokenizer" in refused(copy, tmp_path / "out" / "m.tflite")
    output = tmp_path / "out" / "model.fp32.tflite"
    report = export_case(copy, output, CASE, name=CASE, tokenizer_folder=other)
    cards = [msgspec.structs.replace(each.card, variants={}) for each in (report, exported(CASE))]
    assert cards[0] == cards[1]
    with (other / "vocab.txt").open("a") as file:
        file.write("one more\n")
    message = refused(copy, tmp_path / "out" / "m.tflite", tokenizer_folder=other)
    assert "97 tokens, but the model only 96" in message


@pytest.mark.parametrize(("token", "hint"), [("[MASK]", '"mask_token": null'), ("[PAD]", "own checkpoint.")])
def test_a_special_token_that_is_added_beyond_the_embedding_is_named(
    copy: Path, tmp_path: Path, token: str, hint: str
) -> None:
    tokens = [line for line in (copy / "vocab.txt").read_text().split() if line != token]
    (copy / "vocab.txt").write_text("\n".join([*tokens, "other"]) + "\n")
    message = refused(copy, tmp_path / "out" / "m.tflite")
    assert f"97 tokens with {token}, which the tokenizer adds, but the model only 96" in message
    assert hint in message


def test_a_vocabulary_without_a_mask_may_say_so(copy: Path, tmp_path: Path) -> None:
    tokens = [line for line in (copy / "vocab.txt").read_text().split() if line != "[MASK]"]
    (copy / "vocab.txt").write_text("\n".join([*tokens, "other"]) + "\n")
    config = copy / "tokenizer_config.json"
    config.write_text(json.dumps({**json.loads(config.read_text()), "mask_token": None}))
    assert export_case(copy, tmp_path / "m.tflite", CASE).card.tokenizer.added_tokens == ()


# -- models of ids alone


@pytest.mark.parametrize("quantize", ["fp32", "int8"])
@pytest.mark.parametrize(
    "name", ["bert-question-answering", "distilbert-question-answering", "mobilebert-multiple-choice", "bert-one-type"]
)
def test_a_model_of_ids_alone_gives_the_same(
    exported: Exported, checkpoint: Checkpoint, tmp_path: Path, name: str, quantize: str
) -> None:
    report = export_case(checkpoint(name), tmp_path / "m.tflite", name, quantize, inputs="ids")
    (signature,) = flatbuffer.read(report.models[0]).signatures
    assert list(signature.inputs) == ["input_ids"]
    values = checkpoints.inputs(checkpoints.CASES[name])
    used, separator = checkpoints.TOKENS_USED, checkpoints.VOCABULARY.index("[SEP]")
    values["input_ids"][..., [4, used - 1]] = separator
    runtime = interpreters.RUNTIMES[0]
    expected = interpreters.run(runtime, exported(name, quantize).models[0], values)
    for output, found in interpreters.run(runtime, report.models[0], values).items():
        np.testing.assert_array_equal(found, expected[output])


def test_a_vocabulary_without_padding_is_named(copy: Path, tmp_path: Path) -> None:
    (copy / "vocab.txt").write_text("[CLS]\n[SEP]\n[UNK]\n[MASK]\n")
    assert "has no [PAD]" in refused(copy, tmp_path / "out" / "m.tflite", inputs="ids")
