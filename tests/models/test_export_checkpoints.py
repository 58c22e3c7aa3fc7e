"""Which checkpoints are exported, and which are refused by name."""

import json
import shutil
from pathlib import Path
from typing import Any

import flatbuffers
import ml_dtypes
import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from devbench.models.export import writer
from tests.kinds import Checkpoint, Exported
from tests.models import checkpoints
from tests.models.exports import CASE, Weights, change_config, change_weights, export_case, refused

# -- checkpoints


def test_a_checkpoint_in_shards_gives_the_same_file(
    checkpoint: Checkpoint, copy: Path, exported: Exported, tmp_path: Path
) -> None:
    weights = load_file(copy / "model.safetensors")
    (copy / "model.safetensors").unlink()
    names = sorted(weights)
    shards = {"model-00001-of-00002.safetensors": names[::2], "model-00002-of-00002.safetensors": names[1::2]}
    for file, part in shards.items():
        save_file({name: weights[name] for name in part}, copy / file)
    weight_map = {name: file for file, part in shards.items() for name in part}
    (copy / "model.safetensors.index.json").write_text(json.dumps({"weight_map": weight_map}))
    report = export_case(copy, tmp_path / "model.tflite", CASE)
    assert report.models[0].read_bytes() == exported(CASE).models[0].read_bytes()


def test_tensorflow_names_of_norms_are_known(copy: Path, exported: Exported, tmp_path: Path) -> None:
    def rename(weights: Weights) -> None:
        for name in [name for name in weights if ".LayerNorm." in name]:
            weights[name.replace("weight", "gamma").replace("bias", "beta")] = weights.pop(name)

    change_weights(copy, rename)
    report = export_case(copy, tmp_path / "model.tflite", CASE)
    assert report.models[0].read_bytes() == exported(CASE).models[0].read_bytes()


@pytest.mark.parametrize("dtype", [np.float16, ml_dtypes.bfloat16])
def test_half_precision_checkpoints_are_read(
    copy: Path, tmp_path: Path, dtype: type[ml_dtypes.bfloat16] | type[np.float16]
) -> None:
    def narrow(weights: Weights) -> None:
        weights.update({name: value.astype(dtype) for name, value in weights.items()})

    change_weights(copy, narrow)
    narrow_model = export_case(copy, tmp_path / "narrow.tflite", CASE).models[0]
    change_weights(copy, lambda weights: weights.update({n: v.astype(np.float32) for n, v in weights.items()}))
    wide_model = export_case(copy, tmp_path / "wide.tflite", CASE).models[0]
    assert narrow_model.read_bytes() == wide_model.read_bytes()


def test_a_vocabulary_is_found_in_tokenizer_json(copy: Path, tmp_path: Path) -> None:
    (copy / "vocab.txt").unlink()
    model = {"type": "WordPiece", "vocab": {token: number for number, token in enumerate(checkpoints.VOCABULARY)}}
    tokenizer = {
        "model": model,
        "normalizer": {"type": "BertNormalizer"},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
    }
    (copy / "tokenizer.json").write_text(json.dumps(tokenizer))
    export_case(copy, tmp_path / "out" / "model.tflite", CASE)
    assert (tmp_path / "out" / "vocab.txt").read_text().splitlines() == checkpoints.VOCABULARY


# -- what is refused


def test_a_model_larger_than_the_format_is_refused(
    checkpoint: Checkpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit of 2 GB, brought within reach."""
    monkeypatch.setattr(flatbuffers.Builder, "MAX_BUFFER_SIZE", 1 << 16)
    monkeypatch.setattr(writer, "_MAX_BYTES", 1 << 16)
    assert "larger than 2 GB" in refused(checkpoint(CASE), tmp_path / "out" / "m.tflite")


def test_a_missing_tensor_is_named(copy: Path, tmp_path: Path) -> None:
    change_weights(copy, lambda weights: weights.pop("qa_outputs.weight"))
    message = refused(copy, tmp_path / "out" / "m.tflite")
    assert "no tensor qa_outputs.weight" in message
    assert "BertForQuestionAnswering" in message


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_tensor_that_is_not_finite_is_named(copy: Path, tmp_path: Path, value: float) -> None:
    name = "bert.encoder.layer.1.output.dense.weight"

    def spoil(weights: Weights) -> None:
        weights[name][3, 5] = value

    change_weights(copy, spoil)
    assert name in refused(copy, tmp_path / "out" / "m.tflite")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"model_type": "encoder-decoder"}, ["encoder-decoder", "generation"]),
        ({"hidden_act": "swish"}, ["swish", "litert-torch"]),
        ({"hidden_size": "wide"}, ["config.json", "hidden_size"]),
        ({"vocab_size": 50}, ["96 tokens", "only 50"]),
    ],
)
def test_what_cannot_be_exported_is_named(
    copy: Path, tmp_path: Path, changes: dict[str, Any], words: list[str]
) -> None:
    change_config(copy, **changes)
    message = refused(copy, tmp_path / "out" / "m.tflite")
    assert all(word in message for word in words)


def test_more_labels_than_logits_are_refused(checkpoint: Checkpoint, tmp_path: Path) -> None:
    case = "bert-text-classification"
    folder = shutil.copytree(checkpoint(case), tmp_path / "checkpoint")
    change_config(folder, id2label={str(number): f"label {number}" for number in range(7)})
    assert "7 labels, the classifier has 5" in refused(folder, tmp_path / "out" / "m.tflite", case)


def test_a_text_longer_than_the_positions_is_refused(copy: Path, tmp_path: Path) -> None:
    def shorten(weights: Weights) -> None:
        positions = "bert.embeddings.position_embeddings.weight"
        weights[positions] = weights[positions][:10]

    change_weights(copy, shorten)
    assert "at most 10 tokens, but 16" in refused(copy, tmp_path / "out" / "m.tflite")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("config.json", None, "is not a checkpoint"),
        ("config.json", b"{", "not valid JSON"),
        ("config.json", b"[]", "not a JSON object"),
        ("model.safetensors", None, "neither model.safetensors nor pytorch_model.bin"),
        ("model.safetensors", b"", "Cannot read the weights"),
        ("model.safetensors", b"\xff" * 100, "Cannot read the weights"),
        ("vocab.txt", None, "neither vocab.txt nor tokenizer.json"),
        ("tokenizer_config.json", None, "--cased or --uncased"),
        ("tokenizer_config.json", b"\x00", "Cannot read"),
        ("tokenizer_config.json", b'{"tokenizer_class": "T5Tokenizer"}', "T5Tokenizer"),
    ],
)
def test_broken_and_missing_files_are_named(
    copy: Path, tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    (copy / name).unlink()
    if content is not None:
        (copy / name).write_bytes(content)
    message = refused(copy, tmp_path / "out" / "m.tflite")
    assert words in message
    assert str(copy) in message


def test_a_cut_off_checkpoint_is_refused(copy: Path, tmp_path: Path) -> None:
    path = copy / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-1000])
    assert "Cannot read the weights" in refused(copy, tmp_path / "out" / "m.tflite")


def test_shards_outside_the_folder_are_refused(copy: Path, tmp_path: Path) -> None:
    (copy / "model.safetensors").rename(tmp_path / "model.safetensors")
    index = {"weight_map": {"qa_outputs.weight": "../model.safetensors"}}
    (copy / "model.safetensors.index.json").write_text(json.dumps(index))
    assert "outside its folder" in refused(copy, tmp_path / "out" / "m.tflite")


def test_pooling_may_be_named_the_newer_way(checkpoint: Checkpoint, exported: Exported, tmp_path: Path) -> None:
    case = "bert-mean-pooling"
    folder = shutil.copytree(checkpoint(case), tmp_path / "checkpoint")
    (folder / "1_Pooling" / "config.json").write_text('{"embedding_dimension": 64, "pooling_mode": "mean"}')
    newer = export_case(folder, tmp_path / "out" / "m.tflite", case)
    assert newer.models[0].read_bytes() == exported(case).models[0].read_bytes()


@pytest.mark.parametrize(
    ("module", "config", "words"),
    [
        ("Dense", {}, "Dense"),
        ("Pooling", {"pooling_mode_max_tokens": True}, "max_tokens"),
        ("Pooling", {"pooling_mode_max_tokens": True, "pooling_mode_mean_tokens": True}, "max_tokens and mean_tokens"),
    ],
)
def test_pooling_that_is_not_known_is_named(
    checkpoint: Checkpoint, tmp_path: Path, module: str, config: dict[str, bool], words: str
) -> None:
    case = "bert-mean-pooling"
    folder = shutil.copytree(checkpoint(case), tmp_path / "checkpoint")
    modules = [{"type": f"sentence_transformers.models.{module}", "path": "1_Pooling"}]
    (folder / "modules.json").write_text(json.dumps(modules))
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(config))
    assert words in refused(folder, tmp_path / "out" / "m.tflite", case)


def test_a_place_that_cannot_be_written_is_named(checkpoint: Checkpoint, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "Cannot write" in refused(checkpoint(CASE), tmp_path / "file" / "m.tflite")


@pytest.mark.parametrize(("output", "words"), [("model.onnx", ".tflite"), ("model", ".tflite")])
def test_the_output_must_be_a_tflite_file(checkpoint: Checkpoint, tmp_path: Path, output: str, words: str) -> None:
    assert words in refused(checkpoint(CASE), tmp_path / output)
