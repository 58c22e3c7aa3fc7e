"""What a checkpoint was trained for, and how long its texts are, if nobody says so."""

from __future__ import annotations

import msgspec

from devbench.choices import DEFAULT_SEQUENCE_LENGTH, QUESTION_ANSWERING_LENGTH, TaskName
from devbench.models.export.checkpoint import Checkpoint
from devbench.models.export.pooling import SentenceModules

_TASKS: dict[str, TaskName | None] = {
    "ForQuestionAnswering": "question-answering",
    "ForSequenceClassification": "text-classification",
    "ForTokenClassification": "token-classification",
    "ForMultipleChoice": "multiple-choice",
    "ForMaskedLM": "fill-mask",
    "ForPreTraining": "fill-mask",
    "EncoderDecoderModel": "generation",
    "LMHeadModel": None,
    "Model": "feature-extraction",
}
"""By the end of the class that a checkpoint was saved from; the first that fits counts."""


class _Positions(msgspec.Struct):
    """``encoder`` is the configuration of the first part of an encoder-decoder."""

    max_position_embeddings: int | None = None
    encoder: _Positions | None = None


def task(checkpoint: Checkpoint, modules: SentenceModules) -> TaskName | None:
    """None if its config.json does not show it."""
    if modules.pooling is not None:
        return "feature-extraction"
    return task_of_class(checkpoint)


def task_of_class(checkpoint: Checkpoint) -> TaskName | None:
    """By the class alone that the checkpoint was saved from."""
    return next((name for ending, name in _TASKS.items() if checkpoint.architectures.endswith(ending)), None)


def sequence_length(checkpoint: Checkpoint, name: str) -> int:
    """As many tokens as texts of the task commonly have, and as the checkpoint has positions for."""
    common = QUESTION_ANSWERING_LENGTH if name == "question-answering" else DEFAULT_SEQUENCE_LENGTH
    positions = checkpoint.configure(_Positions)
    most = (positions.encoder or positions).max_position_embeddings
    return min(common, most or common)
