"""What a task needs to know beyond the data: part of ``job.json``, tagged by the task's name."""

from __future__ import annotations

from typing import Literal

import msgspec


class QuestionAnswering(msgspec.Struct, frozen=True, kw_only=True, tag_field="name", tag="question-answering"):
    """Extractive: the answer is a span of the context.

    ``stride`` is the number of context tokens that neighbouring windows share (the ``doc_stride`` of Hugging Face's
    run_qa, the ``stride`` of `tokenizers`).
    """

    stride: int = 128
    max_answer_tokens: int = 30
    allow_no_answer: bool = False


class FeatureExtraction(msgspec.Struct, frozen=True, kw_only=True, tag_field="name", tag="feature-extraction"):
    """A text becomes a vector. ``pooling`` is ``none`` where the model's output is the vector already."""

    pooling: Literal["none", "mean", "cls"] = "none"
    normalize: bool = False


TaskSettings = QuestionAnswering | FeatureExtraction
