"""What is bundled is whole and fits together."""

import json

import pytest

from devbench import assets
from devbench.bench.prepare import Request, prepare
from devbench.models import flatbuffer
from devbench.models.card import read_card
from devbench.tokenizers.reference import ReferenceTokenizer, read_vocabulary

LARGEST_BYTES = 2_000_000
MODELS = [
    (name, variant)
    for name in assets.model_names()
    for variant in read_card(assets.model_folder(name) / "model.json").variants
]


def test_the_default_model_is_there() -> None:
    assert Request().model in assets.model_names()


@pytest.mark.parametrize(("name", "variant"), MODELS)
def test_a_bundled_model_can_be_planned_with_its_own_data(name: str, variant: str) -> None:
    plan = prepare(Request(model=name, variant=variant))

    assert plan.model.quantization == variant
    assert plan.model.file.size_bytes <= LARGEST_BYTES
    assert plan.model.spec.signature is not None
    assert len(plan.examples) >= 50


@pytest.mark.parametrize(("name", "variant"), MODELS)
def test_the_vocabulary_is_as_large_as_the_embedding(name: str, variant: str) -> None:
    folder = assets.model_folder(name)
    card = read_card(folder / "model.json")
    rows = flatbuffer.read(folder / card.variants[variant]).embedding_rows
    assert len(read_vocabulary(folder / card.vocabulary)) == rows


@pytest.mark.parametrize("name", assets.model_names())
def test_the_card_states_the_quality_of_each_variant(name: str) -> None:
    card = read_card(assets.model_folder(name) / "model.json")
    assert card.quality.keys() == card.variants.keys()
    assert all(quality["examples"] >= 100 for quality in card.quality.values())
    assert (assets.model_folder(name) / "MODEL_CARD.md").is_file()


def test_some_questions_need_several_windows_and_no_context_stands_twice() -> None:
    plan = prepare(Request(model="qa-en-tiny"))
    tokenizer = ReferenceTokenizer(plan.tokenizer, plan.vocabulary.path)
    windows = [
        len(plan.task.encode(tokenizer, example.device, plan.model.spec.sequence_length).windows)
        for example in plan.examples
    ]
    assert sum(count > 1 for count in windows) >= 5

    data = json.loads(assets.dataset("qa-en.json").read_text())
    contexts = [paragraph["context"] for article in data["data"] for paragraph in article["paragraphs"]]
    assert len(set(contexts)) == len(contexts)
