"""Whether a model's outputs hold logits, as its task takes them, or what a sigmoid or a softmax has made of them."""

from __future__ import annotations

from pathlib import Path

from devbench.errors import UsageError
from devbench.models.binding import Binding
from devbench.tasks import settings

_WORDS = {"LOGISTIC": "sigmoid", "SOFTMAX": "softmax"}


def check(bound: Binding, task: settings.TaskSettings, path: Path) -> list[str]:
    """What a run should say. Raises UsageError where answers would be wrong: a threshold on the sigmoid of
    probabilities, or a sum of probabilities."""
    squashed = {role: _WORDS[operator] for role, operator in bound.activations.items()}
    if not squashed:
        return []
    role, word = next(iter(squashed.items()))
    fact = f"The output {bound.names[role]} of the model {path} holds probabilities, not logits"
    match task:
        case (
            settings.QuestionAnsweringSettings()
            | settings.TextClassificationSettings(problem_type="multi_label_classification")
        ):
            raise UsageError(f"{fact}: it ends in a {word}.", f"Export the model without the {word}.")
        case (
            settings.TextClassificationSettings(problem_type="single_label_classification")
            | settings.MultipleChoiceSettings()
            | settings.FillMaskSettings()
        ):
            return [
                f"{fact}. The answers are right, but their probabilities are not. Export the model without the {word}."
            ]
        case _:
            return []
