"""Text of others - data, names of models and devices - as text that can only be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from devbench.results.schema import Document

Shown = TypeVar("Shown", bound="Document")

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters: terminals obey them, XML 1.0 forbids them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi controls: they reorder what stands around them
    "\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]"
)


def sanitize(document: Shown) -> Shown:
    """The same document, where each character of a string that would act instead of being seen is its escape.

    Line ends and tabs stay. Every report starts with this, so that no field is forgotten; each still quotes for its
    own format.
    """
    import msgspec  # what only prints a sentence does without it

    return msgspec.convert(_walk(msgspec.to_builtins(document)), type(document))


def sanitize_text(text: str) -> str:
    return _INVISIBLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def sanitize_line(text: str) -> str:
    """Without line ends, too."""
    return sanitize_text(text).replace("\n", "\\n")


def _walk(value: Any) -> Any:
    if isinstance(value, str):
        return sanitize_text(value)
    if isinstance(value, dict):
        return {_walk(key): _walk(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_walk(item) for item in value]
    return value
