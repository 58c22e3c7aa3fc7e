"""A real checkpoint: all-MiniLM-L6-v2, exported with its own pooling."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from devbench.models.export import ExportReport, export
from devbench.tasks.settings import FeatureExtractionSettings
from devbench.tokenizers.reference import ReferenceTokenizer
from tests.models import interpreters

LENGTH = 128


@pytest.fixture(scope="module")
def report(minilm: Path, tmp_path_factory: pytest.TempPathFactory) -> ExportReport:
    return export(minilm, tmp_path_factory.mktemp("minilm") / "model.tflite", "feature-extraction", LENGTH)


@pytest.mark.parametrize("runtime", interpreters.RUNTIMES)
def test_like_sentences_are_alike(report: ExportReport, runtime: str) -> None:
    """0.76 is what sentence-transformers gives for these two."""
    model = report.models[0]
    tokenizer = ReferenceTokenizer(report.card.tokenizer, model.with_name(report.card.vocabulary))

    def embedding(text: str) -> NDArray[np.float32]:
        tokens = [tokenizer.cls_id, *tokenizer.encode(text).ids, tokenizer.sep_id]
        padding = [0] * (LENGTH - len(tokens))
        rows = {
            "input_ids": tokens + padding,
            "attention_mask": [1] * len(tokens) + padding,
            "token_type_ids": [0] * LENGTH,
        }
        inputs = {name: np.array([row], np.int32) for name, row in rows.items()}
        vector: NDArray[np.float32] = interpreters.run(runtime, model, inputs)["sentence_embedding"][0]
        return vector

    age, years = embedding("How old are you?"), embedding("What is your age?")
    assert age @ years == pytest.approx(0.76, abs=0.005)
    assert np.linalg.norm(age) == pytest.approx(1, abs=1e-5)


def test_the_card_says_that_the_model_pools(report: ExportReport) -> None:
    assert report.card.task == FeatureExtractionSettings(pooling="none")
    assert report.card.tokenizer.lowercase
    assert report.card.sequence_length == LENGTH
