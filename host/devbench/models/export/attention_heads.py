"""The heads of each layer's attention, without those that transformers' ``prune_heads`` took away.

Pruning removes rows of the query, key and value and columns of what follows; the size of a head stays. transformers 5
no longer reads ``pruned_heads``; what it means is that of transformers 4 (Michel et al. 2019).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from devbench.errors import UsageError
from devbench.models.export.checkpoint import CONFIG_FILE, Checkpoint


@dataclass(frozen=True)
class Heads:
    count: int
    size: int

    @property
    def width(self) -> int:
        return self.count * self.size

    @property
    def query_scale(self) -> float:
        return 1 / math.sqrt(self.size)


class PrunableConfig(msgspec.Struct, frozen=True, kw_only=True):
    """``pruned_heads`` are numbers of heads by the number of their layer."""

    pruned_heads: Mapping[int, Sequence[int]] | None = None


def all_heads(checkpoint: Checkpoint, width: int, count: int) -> Heads:
    """Of attention ``width`` wide from which nothing was pruned. Raises UsageError where it cannot be divided so."""
    if count < 1 or width < 1 or width % count:
        raise UsageError(
            f"{checkpoint.folder / CONFIG_FILE} divides attention of size {width} among {count} heads.",
            "Use the config.json that came with the weights.",
        )
    return Heads(count, width // count)


def layer_heads(
    checkpoint: Checkpoint, width: int, count: int, layers: int, config: PrunableConfig
) -> tuple[Heads, ...]:
    """Of each layer. Raises UsageError where ``pruned_heads`` names a head that is not there, or all of a layer."""
    pruned = {layer: set(heads) for layer, heads in (config.pruned_heads or {}).items()}
    whole = all_heads(checkpoint, width, count)
    for layer, heads in pruned.items():
        if not 0 <= layer < layers or not heads < set(range(count)):
            raise UsageError(
                f"pruned_heads of {checkpoint.folder / CONFIG_FILE} takes heads {sorted(heads)} from layer {layer}; "
                f"the model has layers 0 to {layers - 1} with heads 0 to {count - 1}, and one must remain.",
                "Use the config.json that came with the weights.",
            )
    return tuple(Heads(count - len(pruned.get(layer, ())), whole.size) for layer in range(layers))
