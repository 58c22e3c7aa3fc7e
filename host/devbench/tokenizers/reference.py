"""The reference on the host: Hugging Face `tokenizers`, and fugashi for Japanese, set up as a checkpoint says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from devbench.errors import UsageError
from devbench.tokenizers.errors import BadVocabularyError
from devbench.tokenizers.japanese import JapaneseTokenizer, find_dictionary
from devbench.tokenizers.settings import TokenizerSettings
from devbench.units import counted

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from tokenizers.normalizers import Normalizer

_CHECKPOINT = "Use the vocab.txt of the model's own checkpoint."


class Encoding(msgspec.Struct, frozen=True):
    """Tokens of one text without special tokens. ``offsets`` count Unicode code points of the text, ends exclusive.

    ``words`` are the positions of the tokens that begin a word, where the ids alone do not tell.
    """

    ids: list[int]
    offsets: list[tuple[int, int]]
    words: list[int] | None = None


class ReferenceTokenizer:
    """Text to token ids, and the tokens that they stand for.

    Raises BadVocabularyError where the vocabulary lacks a special token or a Japanese dictionary cannot be read.
    """

    def __init__(self, settings: TokenizerSettings, vocabulary: Path) -> None:
        self.settings = settings
        lines = read_tokens(vocabulary)
        self.tokens: Sequence[str] = settings.vocabulary(lines)
        """The vocabulary by id, added tokens and all."""
        self._vocabulary = vocabulary
        self._base_ids = {token: index for index, token in enumerate(lines)}
        self._ids = self._base_ids | {token.content: token.id for token in settings.added_tokens}
        self.cls_id = self.special_id(settings.cls_token)
        self.sep_id = self.special_id(settings.sep_token)
        self.pad_id = self.special_id(settings.pad_token)
        self.special_id(settings.unk_token)
        self._encoder = self._build(settings)

    def encode(self, text: str) -> Encoding:
        return self._encoder.encode(text)

    def special_id(self, token: str) -> int:
        """The id of a token that the vocabulary must have."""
        token_id = self._ids.get(token)
        if token_id is None:
            raise BadVocabularyError(f"The vocabulary {self._vocabulary} has no {token}.", _CHECKPOINT)
        return token_id

    def word_starts(self, encoding: Encoding) -> list[int]:
        """Positions of the tokens that begin a word: all but the ``##`` tokens after another token."""
        if encoding.words is not None:
            return encoding.words
        continuing = self._continuing
        return [i for i, token_id in enumerate(encoding.ids) if i == 0 or token_id not in continuing]

    @cached_property
    def _continuing(self) -> frozenset[int]:
        return frozenset(index for index, token in enumerate(self.tokens) if token.startswith("##"))

    def _build(self, settings: TokenizerSettings) -> _Encoder:
        _check_added(settings, self._base_ids, self._vocabulary)
        match settings.word_tokenizer, settings.subword_tokenizer:
            case "basic", "wordpiece":
                return _Basic(settings, self._base_ids)
            case "mecab", _:
                return _Japanese(settings, self._base_ids, self._vocabulary.parent)
        raise UsageError(
            f"Tokenizer {settings.word_tokenizer} + {settings.subword_tokenizer} is not supported.",
            'Set "word_tokenizer" to "mecab"; character tokens need its words.',
        )


def special_tokens(settings: TokenizerSettings) -> list[str]:
    return settings.special_tokens


def _check_added(settings: TokenizerSettings, vocabulary: dict[str, int], path: Path) -> None:
    """Added tokens have the id that the vocabulary gives them, or follow it without a gap."""
    size = len(vocabulary)
    for token in settings.added_tokens:
        expected = vocabulary.get(token.content, size)
        size += token.content not in vocabulary
        if token.id != expected:
            raise BadVocabularyError(
                f"The added token {token.content!r} has the id {token.id}, but with the vocabulary {path} {expected}.",
                _CHECKPOINT,
            )


class _Encoder(Protocol):
    def encode(self, text: str) -> Encoding: ...


class _Basic:
    def __init__(self, settings: TokenizerSettings, vocabulary: dict[str, int]) -> None:
        self._tokenizer = _build_basic(settings, vocabulary)

    def encode(self, text: str) -> Encoding:
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        return Encoding(encoding.ids, encoding.offsets)


def _build_basic(settings: TokenizerSettings, vocabulary: dict[str, int]) -> Tokenizer:
    from tokenizers import AddedToken, Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.pre_tokenizers import BertPreTokenizer

    model = WordPiece(vocabulary, unk_token=settings.unk_token, max_input_chars_per_word=settings.max_word_chars)
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = bert_normalizer(settings)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    added = [
        AddedToken(
            token.content, lstrip=token.lstrip, rstrip=token.rstrip, normalized=token.normalized, special=token.special
        )
        for token in settings.added_tokens
    ]
    named = {token.content for token in settings.added_tokens}
    tokenizer.add_special_tokens(
        [token for token in settings.named_tokens if token in vocabulary and token not in named]
    )
    tokenizer.add_tokens(added)
    return tokenizer


def bert_normalizer(settings: TokenizerSettings) -> Normalizer:
    from tokenizers.normalizers import BertNormalizer

    return BertNormalizer(
        clean_text=True,
        handle_chinese_chars=settings.split_cjk,
        strip_accents=settings.strip_accents,
        lowercase=settings.lowercase,
    )


class _Japanese:
    """Special tokens are cut out of the text first; MeCab sees what is between them."""

    def __init__(self, settings: TokenizerSettings, vocabulary: dict[str, int], beside: Path) -> None:
        if settings.dictionary is None:
            raise UsageError(
                "The tokenizer's settings do not name a MeCab dictionary.",
                'Set "dictionary" to "ipadic" or "unidic-lite".',
            )
        self._special = {token: vocabulary[token] for token in settings.named_tokens if token in vocabulary}
        self._special |= {token.content: token.id for token in settings.added_tokens}
        longest_first = sorted(self._special, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first)))
        self._japanese = JapaneseTokenizer(settings, vocabulary, find_dictionary(settings.dictionary, beside))
        self._by_characters = settings.subword_tokenizer == "character"

    def encode(self, text: str) -> Encoding:
        ids: list[int] = []
        offsets: list[tuple[int, int]] = []
        words: list[int] = []
        for start, end, special in self._parts(text):
            if special is not None:
                words.append(len(ids))
                ids.append(special)
                offsets.append((start, end))
                continue
            for tokens in self._japanese.encode(text, start, end):
                words.append(len(ids))
                ids += (token[0] for token in tokens)
                offsets += (token[1:] for token in tokens)
        return Encoding(ids, offsets, words if self._by_characters else None)

    def _parts(self, text: str) -> list[tuple[int, int, int | None]]:
        """Start, end and, of a special token, its id."""
        parts: list[tuple[int, int, int | None]] = []
        end = 0
        for match in self._pattern.finditer(text):
            parts += [(end, match.start(), None), (match.start(), match.end(), self._special[match.group()])]
            end = match.end()
        return [*parts, (end, len(text), None)]


def read_tokens(path: Path) -> list[str]:
    """A ``vocab.txt``: a token a line, the line's number is its id. Raises BadVocabularyError naming file and line."""
    try:
        content = path.read_bytes().replace(b"\r\n", b"\n")
    except OSError as error:
        raise BadVocabularyError(
            f"Cannot read the vocabulary {path}: {error.strerror}.", "Name it with --vocab."
        ) from error
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BadVocabularyError(f"The vocabulary {path} is not UTF-8 in line {line}.", _CHECKPOINT) from error
    before, carriage_return, _ = text.partition("\r")
    if carriage_return:
        line = before.count("\n") + 1
        raise BadVocabularyError(f"The vocabulary {path} has a carriage return within line {line}.", _CHECKPOINT)
    tokens = text.removesuffix("\n").split("\n")
    if len(tokens) < 2 or "[UNK]" not in tokens:
        raise BadVocabularyError(
            f"{path} is not a vocabulary: it has {counted(len(tokens), 'line')} and no [UNK].",
            "Use a vocab.txt with one token a line.",
        )
    return tokens


def read_vocabulary(path: Path) -> dict[str, int]:
    """The ids of a ``vocab.txt``'s tokens, as ``read_tokens`` reads them."""
    return {token: index for index, token in enumerate(read_tokens(path))}
