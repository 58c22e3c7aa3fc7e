"""What each task adds to an encoder: which outputs, named as transformers names them."""

from __future__ import annotations

from collections.abc import Callable

from devbench.models.export.architecture import Encoder
from devbench.models.export.network import Inputs, Network
from devbench.models.export.pooling import Pooling
from devbench.models.export.writer import WrittenTensor

Outputs = dict[str, WrittenTensor]


def question_answering(encoder: Encoder, net: Network, inputs: Inputs, hidden: WrittenTensor) -> Outputs:
    graph = net.graph
    logits = net.at_root().linear(hidden, "qa_outputs", size=2)
    batch, length, _ = logits.shape

    def column(number: int) -> WrittenTensor:
        return graph.reshape(graph.slice(logits, (0, 0, number), (batch, length, 1)), (batch, length))

    return {"start_logits": column(0), "end_logits": column(1)}


def text_classification(encoder: Encoder, net: Network, inputs: Inputs, hidden: WrittenTensor) -> Outputs:
    return {"logits": net.at_root().linear(encoder.pool(net, hidden), "classifier")}


def multiple_choice(encoder: Encoder, net: Network, inputs: Inputs, hidden: WrittenTensor) -> Outputs:
    """One logit a choice, [1, choices]."""
    scores = net.at_root().linear(encoder.pool(net, hidden), "classifier", size=1)
    return {"logits": net.graph.reshape(scores, (1, scores.shape[0]))}


def token_classification(encoder: Encoder, net: Network, inputs: Inputs, hidden: WrittenTensor) -> Outputs:
    return {"logits": net.at_root().linear(hidden, "classifier")}


def fill_mask(encoder: Encoder, net: Network, inputs: Inputs, hidden: WrittenTensor) -> Outputs:
    return {"logits": encoder.vocabulary_logits(net, hidden)}


def feature_extraction(pooling: Pooling | None) -> Callable[[Encoder, Network, Inputs, WrittenTensor], Outputs]:
    """The sentence's vector as the checkpoint's own modules make it, else every token's."""

    def head(encoder: Encoder, net: Network, inputs: Inputs, hidden: WrittenTensor) -> Outputs:
        if pooling is None:
            return {"last_hidden_state": hidden}
        vector = net.first_token(hidden) if pooling.mode == "cls" else _mean(net, hidden, inputs.mask)
        return {"sentence_embedding": net.graph.l2_normalize(vector) if pooling.normalize else vector}

    return head


def _mean(net: Network, hidden: WrittenTensor, mask: WrittenTensor) -> WrittenTensor:
    """Over the positions whose mask is 1."""
    graph = net.graph
    batch, length, size = hidden.shape
    total = graph.matrix_multiply(graph.reshape(mask, (batch, 1, length)), hidden)
    return graph.divide(graph.reshape(total, (batch, size)), graph.sum(mask, 1))
