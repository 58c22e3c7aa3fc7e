"""``devbench inspect``: what a .tflite file holds and what it needs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from devbench.errors import CheckFailed

if TYPE_CHECKING:
    from rich.console import RenderableType

    from devbench.models.contents import Contents
    from devbench.models.requirements import ModelIssue


@click.command()
@click.argument("model", type=click.Path(path_type=Path))
@click.option("--vocab", "vocabulary", type=click.Path(path_type=Path), help="Check that this vocab.txt fits, too.")
@click.option(
    "--runtime",
    "runtimes",
    multiple=True,
    metavar="VERSION",
    help="TFLite versions to check against; may repeat. [default: the device's, and 2.14.0]",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON with all that is known.")
def inspect(model: Path, vocabulary: Path | None, runtimes: Sequence[str], as_json: bool) -> None:
    """Show what a .tflite file holds and what it needs.

    Inputs and outputs, operators with their versions, how matrices are quantized, where the bytes are, the oldest
    TFLite that runs it, and what would go wrong on the runtimes that it is checked against. Exits with 3 where
    something would.

    \b
    Examples:
      devbench inspect model.tflite
      devbench inspect model.tflite --vocab vocab.txt --runtime 2.14.0
      devbench inspect model.tflite --json | jq .operators
    """
    from devbench.cli import terminal
    from devbench.models import flatbuffer, requirements

    contents = flatbuffer.read(model)
    checked = runtimes or (requirements.DEVICE_RUNTIME, requirements.OLDER_RUNTIME)
    findings = requirements.check(contents, checked)
    if vocabulary is not None:
        from devbench.tokenizers.reference import read_vocabulary

        findings += requirements.check_vocabulary(contents, len(read_vocabulary(vocabulary)))
    if as_json:
        terminal.write_json(_document(model, contents, findings))
    else:
        for part in _render(model, contents, findings, checked):
            terminal.data().print(part)
    failed = [finding for finding in findings if finding.severity is not requirements.Severity.REMARK]
    if failed:
        raise CheckFailed(f"{model} fails {len(failed)} of the checks.", failed[0].remedy)


def _document(model: Path, contents: Contents, findings: Sequence[ModelIssue]) -> dict[str, Any]:
    from devbench.models import requirements

    main = contents.main
    return {
        "model": str(model),
        "bytes": contents.file_bytes,
        "description": contents.description,
        "oldest_runtime": requirements.oldest_runtime_of(contents),
        "stated_runtime": contents.min_runtime_version,
        "quantization": contents.quantization,
        "matrices": contents.quantization_kinds,
        "sizes": contents.sizes,
        "embedding_rows": contents.embedding_rows,
        "inputs": [main.tensors[index] for index in main.inputs],
        "outputs": [main.tensors[index] for index in main.outputs],
        "signatures": contents.signatures,
        "operators": [
            {"name": name, "version": version, "custom": is_custom, "count": count}
            for (name, version, is_custom), count in contents.operators.most_common()
        ],
        "findings": [
            {
                "id": finding.kind.name,
                "severity": finding.severity.value,
                "summary": finding.summary,
                "remedy": finding.remedy,
                "runtime": finding.runtime,
            }
            for finding in findings
        ],
    }


def _render(
    model: Path, contents: Contents, findings: Sequence[ModelIssue], runtimes: Sequence[str]
) -> list[RenderableType]:
    from rich.text import Text

    # names come from a file that anyone may have written: never as markup
    parts: list[RenderableType] = [_summary(model, contents), _tensors(contents), _operators(contents)]
    for finding in findings:
        parts.append(Text.assemble((f"{finding.severity.value}: ", "bold"), finding.summary))
        parts.append(Text.assemble(("  try: ", "bold"), finding.remedy))
    if not findings:
        parts.append(Text(f"Runs on TFLite {' and '.join(runtimes)}, as far as its file tells."))
    return parts


def _summary(model: Path, contents: Contents) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    from devbench.models import requirements
    from devbench.units import format_bytes

    sizes = contents.sizes
    stated = contents.min_runtime_version
    kinds = ", ".join(f"{count} × {kind}" for kind, count in contents.quantization_kinds.items())
    rows = {
        "model": f"{model}, {format_bytes(contents.file_bytes)}",
        "description": contents.description or "–",
        "oldest runtime": f"TFLite {requirements.oldest_runtime_of(contents) or 'unknown'}"
        + (f" (the file says {stated})" if stated else ""),
        "matrices": kinds or "none",
        "bytes": f"embeddings {format_bytes(sizes.embeddings)} · weights {format_bytes(sizes.weights)} · "
        f"other {format_bytes(sizes.other)}",
        "vocabulary": f"{contents.embedding_rows:,} tokens" if contents.embedding_rows else "not shown by the graph",
        "signatures": ", ".join(signature.key for signature in contents.signatures) or "none: bound by position",
    }
    table = Table.grid(padding=(0, 2))
    for name, value in rows.items():
        table.add_row(Text(name, style="bold"), Text(value))
    return table


def _tensors(contents: Contents) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    main = contents.main
    named = {index: name for s in contents.signatures for name, index in (*s.inputs.items(), *s.outputs.items())}
    table = Table("", "name", "type", "shape", "tensor")
    for what, indices in (("input", main.inputs), ("output", main.outputs)):
        for index in indices:
            tensor = main.tensors[index]
            shape = " × ".join("any" if size == -1 else str(size) for size in tensor.shape_signature)
            name = named.get(index, tensor.name)
            table.add_row(what, Text(name), tensor.dtype, shape or "scalar", Text(tensor.name))
    return table


def _operators(contents: Contents) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    from devbench.models.op_versions import FIRST_RUNTIME

    table = Table("operator")
    for heading in ("version", "count", "since TFLite"):
        table.add_column(heading, justify="right")
    for (name, version, is_custom), count in contents.operators.most_common():
        since = "custom" if is_custom else FIRST_RUNTIME.get((name, version), "unknown")
        table.add_row(Text(name), str(version), str(count), since)
    return table
