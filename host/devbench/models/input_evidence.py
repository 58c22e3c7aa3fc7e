"""What a graph does with its inputs, which tells their roles where their names do not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from devbench.models.graph import Subgraph
from devbench.models.graph_analysis import LOOKUPS, MATRIX_INPUT, MOST_TYPES, GraphView

Use = Literal["ids", "types", "mask", "other", "none"]
"""What an input does: selects from the vocabulary's table, or from one of few rows; masks attention; selects from
another table; nothing at all."""

_ATTENTION = ("SOFTMAX", "EXP")
"""The second is what a softmax is spelled out with."""
_BARRIERS = {*LOOKUPS, *MATRIX_INPUT, "ONE_HOT", "CALL", "CALL_ONCE", "IF", "WHILE", "STABLEHLO_COMPOSITE"}
"""What comes out of them is no longer the input, or unknown."""


def uses(subgraph: Subgraph) -> Mapping[int, Use]:
    """Of the graph's inputs by tensor; those that show nothing are absent."""
    graph = GraphView(subgraph)
    rows = graph.rows_selected()
    most = max(rows.values(), default=0)
    found: dict[int, Use] = {}
    for index in subgraph.inputs:
        if not graph.consumers(index):
            found[index] = "none"
        elif 0 < rows.get(index, 0) <= MOST_TYPES:
            found[index] = "types"
        elif index in rows and rows[index] == most and list(rows.values()).count(most) == 1:
            found[index] = "ids"
        elif _masks_attention(graph, index):
            found[index] = "mask"
        elif index in rows:
            found[index] = "other"
    return found


def _masks_attention(graph: GraphView, index: int) -> bool:
    """It reaches a softmax and is multiplied by no matrix on the way, as embeddings are."""
    seen, waiting = {index}, [index]
    while waiting:
        for operator in graph.consumers(waiting.pop()):
            if operator.name in _ATTENTION:
                return True
            if operator.name not in _BARRIERS:
                waiting += (new := [output for output in operator.outputs if output not in seen])
                seen.update(new)
    return False
