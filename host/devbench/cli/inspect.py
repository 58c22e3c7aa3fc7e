"""``devbench inspect``: what a .tflite file holds and what it needs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import cloup

from devbench.cli import options
from devbench.cli.command import command
from devbench.cli.options.model import bind_option, model_argument, task_option, vocabulary_option
from devbench.cli.options.output import json_option
from devbench.errors import CheckFailed, UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from devbench.bench.model_source import Source
    from devbench.models.binding import Asked, Binding
    from devbench.models.contents import Contents
    from devbench.models.requirements import ModelIssue


def _versions(_context: click.Context, _parameter: click.Parameter, values: Sequence[str]) -> Sequence[str]:
    pattern = re.compile(r"\d{1,4}(\.\d{1,4}){1,2}", re.ASCII)
    if wrong := next((value for value in values if not pattern.fullmatch(value)), None):
        raise click.BadParameter(f"{wrong!r} is not a version of TFLite such as 2.14.0.")
    return values


@command()
@model_argument
@cloup.option_group(
    options.MODEL,
    vocabulary_option("Vocabulary to check against the model, such as vocab.txt."),
    task_option,
    bind_option,
)
@cloup.option_group(
    options.CHECKS,
    cloup.option(
        "--runtime",
        "runtimes",
        multiple=True,
        metavar="VERSION",
        callback=_versions,
        show_default="that of the device, and 2.14.0",
        help="TFLite version to check against, such as 2.14.0; may be repeated.",
    ),
)
@cloup.option_group(options.OUTPUT, json_option)
def inspect(
    model: str, vocabulary: Path | None, runtimes: Sequence[str], task: str | None, bind: Asked, json_file: str | None
) -> None:
    """Show what a model holds and what it needs.

    Shows inputs and outputs with their roles in a task, operators with their versions, how matrices are quantized, what
    takes up the bytes, the oldest TFLite that runs the model, and what would go wrong on the TFLite versions to check
    against. Exits with 3 if anything would go wrong.

    \b
    Examples:
      devbench inspect model.tflite
      devbench inspect model.tflite --vocab vocab.txt --runtime 2.14.0
      devbench inspect model.tflite --json - | jq .operators
      devbench inspect qa-en-tiny
    """
    from devbench import tasks
    from devbench.bench import kept_exports, model_source
    from devbench.bench.request import Request
    from devbench.cli import json_output, terminal
    from devbench.cli.progress import SessionProgress
    from devbench.models import flatbuffer, requirements

    if task is not None:
        tasks.settings_type(task)  # which knows all there are
    with SessionProgress(terminal.messages(), quiet=False) as progress:
        source = kept_exports.usable(model_source.find(model, None), Request(model=model, task=task), progress)
    contents = flatbuffer.read(source.path)
    checked = runtimes or (requirements.DEVICE_RUNTIME, requirements.OLDER_RUNTIME)
    findings = requirements.check(contents, checked)
    if vocabulary is not None:
        from devbench.tokenizers.reference import read_vocabulary

        findings += requirements.check_vocabulary(contents, len(read_vocabulary(vocabulary)))
    bound = _bound(source, contents, task, bind)
    if not json_output.write(json_file, {**_document(source.path, contents, findings), **_roles_document(bound)}):
        for part in _render(source.path, contents, bound, findings, checked):
            terminal.data().print(part)
    failed = [finding for finding in findings if finding.severity is not requirements.Severity.REMARK]
    if failed:
        raise CheckFailed(f"{source.path} fails {len(failed)} of the checks.", failed[0].remedy)
    if isinstance(bound, UsageError):
        raise CheckFailed(bound.message, bound.hint)


def _bound(source: Source, contents: Contents, task: str | None, asked: Asked) -> Binding | UsageError | None:
    """None if nothing says what the model is for. Raises UsageError if ``asked`` does not fit the model."""
    from devbench import tasks
    from devbench.bench import task_choice
    from devbench.models import binding

    model, is_decoder = source.path, binding.is_decoder(source.path)
    if is_decoder and task is not None:
        raise UsageError(f"--task has no effect on {model}: it is a decoder, and so for generation.", "Leave it out.")
    if task is None and source.card is None and not is_decoder:
        if asked:
            raise UsageError(f"--bind has no effect on {model} without a task: it has no card.", "Add --task.")
        return None
    roles = asked or source.roles
    try:
        if is_decoder:
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
    shown = _summary(model, contents), _tensors(contents), _roles(bound), _operators(contents)
    parts = [line for part in shown for line in (part, Text())]
    for finding in findings:
        parts.append(Text.assemble((f"{finding.severity.value}: ", "bold"), finding.summary))
        parts.append(Text.assemble(("  try: ", "bold"), finding.remedy))
    if not findings:
        parts.append(Text(f"Runs on TFLite {' and '.join(runtimes)}, as far as the file shows."))
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
    table.add_column()
    table.add_column(overflow="fold")
    for name, value in rows.items():
        table.add_row(Text(name, style="bold"), Text(value))
    return table


def _tensors(contents: Contents) -> RenderableType:
    from devbench.models.graph import format_shape
    from devbench.reports.fitting import Column, FittingTable

    main = contents.main
    named = {index: name for s in contents.signatures for name, index in (*s.inputs.items(), *s.outputs.items())}
    table = FittingTable(
        Column(""), Column("name", least=12), Column("type"), Column("shape"), Column("tensor", rank=1, least=20)
    )
    for what, indices in (("input", main.inputs), ("output", main.outputs)):
        for index in indices:
            tensor = main.tensors[index]
            name = named.get(index, tensor.name)
            table.add(what, name, tensor.dtype, format_shape(tensor.shape_signature), tensor.name)
    return table


def _roles(bound: Binding | UsageError | None) -> RenderableType:
    from rich.text import Text

    from devbench.reports.fitting import Column, FittingTable

    if bound is None:
        return Text("The roles of tensors depend on the task: name it with --task.")
    if isinstance(bound, UsageError):
        return Text("Roles are not clear.")
    words = {"name": "its name", "graph": "its use in the graph", "elimination": "the only one left"}
    table = FittingTable(Column("role"), Column("tensor", least=20), Column("found by", rank=1))
    for role, name in bound.names.items():
        how = bound.found_by[role]
        table.add(role, name, words.get(how, how))
    return table


def _operators(contents: Contents) -> RenderableType:
    from devbench.models.op_versions import FIRST_RUNTIME
    from devbench.reports.fitting import Column, FittingTable

    table = FittingTable(
        Column("operator", least=20),
        Column("version", "right", rank=1),
        Column("count", "right", rank=2),
        Column("since TFLite", "right"),
    )
    for (name, version, is_custom), count in contents.operators.most_common():
        since = "custom" if is_custom else FIRST_RUNTIME.get((name, version), "unknown")
        table.add(name, str(version), str(count), since)
    return table
