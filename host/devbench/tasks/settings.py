"""What a task needs to know beyond the data: part of ``job.json``, tagged by the task's name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

import msgspec

ProblemType = Literal["single_label_classification", "multi_label_classification", "regression"]


class QuestionAnsweringSettings(msgspec.Struct, frozen=True, kw_only=True, tag_field="name", tag="question-answering"):
    """Extractive: the answer is a span of the context.

    ``stride`` is the number of context tokens that neighbouring windows share (the ``doc_stride`` of Hugging Face's
    run_qa, the ``stride`` of `tokenizers`). With ``allow_no_answer``, none is the answer where its score is greater
    than the best span's by more than ``null_threshold`` (the ``null_score_diff_threshold`` of run_qa). ``n_best``
    answers are kept.
    """

    stride: Annotated[int, msgspec.Meta(ge=0)] = 128
    max_answer_tokens: Annotated[int, msgspec.Meta(ge=1)] = 30
    allow_no_answer: bool = False
    null_threshold: float = 0.0
    n_best: Annotated[int, msgspec.Meta(ge=1)] = 1


class FeatureExtractionSettings(msgspec.Struct, frozen=True, kw_only=True, tag_field="name", tag="feature-extraction"):
    """A text becomes a vector. ``pooling`` is ``none`` where the model's output is the vector already."""

    pooling: Literal["none", "mean", "cls"] = "none"
    normalize: bool = False


class TextClassificationSettings(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="name", tag="text-classification"
):
    """A text, or a pair of texts, gets one label, any number of labels, or a value: ``problem_type``, in the words of
    `transformers`. A label of several is given where its probability, the sigmoid of its logit, is above ``threshold``.

    Results that are older than these settings compare with those that have the defaults, which are left out.
    """

    problem_type: ProblemType = "single_label_classification"
    threshold: Annotated[float, msgspec.Meta(gt=0, lt=1)] = 0.5


class TokenClassificationSettings(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="name", tag="token-classification"
):
    """Named entities: ``labels`` are those of the model's logits in their order, of any scheme that `label_schemes`
    reads; a job's are ``O``, ``B-x``, ``I-x``, ``E-x`` and ``S-x``."""

    labels: list[str]


class MultipleChoiceSettings(msgspec.Struct, frozen=True, kw_only=True, tag_field="name", tag="multiple-choice"):
    """One of ``choices`` goes with the prompt; the model takes them all in one invoke."""

    choices: Annotated[int, msgspec.Meta(ge=1)]


class FillMaskSettings(msgspec.Struct, frozen=True, kw_only=True, tag_field="name", tag="fill-mask"):
    """Which tokens belong in the place of the mask."""

    top: Annotated[int, msgspec.Meta(ge=1)] = 5


class GenerationSettings(msgspec.Struct, frozen=True, kw_only=True, tag_field="name", tag="generation"):
    """Greedy decoding by an encoder-decoder pair; ``max_new_tokens`` and what follows mean what they mean in
    transformers' GenerationConfig, with tokens in place of their ids.

    ``pinned_tokens`` above 0 decodes exactly so many tokens, whatever they are: two runs that stop at different
    tokens cannot be compared by time.
    """

    pinned_tokens: int = 0
    bos_token: str = "[CLS]"
    """That decoding begins with: the ``decoder_start_token_id``."""
    eos_token: str | list[str] = "[SEP]"
    max_new_tokens: int = 64
    min_new_tokens: int = 0
    repetition_penalty: float = 1.0
    no_repeat_ngram_size: int = 0
    encoder_no_repeat_ngram_size: int = 0
    forced_bos_token: str | None = None
    forced_eos_tokens: list[str] = []
    suppress_tokens: list[str] = []
    begin_suppress_tokens: list[str] = []

    @property
    def eos_tokens(self) -> Sequence[str]:
        return [self.eos_token] if isinstance(self.eos_token, str) else self.eos_token


TaskSettings = (
    QuestionAnsweringSettings
    | FeatureExtractionSettings
    | TextClassificationSettings
    | TokenClassificationSettings
    | MultipleChoiceSettings
    | FillMaskSettings
    | GenerationSettings
)
