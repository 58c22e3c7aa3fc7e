"""Whether a model's outputs have the shapes that its task and its labels need."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from devbench.errors import UsageError
from devbench.models.binding import Binding
from devbench.models.graph import fits, format_shape
from devbench.tasks import settings

Shape = tuple[int, ...]


def settled(
    bound: Binding, task: settings.TaskSettings, labels: Sequence[str] | None
) -> tuple[settings.TaskSettings, Sequence[str] | None]:
    """With what the number of a classifier's logits adds: nobody can choose between the labels of one logit, so it is
    a value, as `transformers` takes ``num_labels: 1``; and labels that nothing names are numbered.
    """
    if not isinstance(task, settings.TextClassificationSettings):
        return task, labels
    size = _logits(bound)
    if size == 1 and len(labels or [""]) == 1 and task.problem_type == "single_label_classification":
        task = msgspec.structs.replace(task, problem_type="regression")
    if not labels and size > 0 and task.problem_type != "regression":
        labels = [f"label {number}" for number in range(size)]
    return task, labels


def check(bound: Binding, task: settings.TaskSettings, labels: Sequence[str] | None, path: Path) -> None:
    """``labels`` are those that `settled` gives. Raises UsageError naming the output that does not fit."""
    length = bound.sequence_length or -1
    match task:
        case settings.QuestionAnsweringSettings():
            _expect(bound, {"start_logits": (1, length), "end_logits": (1, length)}, path)
        case settings.TextClassificationSettings(problem_type="regression"):
            for size in (1, len(labels or [""])):
                _expect(bound, {"logits": (1, size)}, path)
        case settings.TextClassificationSettings():
            _expect(bound, {"logits": (1, -1)}, path)
            _check_labels(bound, labels or [], path)
        case settings.TokenClassificationSettings(labels=names):
            _expect(bound, {"logits": (1, length, -1)}, path)
            _check_labels(bound, names, path)
        case settings.MultipleChoiceSettings(choices=choices):
            if bound.choices not in (None, choices):
                raise UsageError(
                    f"The model {path} takes {bound.choices} choices, not {choices}.", "Use the model's own number."
                )
            _expect(bound, {"logits": (1, choices)}, path)
        case settings.FillMaskSettings():
            _expect(bound, {"logits": (1, length, -1)}, path)
        case settings.FeatureExtractionSettings(pooling=pooling):
            _expect(bound, {"embedding": (1, -1) if pooling == "none" else (1, length, -1)}, path)
        case settings.GenerationSettings():
            _expect(bound, {"hidden_states": (1, length, -1)}, path)


def _logits(bound: Binding) -> int:
    """How many there are of a text or a token; -1 is any number."""
    return bound.output_shapes["logits"][-1] if bound.output_shapes["logits"] else -1


def _check_labels(bound: Binding, labels: Sequence[str], path: Path) -> None:
    """Where both the labels and their logits can be counted."""
    size = _logits(bound)
    if labels and size not in (-1, len(labels)):
        raise UsageError(
            f"{len(labels)} {'label is' if len(labels) == 1 else 'labels are'} named; the model {path} has {size}.",
            "Name each of them in the order of the model's logits: --task-set labels=A,B,...",
        )


def _expect(bound: Binding, expected: dict[str, Shape], path: Path) -> None:
    for role, wanted in expected.items():
        shape = bound.output_shapes[role]
        if not fits(shape, wanted):
            raise UsageError(
                f"The output {role} of the model {path} has shape {format_shape(shape)}, not {format_shape(wanted)}.",
                "Check the task, its labels, problem type and pooling against the checkpoint; --task-set changes them.",
            )
