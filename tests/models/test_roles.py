"""Roles by names, by what the graph does with an input, by the user's word, or a question: never a guess."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from devbench import tasks
from devbench.errors import UsageError
from devbench.models import binding, flatbuffer, roles
from devbench.models.binding import UnclearRolesError
from devbench.models.contents import Contents
from devbench.tasks import settings
from tests.kinds import Exported
from tests.models import checkpoints
from tests.models.relabelled import relabel

PATH = Path("m.tflite")
LENGTH = 16
QA = tasks.create(settings.QuestionAnsweringSettings())
TEXT = ("input_ids", "attention_mask", "token_type_ids")
SPAN = ("start_logits", "end_logits")

Relabelled = Callable[..., Contents]


@pytest.fixture
def relabelled(exported: Exported, tmp_path: Path) -> Relabelled:
    """The export of a case with other names and orders, as it is read back."""

    def of(case: str, **changes: object) -> Contents:
        return flatbuffer.read(relabel(exported(case).models[0], tmp_path / "m.tflite", **changes))  # type: ignore[arg-type]

    return of


def names(bound: binding.Binding) -> dict[str, str]:
    return dict(bound.names)


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("start_positions", "start_logits"),
        ("end_positions", "end_logits"),
        ("qa_outputs_start", "start_logits"),
        ("qaOutputsEnd", "end_logits"),
        ("model/qa/start_logits/Squeeze", "start_logits"),
        ("StatefulPartitionedCall:0", None),
        ("output_0", None),
        ("Identity_1", None),
        ("backend", None),
        ("prediction_scores", "logits"),
        ("pooled_dense", "embedding"),
    ],
)
def test_the_meaning_of_an_output_is_found_inside_its_name(name: str, role: str | None) -> None:
    assert list(roles.output_ranks(name)) == ([role] if role else [])


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("encoder_input_tokens", None),
        ("bert_input_word_ids:0", "input_ids"),
        ("text_token_ids", "input_ids"),
        ("padding_mask", "attention_mask"),
        ("token_type_ids_1", "token_type_ids"),
        ("input_segments", "token_type_ids"),
        ("position_ids", "position_ids"),
        ("decoder_token_ids", "decoder_input_ids"),
        ("encoder_outputs", "encoder_hidden_states"),
        ("encoder_mask", "encoder_attention_mask"),
        ("head_mask", None),
        ("args_0", None),
    ],
)
def test_the_meaning_of_an_input_is_found_inside_its_name(name: str, role: str | None) -> None:
    assert list(roles.input_ranks(name)) == ([role] if role else [])


def test_numbers_in_names_are_numbers() -> None:
    assert sorted(["input_10", "input_9", "input_1"], key=roles.natural) == ["input_1", "input_9", "input_10"]


@pytest.mark.parametrize("case", checkpoints.CASES)
def test_the_graph_tells_the_inputs_of_every_architecture(
    relabelled: Relabelled, exported: Exported, case: str
) -> None:
    """With names that say nothing, numbers that lie and another order in the graph."""
    card = exported(case).card
    task = tasks.create(card.task, card.labels)
    own = [tensor.name for tensor in binding.bind(flatbuffer.read(exported(case).models[0]), task, PATH).inputs]
    numbered = {name: f"args_{len(own) - number}" for number, name in enumerate(own)}
    contents = relabelled(case, names=numbered, inputs=range(len(own))[::-1])

    bound = binding.bind(contents, task, PATH)

    assert {role: name for role, name in names(bound).items() if role in TEXT} == numbered
    assert {bound.found_by[role] for role in numbered} == {"graph"}
    assert str(bound.remark).startswith("The model's names do not identify every tensor: input_ids is args_")
    assert contents.embedding_rows == len(checkpoints.VOCABULARY)


def test_a_decoder_is_told_by_its_graph_and_types(exported: Exported, tmp_path: Path) -> None:
    file = relabel(exported("bert2bert").models[1], tmp_path / "m.decoder.tflite", inputs=[2, 1, 0])
    bound = binding.bind_decoder(flatbuffer.read(file), file)
    assert [tensor.index for tensor in bound.inputs] == [2, 1, 0]
    assert bound.found_by == {
        "decoder_input_ids": "graph",
        "encoder_attention_mask": "graph",
        "encoder_hidden_states": "elimination",
        "logits": "elimination",
    }


@pytest.mark.parametrize("order", [[0, 1], [1, 0]])
@pytest.mark.parametrize(
    "named",
    [("start_positions", "end_positions"), ("qa_outputs_start", "qa_outputs_end"), ("start", "output_0")],
)
def test_names_tell_start_and_end_in_any_order(
    relabelled: Relabelled, named: tuple[str, str], order: list[int]
) -> None:
    contents = relabelled("bert-question-answering", names=dict(zip(SPAN, named, strict=True)), outputs=order)
    bound = binding.bind(contents, QA, PATH)
    assert {role: names(bound)[role] for role in SPAN} == dict(zip(SPAN, named, strict=True))
    assert [tensor.index for tensor in bound.outputs] == order


def test_the_names_of_a_signature_go_before_those_of_tensors(relabelled: Relabelled) -> None:
    named = {"start_logits": "start", "end_logits": "end"}
    contents = relabelled(
        "bert-question-answering", names=named, tensors={"start_logits": "end_logits", "end_logits": "start_logits"}
    )
    assert names(binding.bind(contents, QA, PATH)).items() >= named.items()


def test_tensors_tell_what_a_signature_does_not(relabelled: Relabelled) -> None:
    contents = relabelled(
        "bert-question-answering",
        names={"start_logits": "output_1", "end_logits": "output_0"},
        tensors={"start_logits": "qa/start_logits", "end_logits": "qa/end_logits"},
    )
    assert names(binding.bind(contents, QA, PATH))["start_logits"] == "output_1"


NUMBERED = {"start_logits": "output_0", "end_logits": "output_1"}


def test_a_signature_s_numbers_leave_two_readings_in_their_order(relabelled: Relabelled) -> None:
    """A tuple is numbered as it is returned, a dictionary by its sorted keys: end before start."""
    contents = relabelled("bert-question-answering", names=NUMBERED, outputs=[1, 0])
    with pytest.raises(UnclearRolesError) as error:
        binding.bind(contents, QA, PATH)
    assert error.value.message == (
        "The names and the graph of the model m.tflite do not show which tensor is start_logits and which is end_logits"
        ": output_0 (float32, 1 × 16), output_1 (float32, 1 × 16)."
    )
    assert error.value.hint == (
        "Add `--bind start_logits=output_0 --bind end_logits=output_1` or "
        "`--bind start_logits=output_1 --bind end_logits=output_0`."
    )
    assert [[tensor.name for tensor in each.outputs] for each in error.value.bindings] == [
        ["output_0", "output_1"],
        ["output_1", "output_0"],
    ]


@pytest.mark.parametrize(
    "asked", [[("start_logits", "output_1")], [("start_logits", "tensor_b")], [("end_logits", "1")]]
)
def test_what_the_user_says_decides(relabelled: Relabelled, asked: list[tuple[str, str]]) -> None:
    """By the signature's name, the tensor's, or the position in the graph; one role leaves the other."""
    contents = relabelled(
        "bert-question-answering",
        names=NUMBERED,
        outputs=[1, 0],
        tensors={"start_logits": "tensor_a", "end_logits": "tensor_b"},
    )
    bound = binding.bind(contents, QA, PATH, asked)
    assert {role: names(bound)[role] for role in SPAN} == {"start_logits": "output_1", "end_logits": "output_0"}
    assert bound.found_by[asked[0][0]] == "--bind"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (
            [("start", "start_logits")],
            "The task question-answering has no role 'start'. Did you mean start_logits? The model's inputs are "
            "attention_mask (int32, 1 × 16), ",
        ),
        ([("logits", "start_logits")], "has no role 'logits'"),
        (
            [("start_logits", "nothing")],
            "The model m.tflite has no output 'nothing' to be start_logits. Choose one of these. Its inputs are",
        ),
        ([("start_logits", "input_ids")], "has no output 'input_ids' to be start_logits"),
        (
            [("start_logits", "end_logits"), ("end_logits", "end_logits")],
            "gives 'end_logits' of the model m.tflite two",
        ),
    ],
)
def test_what_the_user_says_of_nothing_is_refused_with_what_there_is(
    relabelled: Relabelled, asked: list[tuple[str, str]], words: str
) -> None:
    contents = relabelled("bert-question-answering", names={})
    with pytest.raises(UsageError) as error:
        binding.bind(contents, QA, PATH, asked)
    assert words in f"{error.value.message} {error.value.hint}"
    assert "end_logits (float32, 1 × 16)" in error.value.hint


def test_a_generation_pair_has_the_roles_of_both_models(exported: Exported) -> None:
    encoder, decoder = exported("bert2bert").models
    task = tasks.create(settings.GenerationSettings())
    asked = [("input_ids", "input_ids"), ("decoder_input_ids", "decoder_input_ids")]
    assert binding.bind(flatbuffer.read(encoder), task, encoder, asked).found_by["input_ids"] == "--bind"
    assert binding.bind_decoder(flatbuffer.read(decoder), decoder, asked).found_by["decoder_input_ids"] == "--bind"


def test_names_that_contradict_the_graph_are_a_question(relabelled: Relabelled) -> None:
    swapped = {"input_ids": "token_type_ids", "token_type_ids": "input_ids"}
    contents = relabelled("bert-question-answering", names=swapped)
    with pytest.raises(
        UnclearRolesError, match="do not show which tensor is input_ids and which is token_type_ids"
    ) as error:
        binding.bind(contents, QA, PATH)
    assert error.value.hint.startswith("Add `--bind input_ids=token_type_ids --bind token_type_ids=input_ids` or ")
    assert not error.value.bindings
    bound = binding.bind(contents, QA, PATH, list(swapped.items()))
    assert names(bound)["input_ids"] == "token_type_ids"


def test_tensors_without_names_go_by_position(relabelled: Relabelled) -> None:
    contents = relabelled("bert-question-answering", names=None, outputs=[1, 0])
    with pytest.raises(UnclearRolesError) as error:
        binding.bind(contents, QA, PATH)
    assert "--bind 'start_logits=#0' --bind 'end_logits=#1'" in error.value.hint
    bound = binding.bind(contents, QA, PATH, [("start_logits", "#1")])
    assert ([tensor.index for tensor in bound.outputs], bound.signature) == ([1, 0], None)
