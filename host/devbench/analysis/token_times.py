"""Milliseconds a token, out of the invokes of an encoder-decoder pair: the encoder's first, then one a token."""

from __future__ import annotations

from collections.abc import Sequence

from devbench.analysis.stats import Pick, by_repeat, stage
from devbench.results.schema import GenerationLatency, Sample

STAGES: dict[str, Pick] = {
    "encoder": lambda sample: sample.invoke_ns[:1],
    "first_token": lambda sample: [sum(sample.invoke_ns[:2])],
    "next_tokens": lambda sample: sample.invoke_ns[2:],
}


def generation(samples: Sequence[Sample]) -> GenerationLatency:
    next_tokens = by_repeat(samples, STAGES["next_tokens"])
    return GenerationLatency(
        encoder=stage(by_repeat(samples, STAGES["encoder"])),
        first_token=stage(by_repeat(samples, STAGES["first_token"])),
        next_tokens=stage(next_tokens) if all(map(len, next_tokens)) else None,
        tokens=sum(len(sample.invoke_ns) - 1 for sample in samples),
    )
