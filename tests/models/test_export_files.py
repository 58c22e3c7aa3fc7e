"""What an export writes: the file's own form, and what stands beside it."""

import json
import mmap
from pathlib import Path
from unittest.mock import patch

import msgspec
import numpy as np
import pytest
from ai_edge_litert import schema_py_generated as schema
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from devbench.models import flatbuffer
from devbench.models.card import CARD_FILE, read_card
from devbench.models.export.graph_builder import GraphBuilder
from devbench.models.export.quantize import store_int8
from devbench.tasks import settings
from tests.kinds import Checkpoint, Exported
from tests.models import checkpoints
from tests.models.exports import CASE, export_case, refused

# -- the file


def test_inputs_and_outputs_are_named_in_one_signature(exported: Exported) -> None:
    contents = flatbuffer.read(exported(CASE).models[0])
    (signature,) = contents.signatures
    assert signature.key == "serving_default"
    assert list(signature.inputs) == ["input_ids", "attention_mask", "token_type_ids"]
    assert list(signature.outputs) == ["start_logits", "end_logits"]
    inputs = [contents.main.tensors[index] for index in contents.main.inputs]
    assert {(tensor.dtype, tensor.shape) for tensor in inputs} == {("int32", (1, checkpoints.LENGTH))}


def test_the_file_names_the_oldest_runtime_that_has_its_operators(exported: Exported) -> None:
    """GELU came with TFLite 2.9, which all else predates; without it BATCH_MATMUL is the newest."""
    assert flatbuffer.read(exported(CASE).models[0]).min_runtime_version == "2.9.0"
    assert flatbuffer.read(exported("mobilebert-question-answering").models[0]).min_runtime_version == "2.3.0"


@pytest.mark.parametrize("quantize", ["fp32", "fp16", "int8"])
def test_weights_are_aligned_in_the_file(exported: Exported, quantize: str) -> None:
    """A mapped model is read by vector instructions, which some processors refuse at odd places."""
    with exported(CASE, quantize).models[0].open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    model = schema.Model.GetRootAs(data)
    start = np.frombuffer(data, np.uint8).ctypes.data
    buffers = [model.Buffers(index).DataAsNumpy() for index in range(model.BuffersLength())]
    offsets = [buffer.ctypes.data - start for buffer in buffers if not isinstance(buffer, int)]
    assert offsets
    assert all(offset % 16 == 0 for offset in offsets)


def test_narrower_weights_make_smaller_files(exported: Exported) -> None:
    fp32, fp16, int8 = (exported(CASE, quantize).bytes for quantize in ("fp32", "fp16", "int8"))
    assert int8 < 0.75 * fp16 < 0.75 * 0.75 * fp32


@pytest.mark.parametrize("architecture", ["bert", "distilbert", "mobilebert"])
def test_a_tied_embedding_is_stored_once(exported: Exported, architecture: str) -> None:
    contents = flatbuffer.read(exported(f"{architecture}-fill-mask").models[0])
    words = len(checkpoints.VOCABULARY)
    tables = [t for t in contents.main.tensors if t.is_constant and len(t.shape) == 2 and t.shape[0] == words]
    own = 1 if architecture == "mobilebert" else 0
    assert len(tables) == 1 + own
    assert contents.embedding_rows == words


@given(arrays.arrays(np.float32, (40, 64), elements=st.floats(-1e3, 1e3, width=32)))
def test_row_scaled_int8_is_within_half_a_step_of_each_row(matrix: NDArray[np.float32]) -> None:
    with patch.object(GraphBuilder, "constant") as constant:
        store_int8(GraphBuilder(), matrix, "matrix")
    (integers, _), (row_scales, _) = (call.args for call in constant.call_args_list)
    scale = constant.call_args_list[0].kwargs["scale"]
    step = row_scales[:, None].astype(np.float64) * scale
    assert np.all(np.abs(integers * step - matrix) <= 0.5001 * step)


# -- what stands beside it


def test_the_card_says_all_that_a_run_needs(exported: Exported) -> None:
    report = exported(CASE)
    card = read_card(report.models[0].with_name(CARD_FILE))
    assert card == msgspec.structs.replace(report.card, variants=card.variants)
    assert card.task == settings.QuestionAnsweringSettings()
    assert card.name == CASE
    vocabulary = report.models[0].with_name(card.vocabulary).read_text().splitlines()
    assert vocabulary == checkpoints.VOCABULARY


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("bert-text-classification", settings.TextClassificationSettings()),
        ("bert-token-classification", settings.TokenClassificationSettings(labels=checkpoints.LABELS)),
        ("bert-multiple-choice", settings.MultipleChoiceSettings(choices=checkpoints.CHOICES)),
        ("bert-fill-mask", settings.FillMaskSettings()),
        ("bert-feature-extraction", settings.FeatureExtractionSettings(pooling="mean")),
        ("bert-mean-pooling", settings.FeatureExtractionSettings(pooling="none")),
        ("bert2bert", settings.GenerationSettings(max_new_tokens=checkpoints.DECODER_LENGTH - 1)),
    ],
)
def test_the_card_holds_the_settings_of_the_task(exported: Exported, case: str, expected: object) -> None:
    assert exported(case).card.task == expected


def test_labels_come_from_the_checkpoint(exported: Exported) -> None:
    assert exported("bert-text-classification").card.labels == checkpoints.LABELS


def test_variants_share_a_card(checkpoint: Checkpoint, tmp_path: Path) -> None:
    for quantize in ("fp32", "int8"):
        export_case(checkpoint(CASE), tmp_path / f"model.{quantize}.tflite", CASE, quantize)
    assert read_card(tmp_path / CARD_FILE).variants == {"fp32": "model.fp32.tflite", "int8": "model.int8.tflite"}


def test_what_was_added_to_a_card_stays(checkpoint: Checkpoint, tmp_path: Path) -> None:
    export_case(checkpoint(CASE), tmp_path / "a.tflite", CASE)
    path = tmp_path / CARD_FILE
    path.write_text(json.dumps({**json.loads(path.read_text()), "license": "Apache-2.0"}))
    export_case(checkpoint(CASE), tmp_path / "b.tflite", CASE, "int8")
    assert read_card(path).license == "Apache-2.0"


@pytest.mark.parametrize("other", ["name", "task", "vocabulary"])
def test_the_card_of_another_model_is_replaced_only_by_force(
    checkpoint: Checkpoint, copy: Path, tmp_path: Path, other: str
) -> None:
    output = tmp_path / "out" / "model.tflite"
    export_case(checkpoint(CASE), output, CASE)
    case, name = CASE, "another" if other == "name" else CASE
    if other == "task":
        copy, case = checkpoint("bert-feature-extraction"), "bert-feature-extraction"
    if other == "vocabulary":
        (copy / "vocab.txt").write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nword\n")
    message = refused(copy, output, case, name=name)
    assert f"{other} differ" in message
    assert "--force" in message
    export_case(copy, output, case, name=name, force=True)
    assert read_card(output.with_name(CARD_FILE)).name == name


def test_a_decoder_stands_beside_its_encoder(exported: Exported) -> None:
    encoder, decoder = exported("bert2bert", "int8").models
    assert (encoder.name, decoder.name) == ("model.int8.tflite", "model.int8.decoder.tflite")
