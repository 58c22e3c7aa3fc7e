"""A real checkpoint: all-MiniLM-L6-v2, exported with its own pooling."""

import interpreters
import numpy as np
import pytest

from devbench.models.export import export
from devbench.tokenizers.reference import ReferenceTokenizer

LENGTH = 128


@pytest.fixture(scope="module")
def report(minilm, tmp_path_factory):
    return export(minilm, tmp_path_factory.mktemp("minilm") / "model.tflite", "feature-extraction", LENGTH)


@pytest.mark.parametrize("runtime", interpreters.RUNTIMES)
def test_like_sentences_are_alike(report, runtime):
    """0.76 is what sentence-transformers gives for these two."""
    model = report.models[0]
    tokenizer = ReferenceTokenizer(report.card.tokenizer, model.with_name(report.card.vocabulary))

    def embedding(text):
        tokens = [tokenizer.cls_id, *tokenizer.encode(text).ids, tokenizer.sep_id]
        padding = [0] * (LENGTH - len(tokens))
        rows = {
            "input_ids": tokens + padding,
            "attention_mask": [1] * len(tokens) + padding,
            "token_type_ids": [0] * LENGTH,
        }
        inputs = {name: np.array([row], np.int32) for name, row in rows.items()}
        return interpreters.run(runtime, model, inputs)["sentence_embedding"][0]

    age, years = embedding("How old are you?"), embedding("What is your age?")
    assert age @ years == pytest.approx(0.76, abs=0.005)
    assert np.linalg.norm(age) == pytest.approx(1, abs=1e-5)


def test_the_card_says_that_the_model_pools(report):
    assert report.card.task.pooling == "none"
    assert report.card.tokenizer.lowercase
    assert report.card.sequence_length == LENGTH
