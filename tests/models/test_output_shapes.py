"""Shapes of outputs against the task and its labels."""

from collections.abc import Callable
from pathlib import Path

import pytest

from devbench import tasks
from devbench.errors import UsageError
from devbench.models import binding, flatbuffer, output_shapes
from devbench.models.binding import Binding
from devbench.tasks import settings
from tests.kinds import Exported
from tests.models import checkpoints

PATH = Path("m.tflite")


@pytest.fixture
def bound(exported: Exported) -> Callable[[str], Binding]:
    def of(case: str) -> Binding:
        report = exported(case)
        return binding.bind(flatbuffer.read(report.models[0]), tasks.create(report.card.task), PATH)

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
            "2 labels are named; the model m.tflite has 5.",
        ),
        (
            "bert-token-classification",
            settings.TokenClassificationSettings(labels=["O"]),
            None,
            "1 label is named; the model m.tflite has 5.",
        ),
        (
            "bert-text-classification",
            settings.TokenClassificationSettings(labels=["O"]),
            None,
            "1 × 5, not 1 × 16 × any",
        ),
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
