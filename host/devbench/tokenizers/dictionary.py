"""A MeCab dictionary as the device takes it: without the features of its words, which nothing there reads.

Feature strings are five sixths of a ``sys.dic``; the harness needs the words, their context ids and costs alone.
"""

from __future__ import annotations

import hashlib
import re
import struct
from pathlib import Path

from devbench.cache import folder, write
from devbench.errors import UsageError

FILES = ("sys.dic", "unk.dic", "char.bin", "matrix.bin")
"""What the harness maps into its memory."""

_HEADER = struct.Struct("<10I32s")
"""magic, version, type, words, left ids, right ids, bytes of array, tokens and features, 0, charset."""
_MAGIC = 0xEF718F77
"""Exclusive-or'd with the file's size."""
_GROUPING = re.compile(r"^\s*max-grouping-size\s*=\s*(\d+)", re.MULTILINE)
_MAX_GROUP = 24
"""MeCab's default, which the harness has built in."""


def device_files(dictionary: Path, cache: Path | None = None) -> dict[str, Path]:
    """The files by name; those that had to be changed are kept in ``cache``.

    Raises UsageError naming the file that is damaged or not supported.
    """
    _check_settings(dictionary / "dicrc")
    cache = cache or folder("dictionaries")
    return {name: _device_file(dictionary / name, cache) for name in FILES}


def without_features(content: bytes, path: Path) -> bytes:
    """A compiled lexicon with an empty feature section; ``path`` is what errors name."""
    if len(content) < _HEADER.size:
        raise _damaged(path, f"has {len(content)} bytes")
    magic, *fields = _HEADER.unpack_from(content)
    array_bytes, token_bytes, feature_bytes = fields[5:8]
    kept = _HEADER.size + array_bytes + token_bytes
    if magic ^ _MAGIC != len(content) or kept + feature_bytes != len(content):
        raise _damaged(path, "is cut off or is not a compiled dictionary")
    fields[7] = 0
    return _HEADER.pack(kept ^ _MAGIC, *fields) + content[_HEADER.size : kept]


def _device_file(path: Path, cache: Path) -> Path:
    if path.suffix != ".dic":
        return _existing(path)
    content = _read(path)
    kept = cache / f"{hashlib.sha256(content).hexdigest()[:32]}-{path.name}"
    if not kept.is_file():
        write(kept, without_features(content, path))
    return kept


def _check_settings(dicrc: Path) -> None:
    found = _GROUPING.search(_read(dicrc).decode(errors="replace"))
    if found and int(found[1]) != _MAX_GROUP:
        raise UsageError(
            f"{dicrc} sets max-grouping-size to {found[1]}; the harness supports only {_MAX_GROUP}.",
            "Use ipadic or unidic-lite, or tokenize on the host with --tokenize host.",
        )


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise _damaged(path, "is missing")
    return path


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _damaged(path, f"cannot be read: {error.strerror}") from error


def _damaged(path: Path, why: str) -> UsageError:
    return UsageError(f"The MeCab dictionary's {path} {why}.", "Install the dictionary again.")
