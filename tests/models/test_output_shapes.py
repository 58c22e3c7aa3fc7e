"""Shapes of outputs against the task and its labels."""

from collections.abc import Callable
from pathlib import Path

import pytest

from devbench.errors import UsageError
from devbench.models import binding, flatbuffer, output_shapes
from devbench.models.binding import Binding
from devbench.tasks import settings
from tests.kinds import Exported
from tests.models import checkpoints

PATH = Path("m.tflite")
ROLES = {
    "question-answering": ("start_logits", "end_logits"),
    "feature-extraction": ("embedding",),
    "generation": ("hidden_states",),
}


@pytest.fixture
def bound(exported: Exported) -> Callable[[str], Binding]:
    def of(case: str) -> Binding:
        task = checkpoints.CASES[case].task
        return binding.bind(flatbuffer.read(exported(case).models[0]), task, ROLES.get(task, ("logits",)), PATH)

    return of


@pytest.mark.parametrize("case", checkpoints.CASES)
def test_an_exported_model_fits_its_card(bound: Callable[[str], Binding], exported: Exported, case: str) -> None:
    card = exported(case).card
    output_shapes.check(bound(case), card.task, card.labels, PATH)


@pytest.mark.parametrize(
    ("case", "task", "labels", "words"),
    [
        (
            "bert-text-classification",
            settings.TextClassificationSettings(),
            ["good", "bad"],
            "logits of the model m.tflite has",
        ),
        (
            "bert-token-classification",
            settings.TokenClassificationSettings(labels=["O"]),
            None,
            "1 × 16 × 5, not 1 × 16 × 1",
        ),
        ("bert-text-classification", settings.TokenClassificationSettings(labels=["O"]), None, "1 × 5, not 1 × 16 × 1"),
        ("bert-multiple-choice", settings.MultipleChoiceSettings(choices=4), None, "takes 3 choices, not 4"),
        ("bert-feature-extraction", settings.FeatureExtractionSettings(), None, "1 × 16 × 64, not 1 × any"),
        ("bert-mean-pooling", settings.FeatureExtractionSettings(pooling="mean"), None, "1 × 64, not 1 × 16 × any"),
        ("bert-text-classification", settings.FillMaskSettings(), None, "1 × 5, not 1 × 16 × any"),
    ],
)
def test_what_does_not_fit_is_named(
    bound: Callable[[str], Binding], case: str, task: settings.TaskSettings, labels: list[str] | None, words: str
) -> None:
    with pytest.raises(UsageError) as error:
        output_shapes.check(bound(case), task, labels, PATH)
    assert words in error.value.message
