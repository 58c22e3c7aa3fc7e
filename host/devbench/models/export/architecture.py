"""The encoders that can be exported, by the ``model_type`` of their config.json."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from devbench.errors import UsageError
from devbench.models.export import refusals
from devbench.models.export.bert import Bert
from devbench.models.export.checkpoint import Checkpoint
from devbench.models.export.distilbert import DistilBert
from devbench.models.export.mobilebert import MobileBert
from devbench.models.export.network import Inputs, Network
from devbench.models.export.writer import WrittenTensor


class Encoder(Protocol):
    """One checkpoint's encoder. ``prefix`` begins the names of its tensors where the checkpoint has a head."""

    prefix: str
    takes_types: bool

    def encode(self, net: Network, inputs: Inputs) -> WrittenTensor:
        """Hidden states [batch, length, hidden]."""
        ...

    def pool(self, net: Network, hidden: WrittenTensor) -> WrittenTensor:
        """What a classifier works on, [batch, hidden]."""
        ...

    def vocabulary_logits(self, net: Network, hidden: WrittenTensor) -> WrittenTensor:
        """The masked language model's head, [batch, length, vocabulary]."""
        ...


_ENCODERS: dict[str, Callable[[Checkpoint], Encoder]] = {
    "bert": Bert,
    "distilbert": DistilBert,
    "mobilebert": MobileBert,
}


_PAIR = "encoder-decoder"


def check(checkpoint: Checkpoint, task: str) -> None:
    """Raises UsageError naming an architecture, or a setting of it, that cannot be exported for the task."""
    refusals.check_type(checkpoint, [*_ENCODERS, _PAIR])
    refusals.check_config(checkpoint)
    if (task == "generation") != (checkpoint.model_type == _PAIR):
        raise UsageError(
            f"The checkpoint {checkpoint.folder} is of {checkpoint.model_type}, which is not for {task}.",
            f"Choose the --task that the model was made for: generation is for an {_PAIR} alone.",
        )
    refusals.check_head(checkpoint, task)


def encoder_of(checkpoint: Checkpoint) -> Encoder:
    """Of a checkpoint that ``check`` has let pass."""
    return _ENCODERS[checkpoint.model_type](checkpoint)
