"""Which task a model is run for, and with which settings: the card's, or those that are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args, get_origin

import msgspec

from devbench import assets, suggest, tasks
from devbench.bench.model_source import Source
from devbench.errors import UsageError
from devbench.tasks.settings import TaskSettings, TextClassificationSettings

_LABELS = "labels"
EXAMPLES = {_LABELS: "labels=O,B-PER,I-PER", "choices": "choices=4"}
"""Settings that a task may not do without, as ``--task-set`` has them."""


def choose(
    task: str | None, changes: Sequence[tuple[str, str]], source: Source
) -> tuple[TaskSettings, Sequence[str] | None]:
    """The task with its settings, and the names of a classifier's logits.

    ``changes`` are the settings that differ from the card's or the default ones, as text. Raises UsageError if nothing
    says what the task cannot do without, or if a change makes no sense. One of ``task`` and the card is there.
    """
    card = source.card
    carded = card.task if card and task in (None, _name(type(card.task))) else None
    kind = type(carded) if carded else tasks.settings_type(task or "")
    labels = card.labels if card else None
    given = dict(changes)
    if kind is TextClassificationSettings and _LABELS in given:
        labels = _labels(given.pop(_LABELS))
    return _settings(kind, carded, given, labels), labels


def _settings(
    kind: type[TaskSettings], carded: TaskSettings | None, changes: Mapping[str, str], labels: list[str] | None
) -> TaskSettings:
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    values = msgspec.structs.asdict(carded) if carded else {}
    if carded is None and labels and _LABELS in fields:
        values[_LABELS] = labels
    for key, text in changes.items():
        if key not in fields:
            known = [*fields, _LABELS] if kind is TextClassificationSettings else [*fields]
            raise UsageError(f"The task {_name(kind)} has no setting {key!r}.", suggest.closest(key, known))
        values[key] = _value(key, text, fields[key].type)
    if missing := [name for name in required(kind) if name not in values]:
        what = missing[0] if missing[0] == _LABELS else f"number of {missing[0]}"
        raise UsageError(
            f"The task {_name(kind)} needs the model's {what}.",
            f"Set it with --task-set {EXAMPLES[missing[0]]}, or put a model.json beside the model.",
        )
    return kind(**values)


def required(kind: type[TaskSettings]) -> list[str]:
    """The settings without which there is no such task; EXAMPLES has one of each."""
    return [field.name for field in msgspec.structs.fields(kind) if field.required]


def _value(key: str, text: str, type_: Any) -> Any:
    """Text as the setting's type; a list has commas between its items."""
    if key == _LABELS:
        return _labels(text)
    is_list = any(get_origin(each) is list for each in (type_, *get_args(type_)))
    try:
        return msgspec.convert(_items(text) if is_list else text, type_, strict=False)
    except msgspec.ValidationError as error:
        raise UsageError(
            f"--task-set {key}={text}: {key} must be {_allowed(type_)}.",
            f"The pages in {assets.doc('tasks')} list the settings of each task.",
        ) from error


def _allowed(type_: Any) -> str:
    """Which values a setting takes, in words."""
    match msgspec.inspect.type_info(type_):
        case msgspec.inspect.BoolType():
            return "true or false"
        case msgspec.inspect.LiteralType(values=values):
            return f"one of {', '.join(map(str, values))}"
        case msgspec.inspect.IntType(ge=least):
            return "a whole number" if least is None else f"a whole number, at least {least}"
        case msgspec.inspect.FloatType(gt=above, lt=below):
            return "a number" if above is None else f"a number above {above} and below {below}"
    raise NotImplementedError(type_)


def _labels(text: str) -> list[str]:
    found = _items(text)
    if not all(found) or len(set(found)) < len(found):
        raise UsageError(
            f"The labels {text} contain an empty or a repeated one.",
            "Name each once, in the order of the model's logits.",
        )
    return found


def _items(text: str) -> list[str]:
    return [item.strip() for item in text.split(",")]


def _name(kind: type[TaskSettings]) -> str:
    return str(kind.__struct_config__.tag)
