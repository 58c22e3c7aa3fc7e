"""``devbench inspect``: what a .tflite file holds and what it needs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from devbench.cli.options import bind_option, task_option
from devbench.errors import CheckFailed, UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from devbench.bench.model_source import Source
    from devbench.models.binding import Asked, Binding
    from devbench.models.contents import Contents
    from devbench.models.requirements import ModelIssue


@click.command()
@click.argument("model")
@click.option("--vocab", "vocabulary", type=click.Path(path_type=Path), help="Check that this vocab.txt fits, too.")
@click.option(
    "--runtime",
    "runtimes",
    multiple=True,
    metavar="VERSION",
    help="TFLite versions to check against; may repeat. [default: the device's, and 2.14.0]",
)
@task_option
@bind_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON with all that is known.")
def inspect(
    model: str, vocabulary: Path | None, runtimes: Sequence[str], task: str | None, bind: Asked, as_json: bool
) -> None:
    """Show what a .tflite file, or a bundled model by its name, holds and what it needs.

    Inputs and outputs with their roles in a task, operators with their versions, how matrices are quantized, where the
    bytes are, the oldest TFLite that runs it, and what would go wrong on the runtimes that it is checked against. Exits
    with 3 if anything would go wrong.

    \b
    Examples:
      devbench inspect model.tflite
      devbench inspect model.tflite --vocab vocab.txt --runtime 2.14.0
      devbench inspect model.tflite --json | jq .operators
      devbench inspect qa-en-tiny
    """
    from devbench import tasks
    from devbench.bench import model_source
    from devbench.cli import terminal
    from devbench.models import flatbuffer, requirements

    if task is not None:
        tasks.settings_type(task)  # which knows all there are
    source = model_source.find(model, None)
    contents = flatbuffer.read(source.path)
    checked = runtimes or (requirements.DEVICE_RUNTIME, requirements.OLDER_RUNTIME)
    findings = requirements.check(contents, checked)
    if vocabulary is not None:
        from devbench.tokenizers.reference import read_vocabulary

        findings += requirements.check_vocabulary(contents, len(read_vocabulary(vocabulary)))
    bound = _bound(source, contents, task, bind)
    if as_json:
        terminal.write_json({**_document(source.path, contents, findings), **_roles_document(bound)})
    else:
        for part in _render(source.path, contents, bound, findings, checked):
            terminal.data().print(part)
    failed = [finding for finding in findings if finding.severity is not requirements.Severity.REMARK]
    if failed:
        raise CheckFailed(f"{source.path} fails {len(failed)} of the checks.", failed[0].remedy)
    if isinstance(bound, UsageError):
        raise CheckFailed(bound.message, bound.hint)


def _bound(source: Source, contents: Contents, task: str | None, asked: Asked) -> Binding | UsageError | None:
    """None if nothing says what the model is for. Raises UsageError where ``asked`` does not fit the model."""
    from devbench import tasks
    from devbench.bench import task_choice
    from devbench.models import binding

    model = source.path
    if task is None and source.card is None and not binding.is_decoder(model):
        return None
    roles = asked or source.roles
    try:
        if binding.is_decoder(model):
            return binding.bind_decoder(contents, model, roles)
        return binding.bind(contents, tasks.create(*task_choice.choose(task, (), source)), model, roles)
    except UsageError as error:
        if asked and not isinstance(error, binding.UnclearRolesError):
            raise
        return error


def _roles_document(bound: Binding | UsageError | None) -> dict[str, Any]:
    if bound is None or isinstance(bound, UsageError):
        return {"roles": None, "unbound": bound.message if bound else None}
    found = {role: {"tensor": name, "found_by": bound.found_by[role]} for role, name in bound.names.items()}
    return {"roles": found, "unbound": None}


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
    model: Path,
    contents: Contents,
    bound: Binding | UsageError | None,
    findings: Sequence[ModelIssue],
    runtimes: Sequence[str],
) -> list[RenderableType]:
    from rich.text import Text

    # names come from a file that anyone may have written: never as markup
    parts: list[RenderableType] = [_summary(model, contents), _tensors(contents), _roles(bound), _operators(contents)]
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
        "signatures": ", ".join(signature.key for signature in contents.signatures)
        or "none: tensors are addressed by index",
    }
    table = Table.grid(padding=(0, 2))
    for name, value in rows.items():
        table.add_row(Text(name, style="bold"), Text(value))
    return table


def _tensors(contents: Contents) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    from devbench.models.graph import format_shape

    main = contents.main
    named = {index: name for s in contents.signatures for name, index in (*s.inputs.items(), *s.outputs.items())}
    table = Table("", "name", "type", "shape", "tensor")
    for what, indices in (("input", main.inputs), ("output", main.outputs)):
        for index in indices:
            tensor = main.tensors[index]
            name = named.get(index, tensor.name)
            table.add_row(what, Text(name), tensor.dtype, format_shape(tensor.shape_signature), Text(tensor.name))
    return table


def _roles(bound: Binding | UsageError | None) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    if bound is None:
        return Text("Roles are those of a task: name it with --task.")
    if isinstance(bound, UsageError):
        return Text("Roles are not clear.")
    words = {"name": "its name", "graph": "its use in the graph", "elimination": "the only one left"}
    table = Table("role", "tensor", "found by")
    for role, name in bound.names.items():
        how = bound.found_by[role]
        table.add_row(role, Text(name), words.get(how, how))
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
