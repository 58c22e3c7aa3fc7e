"""What a model is known to answer, as a file: JSON lines, a header and then an example each. docs/reference.md has the
layout, which people write from other frameworks, too."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from devbench import __version__, assets
from devbench.bench import kept_outputs
from devbench.bench.kept_outputs import Shapes
from devbench.bench.known_answers import KnownExample, Reference
from devbench.bench.plan import File, Plan
from devbench.choices import QUANTIZATIONS, Quantization
from devbench.errors import UsageError
from devbench.harness.codec import HarnessResult
from devbench.harness.messages import Window
from devbench.results.store import write_whole
from devbench.tasks.base import Answer, Task

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Values = NDArray[np.float32]

SCHEMA = "devbench.reference/1"
_LAYOUT = f"{assets.doc('reference.md')} describes the layout."
_WRITER = f"`devbench reference` writes one; {_LAYOUT}"

_QUANTIZATIONS: dict[str, Quantization] = {name: name for name in QUANTIZATIONS}
"""Models of other integers are compared as int8 ones."""

Line = TypeVar("Line", bound="ReferenceLine")


class ReferenceLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    pass


class ReferenceHeader(ReferenceLine, frozen=True, kw_only=True):
    """All but the first two is for people, and to refuse what does not belong together; but ``model_sha256`` marks what
    `devbench reference` made."""

    schema: str
    task: str
    made_by: str | None = None
    model: str | None = None
    model_sha256: str | None = None
    vocabulary_sha256: str | None = None
    quantization: Quantization | None = None
    data: str | None = None
    data_sha256: str | None = None


class ReferenceWindow(ReferenceLine, frozen=True, kw_only=True):
    """``outputs`` are nested lists of numbers by role, [1, ...]."""

    token_ids: list[int] | None = None
    outputs: dict[str, Any] = {}


class ReferenceExample(ReferenceLine, frozen=True, kw_only=True):
    """``answer`` is the task's own, or its words as a report shows them."""

    id: str | int
    windows: list[ReferenceWindow] = []
    answer: Answer | str | None = None


def read(path: Path, task: Task, data: File, shapes: Shapes, wanted: Sequence[str]) -> Reference:
    """``wanted`` are the ids of the run's examples, ``shapes`` those of `kept_outputs.shapes`.

    Raises UsageError that names the line which is wrong, and if the reference is of another task, of other data, or of
    none of these examples.
    """
    file = File.read(path)
    lines = path.read_bytes().splitlines()
    if not any(map(bytes.strip, lines)):
        raise UsageError(f"{path} is empty.", _WRITER)
    header = _header(lines[0], path)
    _check_header(header, path, task, data)
    if len(set(wanted)) < len(wanted):
        raise UsageError("Some examples of the data have the same id, so a reference cannot name them.", _LAYOUT)
    examples: dict[str, KnownExample] = {}
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        row = _line(line, ReferenceExample, path, number)
        if str(row.id) in examples:
            raise _wrong(path, number, f"the example {row.id} occurs twice")
        examples[str(row.id)] = _known(row, task, shapes, path, number)
    if examples.keys().isdisjoint(wanted):
        raise UsageError(f"{path} has none of the examples of {data.path}.", "Make it from the same data.")
    return Reference(
        file=path.name,
        sha256=file.sha256,
        made_by=header.made_by,
        model=header.model,
        model_sha256=header.model_sha256,
        quantization=header.quantization,
        examples=examples,
    )


class _AnyHeader(msgspec.Struct):
    schema: str


def _header(line: bytes, path: Path) -> ReferenceHeader:
    """Raises UsageError, which says so if the file is of another kind."""
    try:
        msgspec.json.decode(line, type=_AnyHeader)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"{path} is not a reference file.", _WRITER) from error
    return _line(line, ReferenceHeader, path, 1)


def _line(line: bytes, kind: type[Line], path: Path, number: int) -> Line:
    try:
        return msgspec.json.decode(line, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _wrong(path, number, str(error)) from error


def _wrong(path: Path, number: int, why: str) -> UsageError:
    return UsageError(f"{path}, line {number}: {why}.", _LAYOUT)


def _check_header(header: ReferenceHeader, path: Path, task: Task, data: File) -> None:
    if header.schema != SCHEMA:
        raise _wrong(path, 1, f"its schema is {header.schema!r}, not {SCHEMA!r}")
    if header.task != task.name:
        raise UsageError(
            f"{path} is a reference for {header.task}, not for {task.name}.", "Choose another --reference."
        )
    if header.data_sha256 not in (None, data.sha256):
        raise UsageError(
            f"{path} was made from different data than {data.path}.",
            "Use the same --data, or make the reference again.",
        )


def _known(row: ReferenceExample, task: Task, shapes: Shapes, path: Path, number: int) -> KnownExample:
    if row.answer is not None and not isinstance(row.answer, str):
        try:
            task.answers_equal(row.answer, row.answer)
            task.show(row.answer)
        except Exception as error:  # whatever a task makes of another's answer
            raise _wrong(path, number, f"this is not an answer of {task.name}: {row.answer}") from error
    has_ids = [window.token_ids is not None for window in row.windows]
    if any(has_ids) and not all(has_ids):
        raise _wrong(path, number, "only some of its windows have token_ids")
    return KnownExample(
        token_ids=[window.token_ids or [] for window in row.windows] if has_ids and all(has_ids) else None,
        outputs=[
            {role: _values(role, values, shapes, path, number) for role, values in window.outputs.items()}
            for window in row.windows
        ],
        answer=row.answer,
    )


def _values(role: str, rows: object, shapes: Shapes, path: Path, number: int) -> Values:
    import numpy as np

    if role not in shapes:
        raise _wrong(path, number, f"the task has no output {role}, but {', '.join(shapes)}")
    try:
        with np.errstate(over="ignore"):
            values = np.array(rows, np.float32)
    except (ValueError, TypeError) as error:
        raise _wrong(path, number, f"{role} is not a list of numbers of one shape") from error
    if not np.isfinite(values).all():
        raise _wrong(path, number, f"{role} has NaN or infinite values")
    wanted = shapes[role]
    if values.ndim == len(wanted) - 1:
        values = values[np.newaxis]
    if not kept_outputs.fits(values.shape, wanted):
        spelled = ", ".join(map(str, wanted))
        raise _wrong(path, number, f"{role} has the shape {list(values.shape)}, not [{spelled}]")
    return values


def write(plan: Plan, result: HarnessResult, path: Path) -> None:
    """All examples of a host run. Raises UsageError if the file cannot be written."""
    model, runtime = plan.model, result.header.runtime
    header = ReferenceHeader(
        schema=SCHEMA,
        task=plan.task.name,
        made_by=f"devbench {__version__}: {model.name} {model.quantization} with {runtime.name} {runtime.version}",
        model=model.name,
        model_sha256=model.file.sha256,
        vocabulary_sha256=plan.vocabulary.sha256,
        quantization=_QUANTIZATIONS.get(model.quantization, "int8"),
        data=plan.data.path.name,
        data_sha256=plan.data.sha256,
    )
    rows = (
        ReferenceExample(
            id=record.id,
            windows=[_window(plan, result, window) for window in record.windows],
            answer=record.answer,
        )
        for record in result.examples
    )
    content = b"".join(msgspec.json.encode(line) + b"\n" for line in (header, *rows))
    try:
        write_whole(path, content)
    except OSError as error:
        raise UsageError(f"Cannot write {path}: {error.strerror}.", "Choose a file that you can write to.") from error


def _window(plan: Plan, result: HarnessResult, window: Window) -> ReferenceWindow:
    length = plan.model.spec.sequence_length
    kept = kept_outputs.at_tokens(plan.task, length, len(window.token_ids), result.outputs(window))
    return ReferenceWindow(token_ids=window.token_ids, outputs={role: _rows(values) for role, values in kept.items()})


def _rows(values: Values) -> Any:
    """Nested lists; eight digits are more than float32 has."""
    import numpy as np

    short = [float(f"{value:.8g}") for value in values.reshape(-1).tolist()]
    return np.array(short, np.float64).reshape(values.shape).tolist()
