"""From what a user asks for to a plan: finds the files, reads the card, checks that all fits, touches no device."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from devbench import assets, tasks
from devbench.bench.plan import Dictionary, File, ModelFile, Plan
from devbench.choices import DEFAULT_MODEL, DEFAULT_VARIANT, TASKS, RunSettings
from devbench.errors import UsageError
from devbench.harness import messages
from devbench.harness.messages import ModelSpec
from devbench.models import binding, flatbuffer, output_shapes, requirements
from devbench.models.binding import Binding
from devbench.models.card import Card, find_card, read_card
from devbench.models.requirements import Severity
from devbench.tasks.base import Example, Task
from devbench.tasks.generation import Generation
from devbench.tasks.settings import TaskSettings
from devbench.tokenizers import dictionary, loading
from devbench.tokenizers.japanese import find_dictionary
from devbench.tokenizers.reference import read_vocabulary
from devbench.tokenizers.settings import TokenizerSettings


@dataclass(frozen=True)
class Request:
    """What a user asks for; None is what the model's card, its folder or the model itself should say."""

    model: str = DEFAULT_MODEL
    variant: str | None = None
    vocabulary: Path | None = None
    task: str | None = None
    cased: bool | None = None
    data: Path | None = None
    examples: int | None = None
    sequence_length: int | None = None
    settings: RunSettings = RunSettings()


@dataclass(frozen=True)
class _Source:
    """A model file with its card, if it has one."""

    path: Path
    card: Card | None

    @property
    def name(self) -> str:
        return self.card.name if self.card else self.path.stem

    def beside(self, name: str) -> Path | None:
        path = self.path.with_name(name)
        return path if path.is_file() else None


def prepare(request: Request) -> Plan:
    """Raises UsageError where a file is missing, broken or does not fit the others, or a number makes no sense."""
    for name, number in (("examples", request.examples), ("threads", request.settings.threads)):
        if number is not None and number < 1:
            raise UsageError(f"{number} {name} cannot be run.", "Use 1 at least.")
    source = _find_model(request)
    file = File.read(source.path)
    contents = flatbuffer.read(source.path)
    tokenizer = _tokenizer(request, source)
    labels = source.card.labels if source.card else None
    task = tasks.create(_task_settings(request, source, labels), labels, tokenizer)
    bound = binding.bind(contents, task.name, task.output_roles, source.path)
    output_shapes.check(bound, task.settings, labels, source.path)
    vocabulary = _vocabulary(request, source)
    found = [*requirements.check(contents), *requirements.check_vocabulary(contents, _size(vocabulary))]
    warnings = _check(found, source.path)
    warnings += [f"The role {role} was given to a tensor by its position." for role in bound.guessed]
    data = _data(request, source)
    quantization = (source.card and source.card.quantization_of(source.path.name)) or contents.quantization
    length = _sequence_length(request, source, bound.sequence_length)
    return Plan(
        model=_model_file(messages.MODEL_FILE, source.name, quantization, file, length, bound),
        decoder=_decoder(source, quantization, vocabulary) if task.name == Generation.name else None,
        vocabulary=File.read(vocabulary),
        dictionary=_dictionary(request, tokenizer, vocabulary),
        tokenizer=tokenizer,
        task=task,
        data=File.read(data),
        examples=_examples(task, data, request.examples),
        settings=request.settings,
        warnings=warnings,
        stated_quality=_stated_quality(request, source, quantization),
    )


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


def _decoder(source: _Source, quantization: str, vocabulary: Path) -> ModelFile:
    path = binding.decoder_beside(source.path)
    file = File.read(path)
    contents = flatbuffer.read(path)
    _check([*requirements.check(contents), *requirements.check_vocabulary(contents, _size(vocabulary))], path)
    bound = binding.bind_decoder(contents, path)
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


def _find_model(request: Request) -> _Source:
    named = Path(request.model)
    if named.suffix == ".tflite" or named.is_file():
        return _Source(named, find_card(named))
    folder = named if (named / "model.json").is_file() else assets.model_folder(request.model)
    card = read_card(folder / "model.json")
    variant = request.variant or (DEFAULT_VARIANT if DEFAULT_VARIANT in card.variants else next(iter(card.variants)))
    if variant not in card.variants:
        raise UsageError(
            f"The model {card.name} has no variant {variant!r}.", f"Variants are: {', '.join(card.variants)}."
        )
    return _Source(folder / card.variants[variant], card)


def _task_settings(request: Request, source: _Source, labels: Sequence[str] | None) -> TaskSettings:
    carded = source.card.task if source.card else None
    if request.task is None:
        if carded is None:
            raise UsageError(
                f"{source.path} has no card that says what it is for.",
                f"Name the task: --task {' | '.join(TASKS)}.",
            )
        return carded
    if carded is not None and tasks.create(carded).name == request.task:
        return carded
    return tasks.default_settings(request.task, labels)


def _sequence_length(request: Request, source: _Source, fixed: int | None) -> int:
    if fixed is not None:
        if request.sequence_length not in (None, fixed):
            raise UsageError(
                f"{source.path} takes {fixed} tokens, not {request.sequence_length}.", "Leave --sequence-length out."
            )
        return fixed
    length = request.sequence_length or (source.card and source.card.sequence_length)
    if not length:
        raise UsageError(f"{source.path} takes any number of tokens.", "Say how many: --sequence-length 384.")
    return length


def _vocabulary(request: Request, source: _Source) -> Path:
    if request.vocabulary is not None:
        return request.vocabulary
    path = source.beside(source.card.vocabulary if source.card else "vocab.txt")
    if path is None:
        raise UsageError(f"{source.path} has no vocabulary beside it.", "Name its vocab.txt with --vocab.")
    return path


def _size(vocabulary: Path) -> int:
    return len(read_vocabulary(vocabulary))


def _check(findings: Sequence[requirements.ModelIssue], model: Path) -> list[str]:
    """What `devbench inspect` would say of the model: what cannot run is refused, the rest is told with the result."""
    for finding in findings:
        if finding.kind.severity is Severity.FATAL:
            raise UsageError(f"{model} cannot run: {finding.summary}", finding.kind.remedy)
    return [f"{finding.summary} {finding.kind.remedy}" for finding in findings]


def _tokenizer(request: Request, source: _Source) -> TokenizerSettings:
    if request.cased is not None:
        return TokenizerSettings(lowercase=not request.cased, strip_accents=not request.cased)
    if source.card is not None:
        return source.card.tokenizer
    settings = loading.find(source.path.parent)
    if settings is None:
        raise UsageError(
            f"{source.path} has neither a card nor a tokenizer_config.json beside it.",
            "Say how its text is tokenized: --cased or --uncased.",
        )
    return settings


def _data(request: Request, source: _Source) -> Path:
    if request.data is not None:
        return request.data
    if source.card is None or source.card.data is None:
        raise UsageError(f"{source.path} comes with no data.", "Name a data file with --data.")
    return assets.dataset(source.card.data)


def _stated_quality(request: Request, source: _Source, quantization: str) -> dict[str, float]:
    """Of the card's own data, and of all of it: on other data, or a few examples, another quality is no surprise."""
    if request.data is not None or request.examples is not None or source.card is None:
        return {}
    return source.card.quality.get(quantization, {})


def _examples(task: Task, data: Path, limit: int | None) -> Sequence[Example]:
    examples = task.read(data)
    return examples[:limit] if limit else examples
