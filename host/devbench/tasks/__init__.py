"""The tasks that a model can be benchmarked on. The twins of these modules are in the harness's core."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import get_args

from devbench import suggest
from devbench.choices import TASKS
from devbench.errors import UsageError
from devbench.tasks import settings
from devbench.tasks.base import Example, Task
from devbench.tasks.feature_extraction import FeatureExtraction
from devbench.tasks.fill_mask import FillMask
from devbench.tasks.generation import Generation
from devbench.tasks.multiple_choice import MultipleChoice
from devbench.tasks.question_answering import QuestionAnswering
from devbench.tasks.text_classification import MultiLabel, Regression, SingleLabel
from devbench.tasks.token_classification import TokenClassification
from devbench.tokenizers.settings import TokenizerSettings

_BERT = TokenizerSettings()
_CLASSIFIERS: dict[settings.ProblemType, Callable[..., SingleLabel | MultiLabel | Regression]] = {
    "single_label_classification": SingleLabel,
    "multi_label_classification": MultiLabel,
    "regression": Regression,
}


def create(
    task: settings.TaskSettings, labels: Sequence[str] | None = None, tokenizer: TokenizerSettings = _BERT
) -> Task:
    """``labels`` are the names of a classifier's logits, by which data may call them.

    ``tokenizer`` tells how special tokens are spelled and whether the vocabulary is in lower case.
    """
    match task:
        case settings.QuestionAnsweringSettings():
            return QuestionAnswering(task)
        case settings.FeatureExtractionSettings():
            return FeatureExtraction(task)
        case settings.TextClassificationSettings():
            return _CLASSIFIERS[task.problem_type](task, labels)
        case settings.TokenClassificationSettings():
            return TokenClassification(task)
        case settings.MultipleChoiceSettings():
            return MultipleChoice(task)
        case settings.FillMaskSettings():
            return FillMask(task, tokenizer)
        case settings.GenerationSettings():
            return Generation(task, tokenizer)


def remarks(task: Task, examples: Sequence[Example], length: int) -> list[str]:
    """What in a task's settings does not suit its data, or sequences of ``length`` tokens."""
    return task.remarks(examples, length) if isinstance(task, QuestionAnswering) else []


def settings_type(name: str) -> type[settings.TaskSettings]:
    """Of a task's settings, by the task's name. Raises UsageError if there is no such task."""
    found = {kind.__struct_config__.tag: kind for kind in get_args(settings.TaskSettings)}.get(name)
    if found is None:
        raise UsageError(f"There is no task {name!r}.", suggest.closest(name, TASKS))
    kind: type[settings.TaskSettings] = found
    return kind
