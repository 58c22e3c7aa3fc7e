"""A model's card, ``model.json`` beside the model: what the model is for and how its text is tokenized."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from devbench.errors import UsageError
from devbench.tasks.settings import TaskSettings
from devbench.tokenizers.settings import TokenizerSettings

CARD_FILE = "model.json"


class Card(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``variants`` name the model file of each quantization; ``data`` a bundled data set; ``quality`` is in percent;
    ``remarks`` are sentences that a run shows."""

    name: str
    task: TaskSettings
    vocabulary: str
    tokenizer: TokenizerSettings
    sequence_length: int
    variants: dict[str, str]
    roles: dict[str, str] = {}
    """Names of tensors by role, if neither the model's names nor its graph tell them."""
    labels: list[str] | None = None
    data: str | None = None
    quality: dict[str, dict[str, float]] = {}
    source: str | None = None
    license: str | None = None
    remarks: list[str] = []
    require: list[str] = []
    """Budgets, as ``--require`` takes them."""

    def quantization_of(self, file_name: str) -> str | None:
        return next((name for name, file in self.variants.items() if file == file_name), None)


def read_card(path: Path) -> Card:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Card)
    except OSError as error:
        raise UsageError(f"Cannot read the card {path}: {error.strerror}.", "Name a model that has a card.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"The card {path} is not valid: {error}.", "Correct it or remove it.") from error


def find_card(model: Path) -> Card | None:
    """The card beside a model file, if it is that model's."""
    path = model.with_name(CARD_FILE)
    if not path.is_file():
        return None
    card = read_card(path)
    return card if model.name in card.variants.values() else None


def encode_card(card: Card) -> bytes:
    document: dict[str, Any] = msgspec.to_builtins(card)
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"
