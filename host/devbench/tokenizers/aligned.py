"""Text that knows which characters of the original each of its own characters comes from."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Aligned:
    """Character i of ``text`` comes from ``original[starts[i]:ends[i]]``; all in code points."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, original: str, start: int, end: int) -> Aligned:
        return cls(original[start:end], range(start, end), range(start + 1, end + 1))

    def part(self, start: int, end: int) -> Aligned:
        return Aligned(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def nfkc(self) -> Aligned:
        """In Unicode's normalization form KC; docs/protocol.md defines what comes from where."""
        if unicodedata.is_normalized("NFKC", self.text):
            return self
        return self._replaced(chunks(self.text), lambda chunk: unicodedata.normalize("NFKC", chunk))

    def lower(self) -> Aligned:
        lowered = self.text.lower()
        if len(lowered) == len(self.text):
            return Aligned(lowered, self.starts, self.ends)
        # İ alone becomes two characters; only the whole text knows which Σ are final.
        single = self._replaced(((i, i + 1) for i in range(len(self.text))), str.lower)
        return Aligned(lowered, single.starts, single.ends)

    def _replaced(self, pieces: Iterable[tuple[int, int]], change: Callable[[str], str]) -> Aligned:
        """Each changed piece comes from the whole of it; one that stays as it is, character from character."""
        text: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for start, end in pieces:
            old = self.text[start:end]
            new = change(old)
            text.append(new)
            if new == old:
                starts += self.starts[start:end]
                ends += self.ends[start:end]
            else:
                starts += [self.starts[start]] * len(new)
                ends += [self.ends[end - 1]] * len(new)
        return Aligned("".join(text), starts, ends)


def chunks(text: str) -> Iterator[tuple[int, int]]:
    """The least parts [start, end) of a text that can be normalized one by one."""
    start = 0
    for position in range(1, len(text)):
        if not _joins(text[position]):
            yield start, position
            start = position
    if text:
        yield start, len(text)


def _joins(character: str) -> bool:
    """Whether a character may combine with those before it: a mark, or a vowel or final consonant of Hangul."""
    first = unicodedata.normalize("NFKD", character)[0]
    return unicodedata.category(first).startswith("M") or "\u1160" <= first <= "\u11ff"
