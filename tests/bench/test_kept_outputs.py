"""Raw outputs as they can be compared: without padding, and of texts as far as both sides generated alike."""

from __future__ import annotations

import numpy as np
import pytest

from devbench import tasks
from devbench.bench import kept_outputs
from devbench.tasks.base import Task
from devbench.tasks.settings import (
    FeatureExtractionSettings,
    FillMaskSettings,
    GenerationSettings,
    QuestionAnsweringSettings,
    TaskSettings,
    TextClassificationSettings,
    TokenClassificationSettings,
)
from devbench.tokenizers.settings import TokenizerSettings

LENGTH = 8


def task(settings: TaskSettings) -> Task:
    return tasks.create(settings, tokenizer=TokenizerSettings())


@pytest.mark.parametrize(
    ("settings", "role", "shape", "kept"),
    [
        (QuestionAnsweringSettings(), "start_logits", (1, 8), (1, 5)),
        (TokenClassificationSettings(labels=["O", "B-A"]), "logits", (1, 8, 2), (1, 5, 2)),
        (FeatureExtractionSettings(pooling="mean"), "embedding", (1, 8, 4), (1, 5, 4)),
        (FeatureExtractionSettings(pooling="none"), "embedding", (1, 8), (1, 8)),
        (TextClassificationSettings(), "logits", (1, 8), (1, 8)),
        (FillMaskSettings(), "logits", (1, 1, 30), (1, 1, 30)),
        (GenerationSettings(), "hidden_states", (1, 8, 4), (1, 5, 4)),
        (GenerationSettings(), "logits", (1, 8, 30), (1, 8, 30)),
    ],
)
def test_what_stands_at_padding_is_left_out(
    settings: TaskSettings, role: str, shape: tuple[int, ...], kept: tuple[int, ...]
) -> None:
    cut = kept_outputs.at_tokens(task(settings), LENGTH, 5, {role: np.zeros(shape, np.float32)})
    assert cut[role].shape == kept


def steps(*best: int) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float32]]]:
    return {"logits": np.eye(6, dtype=np.float32)[list(best)][np.newaxis]}


@pytest.mark.parametrize(
    ("device", "host", "count"),
    [
        ((1, 2, 3), (1, 2, 3), 3),
        ((1, 2, 3), (1, 2, 3, 4), 3),
        ((1, 2, 3, 4), (1, 5, 3), 2),
        ((0, 2), (1, 2), 1),
    ],
)
def test_generated_steps_are_compared_up_to_the_first_that_differs(
    device: tuple[int, ...], host: tuple[int, ...], count: int
) -> None:
    mine, theirs = kept_outputs.alike_steps(task(GenerationSettings()), steps(*device), steps(*host))
    assert mine["logits"].shape == theirs["logits"].shape == (1, count, 6)


def test_other_tasks_have_no_steps() -> None:
    mine, theirs = kept_outputs.alike_steps(task(FillMaskSettings()), steps(1, 2), steps(3, 2))
    assert mine["logits"].shape == theirs["logits"].shape == (1, 2, 6)
