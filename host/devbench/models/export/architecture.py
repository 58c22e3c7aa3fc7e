"""The encoders that can be exported, by the ``model_type`` of their config.json."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from devbench.errors import UsageError
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


def encoder_of(checkpoint: Checkpoint) -> Encoder:
    """Raises UsageError naming an architecture that is not known."""
    kind = _ENCODERS.get(checkpoint.model_type)
    if kind is None:
        raise UsageError(
            f"devbench cannot export the architecture {checkpoint.model_type!r} of {checkpoint.folder}.",
            f"It knows {', '.join(_ENCODERS)}, and encoder-decoder of two BERTs for generation; "
            "for others use the litert-torch package.",
        )
    return kind(checkpoint)
