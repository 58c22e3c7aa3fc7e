"""What a model needs of the runtime, and what would go wrong with it: known before anything is pushed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, unique
from typing import TYPE_CHECKING

from devbench.models.op_versions import FIRST_RUNTIME

if TYPE_CHECKING:
    from devbench.models.contents import Contents

DEVICE_RUNTIME = "2.16.1"
"""Of the TFLite library that goes to devices."""

OLDER_RUNTIME = "2.14.0"
"""Of tflite-runtime on the host, and of many apps."""

MAX_PADDING = 128
"""Rows of an embedding beyond its vocabulary: what rounding up for the hardware adds."""
_FIRST_VERSION = "1.5"
_PER_CHANNEL = ("FULLY_CONNECTED", 12)
"""The operator's version that is dynamic with a scale for each channel."""


class Severity(Enum):
    FATAL = "error"
    """The model does not run."""
    WRONG = "warning"
    """It runs, and its results are not to be believed."""
    REMARK = "note"
    """It may well be right."""


@unique
class IssueKind(Enum):
    """A closed set, with a remedy each."""

    def __init__(self, severity: Severity, remedy: str) -> None:
        self.severity = severity
        self.remedy = remedy

    OPERATOR_TOO_NEW = (
        Severity.FATAL,
        "Export it with `devbench export`, or with a converter from the same time as that runtime.",
    )
    FLEX_OPERATOR = (Severity.FATAL, "Convert the model without SELECT_TF_OPS.")
    CUSTOM_OPERATOR = (Severity.FATAL, "Convert the model with builtin operators only.")
    SILENTLY_WRONG = (
        Severity.WRONG,
        "Quantize it with `devbench export --quantize int8`, which is right on every runtime.",
    )
    VOCABULARY_TOO_LARGE = (Severity.FATAL, "Use the vocab.txt of the model's own checkpoint.")
    VOCABULARY_TOO_SMALL = (
        Severity.FATAL,
        "Use the vocab.txt of the model's own checkpoint. If this is that file, add a line [unusedN] for each missing "
        "row.",
    )
    PADDING_IS_TEXT = (
        Severity.REMARK,
        "Export the checkpoint with `devbench export`, which masks padding, also with --inputs ids.",
    )
    EMBEDDING_PADDED = (Severity.REMARK, "Check that the vocab.txt is the model's own.")


@dataclass(frozen=True)
class ModelIssue:
    """``summary`` is one sentence about the model; ``runtime`` the version that it is about, None for all."""

    kind: IssueKind
    summary: str
    runtime: str | None = None

    @property
    def severity(self) -> Severity:
        return self.kind.severity

    @property
    def remedy(self) -> str:
        return self.kind.remedy


def parse_version(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def oldest_runtime(operators: Iterable[tuple[str, int]]) -> str:
    """The oldest TFLite that has all of them, as far as they are known; three numbers."""
    first = [FIRST_RUNTIME[operator] for operator in operators if operator in FIRST_RUNTIME]
    newest = max(first, key=parse_version, default=_FIRST_VERSION)
    return newest if newest.count(".") == 2 else f"{newest}.0"


def oldest_runtime_of(contents: Contents) -> str | None:
    """None where the model has an operator that no TFLite is known to have."""
    operators = [(name, version) for name, version, _ in contents.operators]
    return oldest_runtime(operators) if all(operator in FIRST_RUNTIME for operator in operators) else None


def check(contents: Contents, runtimes: Sequence[str] = (DEVICE_RUNTIME,)) -> list[ModelIssue]:
    """What is wrong with the model on any of these TFLite versions."""
    return [
        *_foreign_operators(contents),
        *_unmasked(contents),
        *(finding for runtime in runtimes for finding in _too_new(contents, runtime)),
        *(finding for runtime in runtimes for finding in _silently_wrong(contents, runtime)),
    ]


def check_vocabulary(contents: Contents, tokens: int) -> list[ModelIssue]:
    """Against the rows of the model's embedding, where its graph shows them."""
    rows = contents.embedding_rows
    if rows is None or tokens == rows:
        return []
    if tokens > rows:  # an id beyond the embedding reads foreign memory
        kind = IssueKind.VOCABULARY_TOO_LARGE
    else:
        kind = IssueKind.EMBEDDING_PADDED if rows - tokens <= MAX_PADDING else IssueKind.VOCABULARY_TOO_SMALL
    return [ModelIssue(kind, f"The vocabulary has {tokens:,} tokens, the model's embedding {rows:,} rows.")]


def _foreign_operators(contents: Contents) -> Iterator[ModelIssue]:
    for subgraph in contents.subgraphs:
        for operator in {operator.name: operator for operator in subgraph.operators if operator.is_custom}.values():
            if operator.is_flex:
                yield ModelIssue(
                    IssueKind.FLEX_OPERATOR, f"{operator.name} is a TensorFlow operator that TFLite does not include."
                )
            else:
                yield ModelIssue(
                    IssueKind.CUSTOM_OPERATOR, f"{operator.name} is a custom operator, which no TFLite build includes."
                )


def _unmasked(contents: Contents) -> Iterator[ModelIssue]:
    if contents.sees_padding_as_text:
        yield ModelIssue(
            IssueKind.PADDING_IS_TEXT,
            "The model takes only token ids and cannot tell padding from text, so short texts get different answers "
            "than in training.",
        )


def _too_new(contents: Contents, runtime: str) -> Iterator[ModelIssue]:
    for name, version, is_custom in contents.operators:
        first = FIRST_RUNTIME.get((name, version))
        if is_custom or (first is not None and parse_version(first) <= parse_version(runtime)):
            continue
        needs = f"needs TFLite {first}" if first else "is in no TFLite version that devbench knows"
        yield ModelIssue(
            IssueKind.OPERATOR_TOO_NEW, f"{name} version {version} {needs}; TFLite {runtime} lacks it.", runtime
        )


def _silently_wrong(contents: Contents, runtime: str) -> Iterator[ModelIssue]:
    """Before 2.17 the dynamic kernels know one scale a matrix, and only a true version number would stop them."""
    name, first_right = _PER_CHANNEL
    if parse_version(runtime) >= parse_version(FIRST_RUNTIME[_PER_CHANNEL]):
        return
    wrong = [
        matrix
        for matrix in contents.matrices
        if matrix.operator.name == name and matrix.is_dynamic_per_channel and matrix.operator.version < first_right
    ]
    if wrong:
        version = wrong[0].operator.version
        yield ModelIssue(
            IssueKind.SILENTLY_WRONG,
            f"{len(wrong)} {name} have a scale for each channel but declare version {version}: "
            f"TFLite {runtime} computes them wrongly without an error.",
            runtime,
        )
