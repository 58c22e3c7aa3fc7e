"""What a task needs to know beyond the data: part of ``job.json``, tagged by the task's name."""

from __future__ import annotations

from typing import Literal

import msgspec


class QuestionAnsweringSettings(msgspec.Struct, frozen=True, kw_only=True, tag_field="name", tag="question-answering"):
    """Extractive: the answer is a span of the context.

    ``stride`` is the number of context tokens that neighbouring windows share (the ``doc_stride`` of Hugging Face's
    run_qa, the ``stride`` of `tokenizers`).
    """

    stride: int = 128
    max_answer_tokens: int = 30
    allow_no_answer: bool = False


class FeatureExtractionSettings(msgspec.Struct, frozen=True, kw_only=True, tag_field="name", tag="feature-extraction"):
    """A text becomes a vector. ``pooling`` is ``none`` where the model's output is the vector already."""

    pooling: Literal["none", "mean", "cls"] = "none"
    normalize: bool = False


class TextClassificationSettings(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="name", tag="text-classification"
):
    """A text, or a pair of texts, gets one label."""


class TokenClassificationSettings(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="name", tag="token-classification"
):
    """Named entities: ``labels`` are ``O``, ``B-x`` and ``I-x`` in the order of the model's logits."""

    labels: list[str]


class MultipleChoiceSettings(msgspec.Struct, frozen=True, kw_only=True, tag_field="name", tag="multiple-choice"):
    """One of ``choices`` goes with the prompt; the model takes them all in one invoke."""

    choices: int


class FillMaskSettings(msgspec.Struct, frozen=True, kw_only=True, tag_field="name", tag="fill-mask"):
    """Which tokens belong in the place of the mask."""

    top: int = 5


class GenerationSettings(msgspec.Struct, frozen=True, kw_only=True, tag_field="name", tag="generation"):
    """Greedy decoding by an encoder-decoder pair.

    ``pinned_tokens`` above 0 decodes exactly so many tokens, whatever they are: two runs that stop at different
    tokens cannot be compared by time.
    """

    max_new_tokens: int = 64
    pinned_tokens: int = 0
    bos_token: str = "[CLS]"
    eos_token: str = "[SEP]"


TaskSettings = (
    QuestionAnsweringSettings
    | FeatureExtractionSettings
    | TextClassificationSettings
    | TokenClassificationSettings
    | MultipleChoiceSettings
    | FillMaskSettings
    | GenerationSettings
)
