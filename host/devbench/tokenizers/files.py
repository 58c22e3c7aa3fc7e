"""A tokenizer's files as they are: each one read and typed, nothing concluded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from devbench.errors import UsageError
from devbench.tokenizers.errors import UnsupportedTokenizerError
from devbench.tokenizers.reference import read_tokens

TOKENIZER_CONFIG_FILE = "tokenizer_config.json"
TOKENIZER_FILE = "tokenizer.json"
VOCABULARY_FILE = "vocab.txt"
CONFIG_FILE = "config.json"
SPECIAL_TOKENS_FILE = "special_tokens_map.json"
ADDED_TOKENS_FILE = "added_tokens.json"


class TokenEntry(msgspec.Struct, frozen=True):
    """A token with its properties; None is what the file leaves open."""

    content: str
    id: int | None = None
    single_word: bool = False
    lstrip: bool = False
    rstrip: bool = False
    normalized: bool | None = None
    special: bool = False


class MecabOptions(msgspec.Struct, frozen=True):
    mecab_dic: str | msgspec.UnsetType | None = msgspec.UNSET
    mecab_option: str | None = None
    normalize_text: bool = True


class TokenizerConfig(msgspec.Struct, frozen=True):
    """``tokenizer_config.json`` without its special tokens; None is what it leaves open."""

    tokenizer_class: str | None = None
    auto_map: Any = None
    fast_tokenizer_files: Any = None
    init_inputs: Any = None
    do_lower_case: bool | None = None
    strip_accents: bool | None = None
    tokenize_chinese_chars: bool | None = None
    do_basic_tokenize: bool | None = None
    never_split: list[str] | None = None
    wordpieces_prefix: str | None = None
    split_special_tokens: bool | None = None
    padding_side: str | None = None
    truncation_side: str | None = None
    do_word_tokenize: bool | None = None
    do_subword_tokenize: bool | None = None
    word_tokenizer_type: str | None = None
    subword_tokenizer_type: str | None = None
    mecab_kwargs: MecabOptions | None = None
    sudachi_kwargs: Any = None
    jumanpp_kwargs: Any = None
    added_tokens_decoder: dict[int, TokenEntry] | None = None


class Normalizer(msgspec.Struct, frozen=True):
    type: str | None = None
    clean_text: bool | None = None
    lowercase: bool | None = None
    strip_accents: bool | None = None
    handle_chinese_chars: bool | None = None


class PreTokenizer(msgspec.Struct, frozen=True):
    type: str | None = None


class WordPieceModel(msgspec.Struct, frozen=True):
    """Files before tokenizers 0.11 do not name its type."""

    type: str = "WordPiece"
    unk_token: str | None = None
    max_input_chars_per_word: int = 100
    continuing_subword_prefix: str | None = "##"
    vocab: dict[str, int] | list[Any] | None = None


class TokenizerFile(msgspec.Struct, frozen=True):
    """``tokenizer.json``."""

    model: WordPieceModel
    normalizer: Normalizer | None = None
    pre_tokenizer: PreTokenizer | None = None
    post_processor: dict[str, Any] | None = None
    added_tokens: tuple[TokenEntry, ...] = ()


class ModelConfig(msgspec.Struct, frozen=True):
    """``config.json``. ``encoder`` is the first part of an encoder-decoder."""

    model_type: str | None = None
    tokenizer_class: str | None = None
    pad_token_id: Any = None
    encoder: ModelConfig | None = None


EXTRA_KEYS = ("extra_special_tokens", "additional_special_tokens")
"""Lists of further special tokens; the second name is the older one."""

Named = dict[str, TokenEntry | None]
"""Tokens by the key that names them, such as ``cls_token``; None where the file says null."""


@dataclass(frozen=True)
class SpecialTokens:
    """What ``tokenizer_config.json`` or ``special_tokens_map.json`` calls special."""

    named: Named
    extra: tuple[TokenEntry, ...]
    extra_key: str | None
    """The key of ``extra``, which may be empty; None if the file says nothing of it."""


@dataclass(frozen=True)
class TokenizerFiles:
    """What a folder has of a tokenizer; raises UsageError where a file cannot be read."""

    folder: Path
    vocabulary_path: Path
    """Where a ``vocab.txt`` is, if there is one."""

    @classmethod
    def of(cls, folder: Path, vocabulary: Path | None = None) -> TokenizerFiles:
        return cls(folder, vocabulary or folder / VOCABULARY_FILE)

    @cached_property
    def exist(self) -> bool:
        return any((self.folder / name).is_file() for name in (TOKENIZER_CONFIG_FILE, TOKENIZER_FILE))

    @cached_property
    def config(self) -> TokenizerConfig:
        return _converted(self._raw_config, TokenizerConfig, self.config_path)

    @cached_property
    def tokenizer(self) -> TokenizerFile | None:
        return _read(self.tokenizer_path, TokenizerFile)

    @cached_property
    def model_config(self) -> ModelConfig:
        return _read(self.folder / CONFIG_FILE, ModelConfig) or ModelConfig()

    @cached_property
    def added_tokens(self) -> dict[str, int]:
        return _read(self.folder / ADDED_TOKENS_FILE, dict[str, int]) or {}

    @cached_property
    def config_special(self) -> SpecialTokens:
        return _special(self._raw_config, self.config_path)

    @cached_property
    def mapped_special(self) -> SpecialTokens:
        return _special(_read(self.map_path, dict[str, Any]) or {}, self.map_path)

    @cached_property
    def vocabulary(self) -> list[str] | None:
        """The lines of ``vocab.txt``."""
        return read_tokens(self.vocabulary_path) if self.vocabulary_path.is_file() else None

    @property
    def vocabulary_place(self) -> Path:
        """The file that the vocabulary is taken from."""
        return self.vocabulary_path if self.vocabulary is not None else self.tokenizer_path

    @property
    def is_map_read(self) -> bool:
        """Whether transformers reads ``special_tokens_map.json``."""
        return self.config.added_tokens_decoder is None

    @property
    def config_path(self) -> Path:
        return self.folder / TOKENIZER_CONFIG_FILE

    @property
    def map_path(self) -> Path:
        return self.folder / SPECIAL_TOKENS_FILE

    @property
    def tokenizer_path(self) -> Path:
        return self.folder / TOKENIZER_FILE

    @cached_property
    def _raw_config(self) -> dict[str, Any]:
        return _read(self.config_path, dict[str, Any]) or {}


_File = TypeVar("_File")


def _read(path: Path, kind: type[_File]) -> _File | None:
    if not path.is_file():
        return None
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind, strict=False)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def _converted(value: object, kind: type[_File], path: Path) -> _File:
    try:
        return msgspec.convert(value, kind, strict=False)
    except ValueError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> UsageError:
    return UsageError(f"Cannot read {path}: {error}.", "Use the file that came with the weights.")


def _special(file: dict[str, Any], path: Path) -> SpecialTokens:
    """transformers takes every key that ends in ``_token`` for the name of a token."""
    named = {key: _entry(value, path) for key, value in file.items() if key.endswith("_token") and _is_token(value)}
    keys = [key for key in EXTRA_KEYS if key in file]
    if len(filled := [key for key in keys if file[key]]) > 1 and any(isinstance(file[key], dict) for key in filled):
        raise UnsupportedTokenizerError(path.parent, f"{path} has both {' and '.join(filled)}", "Keep one of them.")
    key = next((key for key in keys if file[key]), keys[0] if keys else None)
    extra = (key and file[key]) or []
    if isinstance(extra, dict):
        named |= {key: _entry(value, path) for key, value in extra.items()}
        extra = []
    entries = (_entry(value, path) for value in (extra if isinstance(extra, list) else [extra]))
    return SpecialTokens(named, tuple(entry for entry in entries if entry is not None), key)


def _is_token(value: object) -> bool:
    return value is None or isinstance(value, str | dict)


def _entry(value: object, path: Path) -> TokenEntry | None:
    """A token by itself is special, and looked for in the original text."""
    if value is None:
        return None
    if isinstance(value, str):
        return TokenEntry(value, special=True)
    return msgspec.structs.replace(_converted(value, TokenEntry, path), special=True)
