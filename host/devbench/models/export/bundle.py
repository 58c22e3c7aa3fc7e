"""What goes beside an exported model: its vocabulary and its card; and how all of it is written."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from devbench.errors import UsageError
from devbench.models.card import CARD_FILE, Card, encode_card, read_card
from devbench.tokenizers.loading import VOCABULARY_FILE

_IDENTITY = ("name", "task", "tokenizer", "sequence_length", "labels", "remarks")
"""The fields that variants of one model have in common."""


def check_name(output: Path) -> None:
    if output.suffix != ".tflite":
        raise UsageError(f"The output file {output} does not end in .tflite.", "Choose a name such as -o model.tflite.")


def merge(card: Card, vocabulary: bytes, folder: Path, force: bool) -> Card:
    """The card to write into ``folder``, with the variants that are there already.

    Raises UsageError if the folder holds another model and ``force`` is off.
    """
    path = folder / CARD_FILE
    if force or not path.is_file():
        return card
    existing = read_card(path)
    differing = [field for field in _IDENTITY if getattr(existing, field) != getattr(card, field)]
    old_vocabulary = folder / existing.vocabulary
    if old_vocabulary.is_file() and old_vocabulary.read_bytes() != vocabulary:
        differing.append("vocabulary")
    if differing:
        raise UsageError(
            f"{path} is the card of another model: {', '.join(differing)} differ.",
            "Export into another folder, or replace it with --force.",
        )
    return msgspec.structs.replace(existing, variants={**existing.variants, **card.variants})


def write(folder: Path, files: Mapping[str, bytes | memoryview], card: Card, vocabulary: bytes) -> None:
    """All or, if the disk is full, nothing new: each file appears under its name only when all are written."""
    contents = {**files, VOCABULARY_FILE: vocabulary, CARD_FILE: encode_card(card)}
    temporary = {folder / f".{name}.{os.getpid()}.tmp": folder / name for name in contents}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in zip(temporary, contents.values(), strict=True):
            path.write_bytes(content)
        for path, target in temporary.items():
            path.replace(target)
    except OSError as error:
        raise UsageError(
            f"Cannot write {error.filename or folder}: {error.strerror}.",
            "Make room there, or use another folder.",
        ) from error
    finally:
        for path in temporary:
            with suppress(OSError):
                path.unlink()
