"""What a .tflite file holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from devbench.models import graph_analysis
from devbench.models.graph import Signature, Subgraph


@dataclass(frozen=True)
class Contents:
    file_bytes: int
    description: str
    subgraphs: Sequence[Subgraph]
    signatures: Sequence[Signature]
    metadata: Mapping[str, bytes]

    @property
    def main(self) -> Subgraph:
        return self.subgraphs[0]

    @property
    def operators(self) -> Counter[tuple[str, int, bool]]:
        """How often each is used: by name, version and whether it is custom."""
        return Counter(
            (operator.name, operator.version, operator.is_custom)
            for subgraph in self.subgraphs
            for operator in subgraph.operators
        )

    @property
    def min_runtime_version(self) -> str | None:
        """What the converter wrote; None where it wrote nothing."""
        value = self.metadata.get("min_runtime_version", b"").rstrip(b"\0")
        return value.decode("ascii", "replace") or None

    @cached_property
    def embedding_rows(self) -> int | None:
        """How many token ids the model knows; None where its graph does not show it."""
        return graph_analysis.embedding_rows(self.main)

    @property
    def sees_padding_as_text(self) -> bool:
        return graph_analysis.sees_padding_as_text(self.main)

    @cached_property
    def matrices(self) -> Sequence[graph_analysis.MatrixInfo]:
        return [matrix for subgraph in self.subgraphs for matrix in graph_analysis.GraphView(subgraph).matrices()]

    @property
    def quantization_kinds(self) -> Mapping[str, int]:
        """How many matrices are of each ``kind``, the most first."""
        return dict(Counter(matrix.kind for matrix in self.matrices).most_common())

    @property
    def quantization(self) -> str:
        """In one word: the narrowest type that a matrix is stored in."""
        return graph_analysis.narrowest(self.quantization_kinds)

    @cached_property
    def sizes(self) -> graph_analysis.Sizes:
        return graph_analysis.sizes(self.subgraphs, self.file_bytes)
