"""The tasks that a model can be benchmarked on. The twins of these modules are in the harness's core."""

from __future__ import annotations

from devbench.errors import UsageError
from devbench.tasks import settings
from devbench.tasks.base import Task
from devbench.tasks.feature_extraction import FeatureExtraction
from devbench.tasks.question_answering import QuestionAnswering

_SETTINGS: dict[str, type[settings.TaskSettings]] = {
    QuestionAnswering.name: settings.QuestionAnswering,
    FeatureExtraction.name: settings.FeatureExtraction,
}

NAMES = tuple(_SETTINGS)


def create(task: settings.TaskSettings) -> Task:
    match task:
        case settings.QuestionAnswering():
            return QuestionAnswering(task)
        case settings.FeatureExtraction():
            return FeatureExtraction(task)


def default_settings(name: str) -> settings.TaskSettings:
    """The settings of a task that no card tells us more about."""
    if name not in _SETTINGS:
        raise UsageError(f"There is no task {name!r}.", f"Tasks are: {', '.join(NAMES)}.")
    return _SETTINGS[name]()
