"""Graphs made up for one question each, and any that hypothesis makes up: the truth or a named refusal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from devbench import tasks
from devbench.errors import UsageError
from devbench.models import binding
from devbench.models.contents import Contents
from devbench.models.graph import Operator, Signature, Subgraph, Tensor
from devbench.tasks import settings
from devbench.tasks.settings import TaskSettings

PATH = Path("m.tflite")
LENGTH = 16
QA = tasks.create(settings.QuestionAnsweringSettings())
TEXT = ("input_ids", "attention_mask", "token_type_ids")
SPAN = ("start_logits", "end_logits")


def names(bound: binding.Binding) -> dict[str, str]:
    return dict(bound.names)


def model(
    inputs: Mapping[str, tuple[str, tuple[int, ...]]],
    outputs: Mapping[str, tuple[str, tuple[int, ...]]],
    tables: Mapping[str, int] = {},
    masks: Sequence[str] = (),
    unused: Sequence[str] = (),
) -> Contents:
    """Of a signature with these names; ``tables``: rows that an input selects from, ``masks``: reach a softmax."""
    tensors: list[Tensor] = []
    operators: list[Operator] = []

    def tensor(dtype: str, shape: tuple[int, ...], constant: bool = False) -> int:
        tensors.append(Tensor(len(tensors), f"t{len(tensors)}", dtype, shape, shape, 0, 4 if constant else 0, 0))
        return len(tensors) - 1

    of_inputs = {name: tensor(*spec) for name, spec in inputs.items()}
    of_outputs = {name: tensor(*spec) for name, spec in outputs.items()}
    for name, index in of_inputs.items():
        if name in tables:
            table, rows = tensor("float32", (tables[name], 8), constant=True), tensor("float32", (1, LENGTH, 8))
            operators.append(Operator("GATHER", 1, False, (table, index), (rows,)))
        elif name in masks:
            cast, weights = tensor("float32", (1, LENGTH)), tensor("float32", (1, LENGTH))
            operators.append(Operator("CAST", 1, False, (index,), (cast,)))
            operators.append(Operator("SOFTMAX", 1, False, (cast,), (weights,)))
        elif name not in unused:
            operators.append(Operator("UNHEARD_OF", 1, True, (index,), (tensor("float32", (1, LENGTH)),)))
    graph = Subgraph(tensors, operators, tuple(of_inputs.values()), tuple(of_outputs.values()))
    return Contents(0, "", [graph], [Signature("serving_default", 0, of_inputs, of_outputs)], {})


IDS = ("int32", (1, LENGTH))
ROW = ("float32", (1, LENGTH))
ENDS = {"start": ROW, "end": ROW}


def bound_or_refused(contents: Contents) -> binding.Binding | UsageError:
    try:
        return binding.bind(contents, QA, PATH)
    except UsageError as error:
        return error


def refusal(contents: Contents, task: str = "question-answering") -> str:
    with pytest.raises(UsageError) as error:
        binding.bind(contents, tasks.create(msgspec.convert({"name": task}, TaskSettings)), PATH)
    return f"{error.value.message} {error.value.hint}"


def test_an_input_that_shows_nothing_is_a_question() -> None:
    message = refusal(model({"input_ids": IDS, "x": IDS}, ENDS))
    assert "do not show which tensor is attention_mask and which is token_type_ids: x (int32, 1 × 16)." in message
    assert "Add `--bind attention_mask=x` or `--bind token_type_ids=x`." in message


def test_the_only_one_left_needs_no_name() -> None:
    bound = binding.bind(model({"x": IDS, "attention_mask": IDS, "segment_ids": IDS}, ENDS), QA, PATH)
    assert (names(bound)["input_ids"], bound.found_by["input_ids"]) == ("x", "elimination")


def test_inputs_that_the_graph_does_not_use_may_have_any_role() -> None:
    contents = model({"a": IDS, "b": IDS, "c": IDS}, ENDS, tables={"b": 500}, unused=["a", "c"])
    assert names(binding.bind(contents, QA, PATH))["input_ids"] == "b"


@pytest.mark.parametrize("name", ["position_ids", "p"])
def test_an_input_of_positions_is_no_mask(name: str) -> None:
    contents = model({"input_ids": IDS, "mask": IDS, name: IDS}, ENDS, tables={"input_ids": 500, name: 64})
    assert f"has an input '{name}'" in refusal(contents)


def test_both_questions_are_asked_at_once() -> None:
    message = refusal(model({"input_ids": IDS, "x": IDS}, {"a": ROW, "b": ROW}))
    assert "--bind attention_mask=x --bind start_logits=a --bind end_logits=b" in message


def test_the_shape_tells_an_output() -> None:
    contents = model({"input_ids": IDS}, {"a": ("float32", (1, LENGTH, 8)), "b": ("float32", (1, 8))})
    bound = binding.bind(contents, tasks.create(settings.FeatureExtractionSettings()), PATH)
    assert names(bound)["embedding"] == "b"
    bound = binding.bind(contents, tasks.create(settings.FillMaskSettings()), PATH)
    assert names(bound)["logits"] == "a"


def test_of_two_names_the_one_of_the_task_s_shape_is_taken() -> None:
    contents = model(
        {"input_ids": IDS}, {"pooler_output": ("float32", (1, 8)), "last_hidden_state": ("float32", (1, LENGTH, 8))}
    )
    bound = binding.bind(contents, tasks.create(settings.FeatureExtractionSettings(pooling="mean")), PATH)
    assert names(bound)["embedding"] == "last_hidden_state"


@pytest.mark.parametrize("output", ["sentence_embedding", "start_logits"])
def test_an_output_with_another_role_s_name_is_not_taken(output: str) -> None:
    contents = model({"input_ids": IDS}, {output: ("float32", (1, 8))})
    assert f"has no output logits; it has {output}" in refusal(contents, "text-classification")


def test_two_outputs_of_one_shape_are_a_question() -> None:
    contents = model({"input_ids": IDS}, {"Identity": ("float32", (1, 8)), "Identity_1": ("float32", (1, 8))})
    message = refusal(contents, "text-classification")
    assert "do not show which tensor is logits: Identity (float32, 1 × 8), Identity_1 (float32, 1 × 8)." in message


def test_a_name_that_two_share_decides_nothing() -> None:
    contents = model({"input_ids": IDS}, {"logits": ("float32", (1, 8)), "logits_1": ("float32", (1, 8))})
    assert "do not show which tensor is logits: logits (" in refusal(contents, "text-classification")


def test_a_use_that_two_share_decides_nothing() -> None:
    contents = model({"a": IDS, "b": IDS, "c": IDS}, ENDS, tables={"b": 500, "a": 2, "c": 2})
    assert "has an input 'a': devbench does not know what to do with it" in refusal(contents)


_TRUE_NAMES = {
    "input_ids": ["input_ids", "input_word_ids", "bert/input_ids_1", "tokens", "serving_default_input_ids:0"],
    "attention_mask": ["attention_mask", "input_mask", "padding_mask", "mask:0"],
    "token_type_ids": ["token_type_ids", "segment_ids", "input_type_ids", "segments"],
    "start_logits": ["start_logits", "start_positions", "qa_outputs_start", "start", "m/start_logits/Squeeze"],
    "end_logits": ["end_logits", "end_positions", "qa_outputs_end", "end", "m/end_logits/Squeeze"],
}
_SILENT = st.from_regex(
    r"(args|output|Identity|input|x|dense|StatefulPartitionedCall)([:_][0-9]{1,2})?", fullmatch=True
)


@given(data=st.data())
def test_any_layout_is_bound_rightly_or_refused_by_name(data: st.DataObject) -> None:
    """Names that tell the truth or nothing, numbers that may lie, any order, graphs that show as much as they like."""
    truth = [
        "input_ids",
        *(role for role in TEXT[1:] if data.draw(st.booleans(), label=role)),
    ]
    others = [f"other {number}" for number in range(data.draw(st.integers(0, 2), label="other outputs"))]
    named = {
        role: data.draw(_SILENT | st.sampled_from(_TRUE_NAMES.get(role, ["Identity_7"])), label=role)
        for role in (*truth, *SPAN, *others)
    }
    assume(len(set(named.values())) == len(named))
    shown = {role for role in truth if data.draw(st.booleans(), label=f"the graph shows {role}")}
    shapes = {role: data.draw(st.sampled_from([(1, LENGTH), (1, 8), (1, LENGTH, 8)]), label=role) for role in others}
    contents = model(
        {named[role]: IDS for role in data.draw(st.permutations(truth))},
        {named[role]: ("float32", shapes.get(role, ROW[1])) for role in data.draw(st.permutations([*SPAN, *others]))},
        tables={named[role]: 500 if role == "input_ids" else 2 for role in shown - {"attention_mask"}},
        masks=[named[role] for role in shown & {"attention_mask"}],
    )
    bound = bound_or_refused(contents)
    if isinstance(bound, UsageError):
        assert "m.tflite" in bound.message
    else:
        assert names(bound) == {role: named[role] for role in (*truth, *SPAN)}


@given(
    inputs=st.lists(st.text(), max_size=4, unique=True),
    outputs=st.lists(st.text(), max_size=4, unique=True),
)
def test_any_names_end_in_a_binding_or_a_sentence(inputs: list[str], outputs: list[str]) -> None:
    contents = model(dict.fromkeys(inputs, IDS), dict.fromkeys(outputs, ROW))
    bound = bound_or_refused(contents)
    if isinstance(bound, UsageError):
        assert bound.hint
    else:
        assert {tensor.name for tensor in bound.inputs} == set(inputs)
