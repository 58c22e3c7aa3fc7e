"""What the host's pipelines feed a model, read from it and record, with a model that the test plays."""

import json
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
import pytest
from numpy.typing import ArrayLike, NDArray

from devbench import tasks
from devbench.errors import UsageError
from devbench.harness.messages import Job, MeasureSettings, ModelSpec, TensorBinding, TensorInfo
from devbench.host_harness.generation import GenerationPipeline
from devbench.host_harness.pipeline import WindowPipeline
from devbench.models.runtimes import HostModel
from devbench.tasks import settings
from devbench.tasks.base import BadModelError
from devbench.tokenizers.reference import ReferenceTokenizer
from devbench.tokenizers.settings import TokenizerSettings
from tests.paths import VECTORS

GENERATION, RULES = (
    json.loads((VECTORS / "tasks" / f"{name}.json").read_text(encoding="utf-8"))
    for name in ("generation", "generation-rules")
)
Array = NDArray[np.generic]
VOCABULARY = GENERATION["vocabulary"]
TOKENIZER = msgspec.convert(GENERATION["tokenizer"], TokenizerSettings)


class PlayedModel(HostModel):
    """In the place of a runtime: says what it is told to, invoke after invoke, and keeps what it was fed."""

    def __init__(self, *said: ArrayLike) -> None:
        self._said = iter(said)
        self._inputs: dict[int, Array] = {}
        self._now: Array = np.zeros(0, np.float32)
        self.fed: list[dict[int, Array]] = []

    @property
    def outputs(self) -> list[TensorInfo]:
        return [TensorInfo(name="", shape=list(self._now.shape), dtype="float32")]

    def set_input(self, position: int, value: Array) -> None:
        self._inputs[position] = value.copy()

    def invoke(self) -> None:
        self.fed.append(dict(self._inputs))
        self._now = np.asarray(next(self._said), np.float32)

    def output(self, position: int, row: int | None = None) -> Array:
        return self._now if row is None else self._now[:, row : row + 1]


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> ReferenceTokenizer:
    path = tmp_path_factory.mktemp("pipeline") / "vocab.txt"
    path.write_text("\n".join(VOCABULARY) + "\n", encoding="utf-8")
    return ReferenceTokenizer(TOKENIZER, path)


def bindings(*roles: str) -> list[TensorBinding]:
    return [TensorBinding(role=role, name=role, index=index) for index, role in enumerate(roles)]


def make_job(
    task: settings.TaskSettings, length: int, outputs: Sequence[str] = ("logits",), decoder: ModelSpec | None = None
) -> Job:
    return Job(
        protocol="0",
        id="job",
        task=task,
        model=ModelSpec(
            file="model.tflite",
            sequence_length=length,
            signature="serving_default",
            inputs=bindings("input_ids", "attention_mask", "token_type_ids"),
            outputs=bindings(*outputs),
        ),
        decoder=decoder,
        tokenizer=TOKENIZER,
        tokenize="device",
        threads=1,
        delegate="cpu",
        measure=MeasureSettings(min_invokes=1, min_ns=0, max_ns=0),
    )


def window_pipeline(
    task: settings.TaskSettings,
    length: int,
    model: PlayedModel,
    tokenizer: ReferenceTokenizer,
) -> WindowPipeline:
    return WindowPipeline(make_job(task, length), tasks.create(task, tokenizer=TOKENIZER), model, tokenizer)


def test_each_choice_is_a_padded_row_of_one_input(tokenizer: ReferenceTokenizer) -> None:
    model = PlayedModel([[0.0, 2.0]])
    pipeline = window_pipeline(settings.MultipleChoiceSettings(choices=2), 8, model, tokenizer)

    visit = pipeline.visit({"id": "1", "prompt": "the cat", "choices": ["sat", ""]})

    cls, sep, the, cat, sat = (VOCABULARY.index(token) for token in ("[CLS]", "[SEP]", "the", "cat", "sat"))
    ids, mask, types = model.fed[0].values()
    assert ids.tolist() == [[[cls, the, cat, sep, sat, sep, 0, 0], [cls, the, cat, sep, sep, 0, 0, 0]]]
    assert mask.tolist() == [[[1] * 6 + [0] * 2, [1] * 5 + [0] * 3]]
    assert types.tolist() == [[[0] * 4 + [1] * 2 + [0] * 2, [0] * 4 + [1] + [0] * 3]]
    assert visit.answer["choice"] == 1
    assert len(visit.invoke_ns) == 1


def test_nothing_of_the_example_before_is_left_in_the_inputs(tokenizer: ReferenceTokenizer) -> None:
    model = PlayedModel([[0.0]], [[0.0]])
    pipeline = window_pipeline(settings.TextClassificationSettings(), 8, model, tokenizer)

    pipeline.visit({"id": "1", "text": "the cat sat", "text_pair": "cat"})
    pipeline.visit({"id": "2", "text": "hat"})

    first, second = ([row[0].tolist() for row in fed.values()] for fed in model.fed)
    assert first[1] == [1] * 7 + [0]
    assert second[0][3:] == [0] * 5
    assert second[1:] == [[1] * 3 + [0] * 5, [0] * 8]


def test_of_a_masked_text_only_the_masks_row_is_read(tokenizer: ReferenceTokenizer) -> None:
    scores = np.zeros((1, 8, len(VOCABULARY)))
    scores[0, 2, VOCABULARY.index("cat")] = 1
    pipeline = window_pipeline(settings.FillMaskSettings(), 8, PlayedModel(scores), tokenizer)

    visit = pipeline.visit({"id": "1", "text": "the [MASK] sat"})

    assert visit.outputs[0]["logits"].shape == (1, 1, len(VOCABULARY))
    assert visit.answer["tokens"][0]["token"] == "cat"


@pytest.mark.parametrize(
    ("task", "shape"),
    [
        (settings.TokenClassificationSettings(labels=["O", "B-A"]), (1, 8, 3)),
        (settings.TokenClassificationSettings(labels=["O", "B-A"]), (1, 7, 2)),
        (settings.MultipleChoiceSettings(choices=2), (1, 3)),
        (settings.FillMaskSettings(), (1, 8)),
        (settings.TextClassificationSettings(), (1, 8, 2)),
    ],
)
def test_a_model_whose_output_is_of_another_shape_is_refused(
    tokenizer: ReferenceTokenizer,
    task: settings.TaskSettings,
    shape: tuple[int, ...],
) -> None:
    pipeline = window_pipeline(task, 8, PlayedModel(np.zeros(shape)), tokenizer)
    example = {"id": "1", "text": "a [MASK]", "prompt": "a", "choices": ["a", "a"]}
    with pytest.raises(BadModelError, match=r"output logits has the shape \[1, "):
        pipeline.visit(example)


def test_a_classifier_with_other_labels_than_its_card_is_refused(tokenizer: ReferenceTokenizer) -> None:
    task = settings.TextClassificationSettings()
    named = tasks.create(task, labels=["bad", "good"])
    pipeline = WindowPipeline(make_job(task, 8), named, PlayedModel([[0.0, 1.0, 2.0]]), tokenizer)
    with pytest.raises(BadModelError, match=r"\[1, 3\], not \[1, 2\]"):
        pipeline.visit({"id": "1", "text": "a"})


# -- generation --------------------------------------------------------------------------------------------------------


def generation_pipeline(
    task: settings.GenerationSettings,
    length: int,
    encoder: PlayedModel,
    decoder: PlayedModel,
    tokenizer: ReferenceTokenizer,
    decoder_length: int,
) -> GenerationPipeline:
    part = ModelSpec(
        file="decoder.tflite",
        sequence_length=decoder_length,
        signature=None,
        inputs=bindings("encoder_hidden_states", "decoder_input_ids", "encoder_attention_mask"),
        outputs=bindings("logits"),
    )
    job = make_job(task, length, ("hidden_states",), part)
    return GenerationPipeline(job, task, tasks.create(task, tokenizer=TOKENIZER), encoder, decoder, tokenizer)


def said_by_step(case: dict[str, Any]) -> NDArray[np.float32]:
    """The decoder's outputs: at each step the row of that step, and nothing elsewhere."""
    steps = len(case["decoder"]["inputs"])
    rows = np.array(case["outputs"][0]["logits"], np.float32).reshape(steps, -1)
    outputs = np.zeros((steps, 1, case["decoder"]["sequence_length"], rows.shape[1]), np.float32)
    outputs[np.arange(steps), 0, np.arange(steps)] = rows
    return outputs


@pytest.mark.parametrize("case", [*GENERATION["cases"], *RULES["cases"]], ids=lambda case: case["name"])
def test_the_decoder_reads_what_it_said_so_far(tokenizer: ReferenceTokenizer, case: dict[str, Any]) -> None:
    task = msgspec.convert(case["task"], settings.GenerationSettings)
    length = case["sequence_length"]
    hidden_states = np.full((1, length, 4), 0.5, np.float32)
    encoder, decoder = PlayedModel(hidden_states), PlayedModel(*said_by_step(case))
    pipeline = generation_pipeline(task, length, encoder, decoder, tokenizer, case["decoder"]["sequence_length"])

    visit = pipeline.visit(case["example"])

    assert [fed[1].tolist() for fed in decoder.fed] == [[ids] for ids in case["decoder"]["inputs"]]
    assert visit.encoded.windows[0].token_ids == case["windows"][0]["token_ids"]
    assert visit.encoded.truncated == case["truncated"]
    tokens = len(case["windows"][0]["token_ids"])
    for fed in decoder.fed:
        np.testing.assert_array_equal(fed[0], hidden_states)
        assert fed[2].tolist() == [[1] * tokens + [0] * (length - tokens)]
    assert visit.answer == case["answer"]
    assert len(visit.invoke_ns) == 1 + len(case["decoder"]["inputs"])
    assert visit.outputs[0]["hidden_states"].shape == (1, length, 4)
    assert visit.outputs[0]["logits"].reshape(-1).tolist() == case["outputs"][0]["logits"]


def test_nothing_that_was_decoded_before_is_read_again(tokenizer: ReferenceTokenizer) -> None:
    case = next(case for case in GENERATION["cases"] if case["name"] == "ends by itself")
    length, positions = case["sequence_length"], case["decoder"]["sequence_length"]
    encoder, decoder = (
        PlayedModel(*[np.zeros((1, length, 4))] * 2),
        PlayedModel(*said_by_step(case), *said_by_step(case)),
    )
    task = msgspec.convert(case["task"], settings.GenerationSettings)
    pipeline = generation_pipeline(task, length, encoder, decoder, tokenizer, positions)

    pipeline.visit(case["example"])
    pipeline.visit(case["example"])

    assert [fed[1].tolist() for fed in decoder.fed] == [[ids] for ids in case["decoder"]["inputs"]] * 2


@pytest.mark.parametrize(
    ("task", "positions"),
    [
        (settings.GenerationSettings(pinned_tokens=8), 8),
        (settings.GenerationSettings(max_new_tokens=0), 8),
        (settings.GenerationSettings(), 1),
    ],
)
def test_tokens_that_the_decoder_has_no_room_for_are_refused(
    tokenizer: ReferenceTokenizer, task: settings.GenerationSettings, positions: int
) -> None:
    with pytest.raises(UsageError, match=f"a decoder of {positions} positions"):
        generation_pipeline(task, 8, PlayedModel(), PlayedModel(), tokenizer, positions)
