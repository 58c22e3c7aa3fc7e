"""Whether a model's outputs have the shapes that its task and its labels need."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from devbench.errors import UsageError
from devbench.models.binding import Binding
from devbench.tasks import settings

Shape = tuple[int, ...]


def check(bound: Binding, task: settings.TaskSettings, labels: Sequence[str] | None, path: Path) -> None:
    """``labels`` are the card's, if it has any. Raises UsageError naming the output that does not fit."""
    length = bound.sequence_length or -1
    match task:
        case settings.QuestionAnsweringSettings():
            _expect(bound, {"start_logits": (1, length), "end_logits": (1, length)}, path)
        case settings.TextClassificationSettings():
            _expect(bound, {"logits": (1, len(labels) if labels else -1)}, path)
        case settings.TokenClassificationSettings(labels=names):
            _expect(bound, {"logits": (1, length, len(names))}, path)
        case settings.MultipleChoiceSettings(choices=choices):
            if bound.choices not in (None, choices):
                raise UsageError(
                    f"The model {path} takes {bound.choices} choices, not {choices}.", "Say the model's own number."
                )
            _expect(bound, {"logits": (1, choices)}, path)
        case settings.FillMaskSettings():
            _expect(bound, {"logits": (1, length, -1)}, path)
        case settings.FeatureExtractionSettings(pooling=pooling):
            _expect(bound, {"embedding": (1, -1) if pooling == "none" else (1, length, -1)}, path)
        case settings.GenerationSettings():
            _expect(bound, {"hidden_states": (1, length, -1)}, path)


def _expect(bound: Binding, expected: dict[str, Shape], path: Path) -> None:
    for role, wanted in expected.items():
        shape = bound.output_shapes[role]
        if not _fits(shape, wanted):
            raise UsageError(
                f"The output {role} of the model {path} has shape {_words(shape)}, not {_words(wanted)}.",
                "Check task, labels and pooling on the model's card against the checkpoint.",
            )


def _fits(shape: Shape, wanted: Shape) -> bool:
    """-1 on either side is any size."""
    return len(shape) == len(wanted) and all(a == b or -1 in (a, b) for a, b in zip(shape, wanted, strict=True))


def _words(shape: Shape) -> str:
    return " × ".join("any" if size == -1 else str(size) for size in shape) or "scalar"
