"""The tasks that a model can be benchmarked on. The twins of these modules are in the harness's core."""

from __future__ import annotations

from collections.abc import Sequence

from devbench.choices import TASKS
from devbench.errors import UsageError
from devbench.tasks import settings
from devbench.tasks.base import Task
from devbench.tasks.feature_extraction import FeatureExtraction
from devbench.tasks.fill_mask import FillMask
from devbench.tasks.generation import Generation
from devbench.tasks.multiple_choice import MultipleChoice
from devbench.tasks.question_answering import QuestionAnswering
from devbench.tasks.text_classification import TextClassification
from devbench.tasks.token_classification import TokenClassification
from devbench.tokenizers.settings import TokenizerSettings

_BERT = TokenizerSettings()


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
            return TextClassification(task, labels)
        case settings.TokenClassificationSettings():
            return TokenClassification(task)
        case settings.MultipleChoiceSettings():
            return MultipleChoice(task)
        case settings.FillMaskSettings():
            return FillMask(task, tokenizer)
        case settings.GenerationSettings():
            return Generation(task, tokenizer)


def default_settings(
    name: str, labels: Sequence[str] | None = None, choices: int | None = None
) -> settings.TaskSettings:
    """The settings of a task that no card tells us more about, but for the model's labels or number of choices."""
    match name:
        case QuestionAnswering.name:
            return settings.QuestionAnsweringSettings()
        case FeatureExtraction.name:
            return settings.FeatureExtractionSettings()
        case TextClassification.name:
            return settings.TextClassificationSettings()
        case TokenClassification.name if labels:
            return settings.TokenClassificationSettings(labels=list(labels))
        case MultipleChoice.name if choices:
            return settings.MultipleChoiceSettings(choices=choices)
        case FillMask.name:
            return settings.FillMaskSettings()
        case Generation.name:
            return settings.GenerationSettings()
        case TokenClassification.name | MultipleChoice.name:
            what = "labels" if name == TokenClassification.name else "number of choices"
            raise UsageError(f"The task {name} needs the model's {what}.", "Put a model.json beside the model.")
    raise UsageError(f"There is no task {name!r}.", f"Tasks are: {', '.join(TASKS)}.")
