"""Which tensor gets which role."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devbench import tasks
from devbench.errors import UsageError
from devbench.harness.messages import TensorBinding
from devbench.models import binding, flatbuffer, roles
from devbench.models.contents import Contents
from devbench.models.graph import Signature, Subgraph, Tensor
from devbench.tasks.settings import TaskSettings
from tests.kinds import Exported

PATH = Path("m.tflite")
TEXT = ("int32", (1, 16))
LOGITS = ("float32", (1, 16))


def model(inputs: dict[str, Any], outputs: dict[str, Any], signature: dict[str, str] | None = None) -> Contents:
    """A model of named tensors; ``signature`` maps the signature's names to tensors' names."""
    specs = [*inputs.items(), *outputs.items()]
    tensors = [
        Tensor(index, name, dtype, tuple(abs(size) for size in shape), shape, 0, 0, 0)
        for index, (name, (dtype, shape)) in enumerate(specs)
    ]
    numbers = {tensor.name: tensor.index for tensor in tensors}
    subgraph = Subgraph(tensors, [], tuple(range(len(inputs))), tuple(range(len(inputs), len(tensors))))
    named = {name: numbers[tensor] for name, tensor in (signature or {}).items()}
    signatures = [
        Signature(
            "serving_default",
            0,
            {name: index for name, index in named.items() if index < len(inputs)},
            {name: index for name, index in named.items() if index >= len(inputs)},
        )
    ]
    return Contents(0, "", [subgraph], signatures if signature else [], {})


def bind(contents: Contents, task: str = "question-answering", asked: binding.Asked = ()) -> binding.Binding:
    settings = msgspec.convert({"name": task, "choices": 3}, TaskSettings)
    return binding.bind(contents, tasks.create(settings), PATH, asked)


def names(bound: binding.Binding) -> dict[str, str]:
    return {tensor.role: tensor.name for tensor in (*bound.inputs, *bound.outputs)}


def refusal(contents: Contents, *arguments: Any) -> str:
    with pytest.raises(UsageError) as error:
        bind(contents, *arguments)
    return f"{error.value.message} {error.value.hint}"


def test_an_exported_model_is_bound_by_its_signature(exported: Exported) -> None:
    bound = bind(flatbuffer.read(exported("bert-question-answering").models[0]))
    assert bound.signature == "serving_default"
    assert bound.inputs == [
        TensorBinding(role=role, name=role, index=index) for index, role in enumerate(roles.TEXT_INPUTS)
    ]
    assert [tensor.role for tensor in bound.outputs] == ["start_logits", "end_logits"]
    assert (bound.sequence_length, bound.choices, bound.remark) == (16, None, None)


def test_an_exported_decoder_is_bound(exported: Exported) -> None:
    decoder = exported("bert2bert").models[1]
    bound = binding.bind_decoder(flatbuffer.read(decoder), decoder)
    assert [tensor.role for tensor in bound.inputs] == list(roles.DECODER_INPUTS)
    assert [tensor.role for tensor in bound.outputs] == ["logits"]
    assert bound.sequence_length == 8


def test_an_exported_encoder_gives_hidden_states(exported: Exported) -> None:
    encoder = exported("bert2bert").models[0]
    bound = bind(flatbuffer.read(encoder), "generation")
    assert names(bound)["hidden_states"] == "last_hidden_state"


def test_multiple_choice_has_its_number_of_choices(exported: Exported) -> None:
    path = exported("bert-multiple-choice").models[0]
    bound = bind(flatbuffer.read(path), "multiple-choice")
    assert (bound.choices, bound.sequence_length) == (3, 16)


def test_names_count_and_not_the_order() -> None:
    """Converters sort a signature by name: the end's logits come first."""
    contents = model(
        {"a": TEXT, "b": TEXT, "c": TEXT},
        {"d": LOGITS, "e": LOGITS},
        {"input_mask": "a", "input_word_ids": "b", "segment_ids": "c", "end_logits": "d", "start_logits": "e"},
    )
    bound = bind(contents)
    assert names(bound) == {
        "input_ids": "input_word_ids",
        "attention_mask": "input_mask",
        "token_type_ids": "segment_ids",
        "start_logits": "start_logits",
        "end_logits": "end_logits",
    }
    assert [tensor.index for tensor in bound.inputs] == [1, 0, 2]
    assert [tensor.index for tensor in bound.outputs] == [1, 0]
    assert set(bound.found_by.values()) == {"name"}


def test_without_a_signature_the_names_of_tensors_count() -> None:
    contents = model(
        {"serving_default_attention_mask:0": TEXT, "serving_default_input_ids:0": TEXT},
        {"model/end_logits_1": LOGITS, "model/start_logits": LOGITS},
    )
    bound = bind(contents)
    assert bound.signature is None
    assert [(tensor.role, tensor.index) for tensor in bound.inputs] == [("input_ids", 1), ("attention_mask", 0)]
    assert [(tensor.role, tensor.index) for tensor in bound.outputs] == [("start_logits", 1), ("end_logits", 0)]


def test_the_better_output_is_taken() -> None:
    contents = model(
        {"input_ids": TEXT},
        {"last_hidden_state": ("float32", (1, 16, 8)), "sentence_embedding": ("float32", (1, 8))},
    )
    bound = bind(contents, "feature-extraction")
    assert names(bound)["embedding"] == "sentence_embedding"
    assert bound.output_shapes == {"embedding": (1, 8)}


@pytest.mark.parametrize("shape", [(1, -1), (-1, -1)])
def test_a_variable_length_is_none(shape: tuple[int, int]) -> None:
    contents = model({"input_ids": ("int64", shape)}, {"logits": LOGITS})
    assert bind(contents, "text-classification").sequence_length is None


def test_an_input_that_cannot_be_fed_is_named() -> None:
    contents = model({"input_ids": TEXT, "pixel_values": ("float32", (1, 3, 224, 224))}, {"logits": LOGITS})
    message = refusal(contents)
    assert "'pixel_values'" in message
    assert "input_ids, attention_mask, token_type_ids" in message


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"attention_mask": TEXT}, "has no input input_ids"),
        ({"input_ids": ("float32", (1, 16))}, "input_ids of the model m.tflite is float32, not int32 or int64"),
        ({"input_ids": ("int32", (8, 16))}, "has shape [8, 16], not [1, length]"),
        ({"input_ids": ("int32", (16,))}, "has shape [16], not [1, length]"),
        ({"input_ids": ("int32", (1, 4, 16))}, "has shape [1, 4, 16], not [1, length]"),
        ({"input_ids": TEXT, "attention_mask": ("int32", (1, 8))}, "attention_mask of the model m.tflite has shape"),
        ({f"args_{number}": TEXT for number in range(4)}, "has an input 'args_0'"),
        ({}, "has no input input_ids"),
    ],
)
def test_inputs_that_do_not_fit_are_named(inputs: dict[str, Any], words: str) -> None:
    assert words in refusal(model(inputs, {"start_logits": LOGITS, "end_logits": LOGITS}))


@pytest.mark.parametrize(
    ("outputs", "words"),
    [
        ({"logits": LOGITS}, "has no output start_logits; it has logits"),
        ({"start_logits": LOGITS}, "has no output end_logits; it has start_logits"),
        ({"start_logits": ("int8", (1, 16)), "end_logits": LOGITS}, "is int8, not float32"),
    ],
)
def test_outputs_that_do_not_fit_are_named(outputs: dict[str, tuple[str, tuple[int, int]]], words: str) -> None:
    assert words in refusal(model({"input_ids": TEXT}, outputs))


@pytest.mark.parametrize(
    "name", ["input_ids", "INPUT_IDS", "serving_default_input_ids:0", "bert/input_ids_1", "input_word_ids", "ids"]
)
def test_the_usual_names_of_token_ids_are_known(name: str) -> None:
    assert "input_ids" in roles.input_ranks(name)


@given(st.text())
def test_any_name_has_a_plain_form_that_is_its_own(name: str) -> None:
    plain = roles.plain_name(name)
    assert roles.plain_name(plain) == plain
