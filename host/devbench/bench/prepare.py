"""From what a user asks for to a plan: finds the files, reads the card, checks that all fits, touches no device.

Right answers may have to tell what a model's names do not: then it is tried on the host (`role_trial`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from devbench import assets, tasks
from devbench.bench import (
    budget_limits,
    expectations,
    kept_exports,
    kept_outputs,
    missing_options,
    model_source,
    reference_file,
    role_trial,
    task_choice,
)
from devbench.bench.kept_outputs import Shapes
from devbench.bench.known_answers import Reference
from devbench.bench.model_source import Source
from devbench.bench.observer import Observer
from devbench.bench.plan import Dictionary, File, ModelFile, Plan
from devbench.bench.request import Request
from devbench.errors import UsageError
from devbench.harness import messages
from devbench.harness.messages import ModelSpec
from devbench.models import binding, flatbuffer, output_shapes, output_values, requirements
from devbench.models.binding import Asked, Binding, UnclearRolesError
from devbench.models.contents import Contents
from devbench.models.requirements import Severity
from devbench.tasks.base import Example, Task
from devbench.tasks.generation import Generation
from devbench.tokenizers import dictionary, loading
from devbench.tokenizers.errors import ContradictoryFilesError
from devbench.tokenizers.japanese import find_dictionary
from devbench.tokenizers.reference import read_tokens
from devbench.tokenizers.settings import TokenizerSettings
from devbench.tokenizers.vocabulary_files import vocabulary_file

__all__ = ["Request", "prepare"]


def prepare(request: Request, observer: Observer | None = None) -> Plan:
    """Raises UsageError if a file is missing, broken or does not fit the others, or a number makes no sense."""
    for name, number in (("examples", request.examples), ("threads", request.settings.threads)):
        if number is not None and number < 1:
            raise UsageError(f"{number} {name} cannot be run.", "Use at least 1.")
    named = model_source.find(request.model, request.variant)
    missing_options.check(request, named)
    source = kept_exports.usable(named, request, observer or Observer())
    file = File.read(source.path)
    contents = flatbuffer.read(source.path)
    tokenizer = _tokenizer(request, source)
    chosen, labels = task_choice.choose(request.task, request.task_changes, source)
    bound, unclear = _bound(contents, tasks.create(chosen, labels, tokenizer), source, request)
    chosen, labels = output_shapes.settled(bound, chosen, labels)
    output_shapes.check(bound, chosen, labels, source.path)
    task = tasks.create(chosen, labels, tokenizer)
    vocabulary = _vocabulary(request, source)
    tokens = len(tokenizer.vocabulary(read_tokens(vocabulary)))
    found = [*requirements.check(contents), *requirements.check_vocabulary(contents, tokens)]
    warnings = _check(found, source.path) + _overridden(request, source, tokenizer)
    warnings += [bound.remark] if bound.remark else []
    warnings += output_values.check(bound, chosen, source.path)
    warnings += source.card.remarks if source.card else []
    data = File.read_data(_data(request, source))
    everything = task.read(data.path)
    examples = everything[: request.examples] if request.examples else everything
    expected = dict(request.expected)
    expectations.check(expected, task, examples, request.settings.speed_only)
    quantization = (source.card and source.card.quantization_of(source.path.name)) or contents.quantization
    length = _sequence_length(request, source, bound.sequence_length)
    limits = budget_limits.chosen(request.require, source, task, examples, request.settings.speed_only)
    plan = Plan(
        model=_model_file(messages.MODEL_FILE, source.name, quantization, file, length, bound),
        decoder=_decoder(source, quantization, tokens, request.bind or source.roles)
        if task.name == Generation.name
        else None,
        vocabulary=File.read(vocabulary),
        dictionary=_dictionary(request, tokenizer, vocabulary),
        tokenizer=tokenizer,
        task=task,
        data=data,
        examples=examples,
        settings=budget_limits.settings(request, limits),
        warnings=warnings,
        task_remarks=tasks.remarks(task, examples, length),
        stated_quality=expectations.stated(source, quantization, data),
        expected_quality=expected,
        available=len(everything) if len(examples) < len(everything) else None,
        project_file=request.project_file,
        limits=limits,
        allow_virtual=request.allow_virtual,
        reference=_reference(request, task, data, kept_outputs.shapes(task, length, bound.output_shapes), examples),
    )
    return plan if unclear is None else role_trial.settled(plan, unclear)


def _bound(
    contents: Contents, task: Task, source: Source, request: Request
) -> tuple[Binding, UnclearRolesError | None]:
    """With the question that is left where the right answers of the data may tell start and end apart."""
    try:
        return binding.bind(contents, task, source.path, request.bind or source.roles), None
    except UnclearRolesError as unclear:
        if not unclear.bindings:
            raise
        return unclear.bindings[0], unclear


def _model_file(place: str, name: str, quantization: str, file: File, length: int, bound: Binding) -> ModelFile:
    """``place``: its name in a job's folder."""
    spec = ModelSpec(
        file=place,
        sequence_length=length,
        signature=bound.signature,
        inputs=list(bound.inputs),
        outputs=list(bound.outputs),
    )
    return ModelFile(name, quantization, file, spec)


def _decoder(source: Source, quantization: str, tokens: int, asked: Asked) -> ModelFile:
    path = binding.decoder_beside(source.path)
    file = File.read(path)
    contents = flatbuffer.read(path)
    _check([*requirements.check(contents), *requirements.check_vocabulary(contents, tokens)], path)
    bound = binding.bind_decoder(contents, path, asked)
    if bound.sequence_length is None:
        raise UsageError(f"{path} decodes any number of tokens.", "Export it with a fixed length.")
    return _model_file(messages.DECODER_FILE, path.stem, quantization, file, bound.sequence_length, bound)


def _dictionary(request: Request, tokenizer: TokenizerSettings, vocabulary: Path) -> Dictionary | None:
    if tokenizer.word_tokenizer != "mecab" or tokenizer.dictionary is None:
        return None
    folder = find_dictionary(tokenizer.dictionary, vocabulary.parent)
    if request.settings.tokenize == "host":
        return Dictionary(folder, {})
    files = dictionary.device_files(folder)
    return Dictionary(folder, {name: File.read(path) for name, path in files.items()})


def _sequence_length(request: Request, source: Source, fixed: int | None) -> int:
    if fixed is not None:
        if request.sequence_length not in (None, fixed):
            raise UsageError(
                f"{source.path} takes {fixed} tokens, but --sequence-length is {request.sequence_length}.",
                "Leave out --sequence-length.",
            )
        return fixed
    length = request.sequence_length or (source.card and source.card.sequence_length)
    if not length:
        raise UsageError(
            f"{source.path} takes any number of tokens.", "Choose a length, for example --sequence-length 384."
        )
    return length


def _vocabulary(request: Request, source: Source) -> Path:
    if request.vocabulary is not None:
        return request.vocabulary
    name = source.card.vocabulary if source.card else loading.VOCABULARY_FILE
    path = source.beside(name) if source.card else vocabulary_file(source.path.parent)
    if path is None:
        raise UsageError(f"{source.path} has no {name} beside it.", "Name its vocabulary with --vocab.")
    return path


def _check(findings: Sequence[requirements.ModelIssue], model: Path) -> list[str]:
    """What `devbench inspect` would say of the model: what cannot run is refused, the rest is told with the result."""
    for finding in findings:
        if finding.kind.severity is Severity.FATAL:
            raise UsageError(f"{model} cannot run: {finding.summary}", finding.kind.remedy)
    return [f"{finding.summary} {finding.kind.remedy}" for finding in findings]


def _tokenizer(request: Request, source: Source) -> TokenizerSettings:
    """As the card says, or the files beside the model; the user's own word on lower-casing comes before both."""
    if source.card is not None:
        return source.card.tokenizer if request.cased is None else source.card.tokenizer.with_case(request.cased)
    settings = loading.find(source.path.parent, cased=request.cased, vocabulary=request.vocabulary)
    assert settings is not None, "missing_options.check has seen to it"
    return settings


def _overridden(request: Request, source: Source, tokenizer: TokenizerSettings) -> list[str]:
    """What the user's options replace that the model's own files say."""
    remarks = []
    own = source.beside(source.card.vocabulary if source.card else loading.VOCABULARY_FILE)
    if request.vocabulary is not None and own is not None:
        tokens, others = read_tokens(request.vocabulary), read_tokens(own)
        if tokens != others:
            pairs = enumerate(zip_longest(tokens, others), 1)
            first = next(number for number, (token, other) in pairs if token != other)
            remarks.append(f"{request.vocabulary} differs from the model's own {own}, first in line {first:,}.")
    if request.cased is not None:
        option, place = "--cased" if request.cased else "--uncased", "card" if source.card else "tokenizer files"
        try:
            said = (
                source.card.tokenizer
                if source.card
                else loading.find(source.path.parent, vocabulary=request.vocabulary)
            )
        except ContradictoryFilesError as error:
            remarks.append(f"{option} resolves a contradiction between the model's files. {error.message}")
        else:
            if said is not None and said.lowercase is not tokenizer.lowercase:
                remarks.append(
                    f"{option} overrides the {place} of {source.path}. Leave it out if the model's files are right."
                )
    return remarks


def _data(request: Request, source: Source) -> Path:
    if request.data is not None:
        return request.data
    assert source.card is not None, "missing_options.check has seen to it"
    assert source.card.data is not None
    return assets.dataset(source.card.data)


def _reference(
    request: Request, task: Task, data: File, shapes: Shapes, examples: Sequence[Example]
) -> Reference | None:
    if request.reference is None:
        return None
    return reference_file.read(request.reference, task, data, shapes, [example.id for example in examples])
