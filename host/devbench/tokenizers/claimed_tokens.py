"""What five files say of special and added tokens, as one list in the order in which transformers adds them.

With an ``added_tokens_decoder`` in ``tokenizer_config.json``, transformers does not read the others. Files that say
something else all the same are an error here, whichever it would take.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import msgspec

from devbench.tokenizers.errors import ContradictoryFilesError, UnsupportedTokenizerError
from devbench.tokenizers.files import ADDED_TOKENS_FILE, EXTRA_KEYS, TokenEntry, TokenizerFiles
from devbench.tokenizers.kinds import TokenizerKind

DEFAULTS = {
    "unk_token": "[UNK]",
    "sep_token": "[SEP]",
    "pad_token": "[PAD]",
    "cls_token": "[CLS]",
    "mask_token": "[MASK]",
}
"""The tokens of the roles that BERT knows."""

_ORDER = ("bos_token", "eos_token", *DEFAULTS)
_NO_PROPERTIES = {"normalized": False, "lstrip": False, "rstrip": False, "single_word": False}


@dataclass(frozen=True)
class Claim:
    """What one file says of a token."""

    entry: TokenEntry
    path: Path
    field: str = ""
    is_default: bool = False
    """No file has it; the class does."""

    @property
    def content(self) -> str:
        return self.entry.content

    @property
    def place(self) -> str:
        return f"{self.path} ({self.field})" if self.field else str(self.path)

    @property
    def properties(self) -> dict[str, bool]:
        """Without a word of it, a special token is looked for in the original text, another in the normalized."""
        entry = self.entry
        normalized = not entry.special if entry.normalized is None else entry.normalized
        stripped = {"lstrip": entry.lstrip, "rstrip": entry.rstrip, "single_word": entry.single_word}
        return {"normalized": normalized, **stripped}

    @property
    def is_plain(self) -> bool:
        return self.properties == _NO_PROPERTIES

    def settled(self) -> Claim:
        """With no property left open."""
        entry = msgspec.structs.replace(self.entry, normalized=self.properties["normalized"])
        return replace(self, entry=entry)

    def merged(self, other: Claim) -> Claim:
        """Both in one. Raises ContradictoryFilesError where they disagree; a mere name disagrees with none."""
        mine, theirs = self.entry, other.entry
        if None not in (mine.id, theirs.id) and mine.id != theirs.id:
            raise _contradiction(self, f"that {self.content!r} is {mine.id}", other, f"makes it {theirs.id}")
        if None not in (mine.normalized, theirs.normalized) and self.properties != other.properties:
            field = next(name for name, value in self.properties.items() if value != other.properties[name])
            here, there = self.properties[field], other.properties[field]
            raise _contradiction(self, f"{field} = {here} of {self.content!r}", other, f"says {there}")
        stated = self if theirs.normalized is None else other
        number = theirs.id if mine.id is None else mine.id
        entry = msgspec.structs.replace(stated.entry, id=number, special=mine.special or theirs.special)
        return replace(self, entry=entry)


@dataclass(frozen=True)
class _TokenList:
    """The tokens of one field of one file."""

    path: Path
    field: str
    claims: Sequence[Claim]

    @classmethod
    def of(cls, path: Path, field: str, entries: Iterable[TokenEntry]) -> _TokenList:
        return cls(path, field, [Claim(entry, path, field) for entry in entries])

    def check_holds(self, claims: Iterable[Claim], besides: Container[str]) -> None:
        """Raises ContradictoryFilesError where one of ``claims`` is neither here nor ``besides``."""
        known = {claim.content for claim in self.claims}
        for claim in claims:
            if claim.content not in known and claim.content not in besides:
                raise ContradictoryFilesError(
                    claim.place, f"that {claim.content!r} is a token", f"{self.path} ({self.field})", "does not have it"
                )


class ClaimedTokens:
    """``roles`` has the token of each role of ``DEFAULTS``; ``claims`` has one a token, first those with an id."""

    def __init__(self, files: TokenizerFiles, kind: TokenizerKind) -> None:
        named = _named(files, {} if kind is TokenizerKind.GENERIC else DEFAULTS)
        self.roles = {role: named[role].content if role in named else token for role, token in DEFAULTS.items()}
        special = [*(named[name] for name in sorted(named, key=_rank)), *_extra(files)]
        first, *others = _numbered(files, special)
        claims: dict[str, Claim] = {}
        for claim in [*sorted(first.claims, key=lambda claim: claim.entry.id or 0), *special]:
            claims[claim.content] = claims[claim.content].merged(claim) if claim.content in claims else claim
        for claim in (claim for other in others for claim in other.claims if claim.content in claims):
            claims[claim.content] = claims[claim.content].settled().merged(claim)
        self.claims = [claim for claim in claims.values() if claim.content]


def _rank(name: str) -> int:
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def _named(files: TokenizerFiles, defaults: Mapping[str, str]) -> dict[str, Claim]:
    """By the key that names the token. ``defaults`` are what the class takes where no file names one."""
    config, mapped = files.config_special.named, files.mapped_special.named
    found: dict[str, Claim] = {}
    for name in {**defaults, **config, **mapped}:
        if name in DEFAULTS and name in config and config[name] is None:
            if name != "mask_token":
                raise UnsupportedTokenizerError(files.folder, f"it has {name} = null", "Name the model's own token.")
            continue
        here, there = config.get(name), mapped.get(name)
        claim = Claim(here, files.config_path, name) if here else None
        if claim is None and name in defaults and not (files.is_map_read and there):
            claim = Claim(TokenEntry(defaults[name], special=True), files.config_path, name, is_default=True)
        if there:
            other = Claim(there, files.map_path, name)
            if claim and claim.content != other.content:
                raise _contradiction(claim, f"{name} = {claim.content!r}", other, f"says {other.content!r}")
            if claim and not claim.is_plain and there.normalized is None:
                raise _contradiction(claim, f"how {claim.content!r} is looked for", other, "names it alone")
            if files.is_map_read:
                claim = claim.merged(other) if claim else other
        if claim:
            found[name] = claim
    return found


def _extra(files: TokenizerFiles) -> Sequence[Claim]:
    config, mapped = files.config_special, files.mapped_special
    here = _TokenList.of(files.config_path, config.extra_key or EXTRA_KEYS[0], config.extra)
    there = _TokenList.of(files.map_path, mapped.extra_key or EXTRA_KEYS[0], mapped.extra)
    if not files.is_map_read:
        return here.claims
    if config.extra_key and mapped.extra_key:
        here.check_holds(there.claims, ())
        there.check_holds(here.claims, ())
    return here.claims or there.claims


def _numbered(files: TokenizerFiles, special: Sequence[Claim]) -> list[_TokenList]:
    """Tokens with ids; of the first list are those that transformers takes. The others must be of the same tokens."""
    lists = []
    decoder = files.config.added_tokens_decoder
    if decoder is not None:
        entries = [msgspec.structs.replace(entry, id=number) for number, entry in decoder.items()]
        lists.append(_TokenList.of(files.config_path, "added_tokens_decoder", entries))
    if files.tokenizer is not None:
        lists.append(_TokenList.of(files.tokenizer_path, "added_tokens", files.tokenizer.added_tokens))
    besides = {claim.content for claim in special}
    for one, other in pairwise(lists):
        one.check_holds(other.claims, besides)
        other.check_holds(one.claims, besides)
    unread = [] if files.is_map_read else [_mapped(files)]
    stated = {claim.content for claim in special if _is_special_to_old_files(files, claim)}
    legacy = _legacy(files, stated, is_alone=not lists)
    if lists:
        for other in unread:
            lists[0].check_holds(other.claims, besides)
        lists[0].check_holds(legacy.claims, stated)
    return [*lists, *unread, legacy]


def _is_special_to_old_files(files: TokenizerFiles, claim: Claim) -> bool:
    """Whether transformers finds the token before it reads ``added_tokens.json``."""
    if claim.field in EXTRA_KEYS:
        return claim.path == files.config_path or claim.field == EXTRA_KEYS[0]
    return claim.field in _ORDER and not claim.is_default


def _mapped(files: TokenizerFiles) -> _TokenList:
    special = files.mapped_special
    named = [entry for entry in special.named.values() if entry is not None]
    return _TokenList.of(files.map_path, "", [*named, *special.extra])


def _legacy(files: TokenizerFiles, special: Container[str], is_alone: bool) -> _TokenList:
    """``added_tokens.json``. Where no other file lists them, tokens that none calls special are normalized."""
    entries = [
        TokenEntry(token, id=number, special=token in special, normalized=token not in special if is_alone else None)
        for token, number in files.added_tokens.items()
    ]
    return _TokenList.of(files.folder / ADDED_TOKENS_FILE, "", entries)


def _contradiction(first: Claim, says: str, second: Claim, but: str) -> ContradictoryFilesError:
    return ContradictoryFilesError(first.place, says, second.place, but)
