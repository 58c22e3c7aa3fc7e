"""All that neither the options nor a model's own files say, in one message and not one after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from devbench import tasks
from devbench.bench import task_choice
from devbench.bench.model_source import Source
from devbench.bench.request import Request
from devbench.choices import DEFAULT_SEQUENCE_LENGTH, TASKS
from devbench.errors import UsageError
from devbench.models import binding, flatbuffer
from devbench.models.card import CARD_FILE
from devbench.models.contents import Contents
from devbench.tasks.settings import QuestionAnsweringSettings
from devbench.tokenizers import loading
from devbench.tokenizers.reference import read_tokens
from devbench.tokenizers.vocabulary_files import vocabulary_file

_PLACEHOLDERS = _TASK, _VOCABULARY, _DATA = "TASK", "VOCAB.txt", "DATA"
"""Stand for what cannot be guessed."""
_CASES = ("cased", "uncased")


class MissingOptionsError(UsageError):
    """``options`` are what to add to the command, as far as they can be guessed."""

    def __init__(self, message: str, options: str) -> None:
        super().__init__(message, with_choices(f"Add {options}", options))
        self.options = options


@dataclass(frozen=True)
class MissingOption:
    """``value`` is a guess or a placeholder; a flag has none. Of several ``names``, one is to be chosen."""

    what: str
    names: Sequence[str]
    value: str = ""

    @property
    def is_guessed(self) -> bool:
        return len(self.names) == 1 and self.value not in _PLACEHOLDERS

    def __str__(self) -> str:
        return f"{'/'.join(f'--{name}' for name in self.names)} {self.value}".rstrip()


def check(request: Request, source: Source, *, with_data: bool = True) -> None:
    """Raises MissingOptionsError, and UsageError if there is no such task."""
    if missing := find(request, source, with_data=with_data):
        options = " ".join(map(str, missing))
        if all("data" in each.names for each in missing):
            raise MissingOptionsError(f"There is no data for {source.path}.", options)
        *others, last = [each.what for each in missing]
        what = f"{', '.join(others)} or {last}" if others else last
        is_bare = source.card is None and not source.is_checkpoint
        says = f"has no card ({CARD_FILE}), so devbench does not know" if is_bare else "does not say"
        raise MissingOptionsError(f"{source.path} {says} {what}.", options)


def find(request: Request, source: Source, *, with_data: bool = True) -> list[MissingOption]:
    """Raises UsageError if there is no such task."""
    if request.task is not None:
        tasks.settings_type(request.task)
    of_model = _of_checkpoint if source.is_checkpoint else _of_file
    missing = list(of_model(request, source)) if source.card is None else []
    if with_data and request.data is None and (source.card is None or source.card.data is None):
        missing.append(MissingOption("which examples to run", ["data"], _DATA))
    return missing


def with_choices(sentence: str, options: str) -> str:
    """A sentence that names options, with what their placeholders stand for."""
    return f"{sentence}. {_TASK} is {', '.join(TASKS)}." if _TASK in options.split() else f"{sentence}."


def _of_checkpoint(request: Request, source: Source) -> Iterator[MissingOption]:
    from devbench.models.export import task_of

    if request.task is None and task_of(source.path) is None:
        yield MissingOption("its task", ["task"], _TASK)
    vocabulary = vocabulary_file(source.path)
    if request.cased is None and vocabulary is not None and loading.find(source.path) is None:
        yield MissingOption("whether it is cased", _case(vocabulary))


def _of_file(request: Request, source: Source) -> Iterator[MissingOption]:
    contents = flatbuffer.read(source.path)
    if request.task is None:
        yield MissingOption("its task", ["task"], _likely_task(contents, source.path) or _TASK)
    else:
        given = dict(request.task_changes)
        for name in task_choice.required(tasks.settings_type(request.task)):
            if name not in given:
                yield MissingOption(f"its {name}", ["task-set"], task_choice.EXAMPLES[name])
    vocabulary = request.vocabulary or vocabulary_file(source.path.parent)
    if vocabulary is None:
        vocabulary = _likely_vocabulary(source.path.parent)
        yield MissingOption("its vocabulary", ["vocab"], str(vocabulary or _VOCABULARY))
    if loading.find(source.path.parent, cased=request.cased, vocabulary=request.vocabulary) is None:
        yield MissingOption("whether it is cased", _case(vocabulary))
    if request.sequence_length is None and _takes_any_length(contents):
        yield MissingOption("how many tokens it takes", ["sequence-length"], str(DEFAULT_SEQUENCE_LENGTH))


def _likely_task(contents: Contents, model: Path) -> str | None:
    """The one whose outputs no other task has."""
    task = tasks.create(QuestionAnsweringSettings())
    try:
        binding.bind(contents, task, model, ())
    except binding.UnclearRolesError:
        return task.name
    except UsageError:
        return None
    return task.name


def _likely_vocabulary(folder: Path) -> Path | None:
    found = list(folder.glob("*vocab*.txt"))
    return found[0] if len(found) == 1 else None


def _case(vocabulary: Path | None) -> Sequence[str]:
    """As the words of the vocabulary are spelled, without one both; words in brackets are special tokens."""
    if vocabulary is None or not vocabulary.is_file():
        return _CASES
    words = (token for token in read_tokens(vocabulary) if not token.startswith("["))
    return ["cased" if any(word != word.lower() for word in words) else "uncased"]


def _takes_any_length(contents: Contents) -> bool:
    main = contents.main
    return any(main.tensors[index].shape_signature[-1:] == (-1,) for index in main.inputs)
