"""Tokenizer settings and vocabulary out of a checkpoint's own files.

``tokenizer_config.json`` comes first, as in transformers; what it leaves open is in ``tokenizer.json``; what both leave
open is the default of the tokenizer's class.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from devbench.errors import UsageError
from devbench.tokenizers.settings import TokenizerSettings

TOKENIZER_CONFIG_FILE = "tokenizer_config.json"
TOKENIZER_FILE = "tokenizer.json"
VOCABULARY_FILE = "vocab.txt"

_CONFIG_FILE = "config.json"
_SPECIAL_TOKENS_FILE = "special_tokens_map.json"
_ADDED_TOKENS_FILE = "added_tokens.json"
_JAPANESE = "BertJapaneseTokenizer"
_BERT_CLASSES = ("BertTokenizer", "DistilBertTokenizer", "MobileBertTokenizer", "ElectraTokenizer")
_GENERIC_CLASSES = ("PreTrainedTokenizerFast", "TokenizersBackend")
"""They say nothing of themselves: all is in tokenizer.json."""
_DICTIONARIES = {"ipadic": "ipadic", "unidic_lite": "unidic-lite"}


class _Token(msgspec.Struct):
    content: str


class _SpecialTokens(msgspec.Struct):
    unk_token: str | _Token | None = None
    cls_token: str | _Token | None = None
    sep_token: str | _Token | None = None
    pad_token: str | _Token | None = None
    mask_token: str | _Token | None = None

    def named(self) -> dict[str, str]:
        """Those that are there, by their role."""
        values = {role: getattr(self, role) for role in _SpecialTokens.__struct_fields__}
        return {role: getattr(token, "content", token) for role, token in values.items() if token}


class _Mecab(msgspec.Struct):
    mecab_dic: str | None = "ipadic"
    mecab_option: str | None = None
    normalize_text: bool = True


class _Config(_SpecialTokens):
    """``tokenizer_config.json``; None is what it leaves open."""

    tokenizer_class: str | None = None
    do_lower_case: bool | None = None
    strip_accents: bool | None = None
    tokenize_chinese_chars: bool | None = None
    do_basic_tokenize: bool | None = None
    do_word_tokenize: bool = True
    do_subword_tokenize: bool = True
    word_tokenizer_type: str = "basic"
    subword_tokenizer_type: str = "wordpiece"
    mecab_kwargs: _Mecab | None = None
    added_tokens_decoder: dict[str, _Token] = {}


class _Part(msgspec.Struct):
    """The normalizer or the pre-tokenizer of a ``tokenizer.json``."""

    type: str | None = None
    lowercase: bool | None = None
    strip_accents: bool | None = None
    handle_chinese_chars: bool | None = None


class _Model(msgspec.Struct):
    """Files before tokenizers 0.11 do not name its type."""

    type: str = "WordPiece"
    max_input_chars_per_word: int = 100
    continuing_subword_prefix: str | None = "##"
    vocab: dict[str, int] | list[Any] | None = None


class _Fast(msgspec.Struct):
    """``tokenizer.json``."""

    model: _Model
    normalizer: _Part | None = None
    pre_tokenizer: _Part | None = None
    added_tokens: list[_Token] = []


class _ModelConfig(msgspec.Struct):
    tokenizer_class: str | None = None


_File = TypeVar("_File")


def find(folder: Path) -> TokenizerSettings | None:
    """The settings that a folder's files give; None where there are no such files.

    Raises UsageError where a file is broken, or says something that devbench cannot do.
    """
    config, fast = _read(folder / TOKENIZER_CONFIG_FILE, _Config), _read(folder / TOKENIZER_FILE, _Fast)
    if config is None and fast is None:
        return None
    config = config or _Config()
    model_config = _read(folder / _CONFIG_FILE, _ModelConfig)
    kind = config.tokenizer_class or (model_config and model_config.tokenizer_class) or "BertTokenizer"
    name = kind.removesuffix("Fast")
    if name != _JAPANESE and name not in _BERT_CLASSES and not (kind in _GENERIC_CLASSES and fast):
        raise _unsupported(folder, f"the tokenizer {kind}", ", ".join((*_BERT_CLASSES, _JAPANESE)))
    _check_added_tokens(config, fast, folder)
    settings = _japanese(config, folder) if name == _JAPANESE else _bert(config, fast, folder)
    fallback = _read(folder / _SPECIAL_TOKENS_FILE, _SpecialTokens) or _SpecialTokens()
    return msgspec.structs.replace(settings, **{**fallback.named(), **config.named()})


def find_vocabulary(folder: Path) -> bytes | None:
    """A ``vocab.txt``, the folder's own or made of its ``tokenizer.json``; None where both are missing."""
    path = folder / VOCABULARY_FILE
    if path.is_file():
        return path.read_bytes()
    fast = _read(folder / TOKENIZER_FILE, _Fast)
    if fast is None:
        return None
    _check_fast(fast, folder)
    vocabulary = fast.model.vocab if isinstance(fast.model.vocab, dict) else {}
    by_number = {number: token for token, number in vocabulary.items()}
    if set(by_number) != set(range(len(vocabulary))) or not vocabulary:
        raise _unsupported(folder, f"a vocabulary with gaps in {TOKENIZER_FILE}", "a vocab.txt with a token a line")
    if any("\n" in token for token in vocabulary):
        raise _unsupported(folder, f"a token with a line feed in {TOKENIZER_FILE}", "a vocab.txt with a token a line")
    return "".join(f"{by_number[number]}\n" for number in range(len(by_number))).encode()


def _bert(config: _Config, fast: _Fast | None, folder: Path) -> TokenizerSettings:
    if fast is not None:
        _check_fast(fast, folder)
    if config.do_basic_tokenize is False:
        raise _unsupported(folder, "do_basic_tokenize = false", "BERT's basic tokenizer")
    normalizer = (fast and fast.normalizer) or _Part()
    lowercase = _first(config.do_lower_case, normalizer.lowercase, True)
    return TokenizerSettings(
        lowercase=lowercase,
        # null means: as the lower-casing
        strip_accents=_first(config.strip_accents, normalizer.strip_accents, lowercase),
        split_cjk=_first(config.tokenize_chinese_chars, normalizer.handle_chinese_chars, True),
        max_word_chars=fast.model.max_input_chars_per_word if fast else _Model().max_input_chars_per_word,
    )


def _japanese(config: _Config, folder: Path) -> TokenizerSettings:
    """transformers' BertJapaneseTokenizer with its own defaults."""
    if not (config.do_word_tokenize and config.do_subword_tokenize):
        raise _unsupported(folder, "a tokenizer without words or without sub-words", "both")
    words = _word_tokenizer(config, folder)
    lowercase = bool(config.do_lower_case)
    mecab = config.mecab_kwargs or _Mecab()
    return TokenizerSettings(
        word_tokenizer=words,
        subword_tokenizer=_subword_tokenizer(config, folder),
        lowercase=lowercase,
        strip_accents=lowercase and words == "basic",
        split_cjk=False,
        nfkc=words == "mecab" and mecab.normalize_text,
        dictionary=_dictionary(mecab, folder) if words == "mecab" else None,
    )


def _word_tokenizer(config: _Config, folder: Path) -> Literal["basic", "mecab"]:
    match config.word_tokenizer_type:
        case "basic" | "mecab" as kind:
            return kind
        case other:
            raise _unsupported(folder, f"word_tokenizer_type = {other!r}", "basic and mecab")


def _subword_tokenizer(config: _Config, folder: Path) -> Literal["wordpiece", "character"]:
    match config.subword_tokenizer_type:
        case "wordpiece" | "character" as kind:
            return kind
        case other:
            raise _unsupported(folder, f"subword_tokenizer_type = {other!r}", "wordpiece and character")


def _dictionary(mecab: _Mecab, folder: Path) -> str:
    if mecab.mecab_option:
        raise _unsupported(folder, f"mecab_option = {mecab.mecab_option!r}", "a named dictionary alone")
    if mecab.mecab_dic not in _DICTIONARIES:
        raise _unsupported(folder, f"mecab_dic = {mecab.mecab_dic!r}", " and ".join(_DICTIONARIES))
    return _DICTIONARIES[mecab.mecab_dic]


def _check_fast(fast: _Fast, folder: Path) -> None:
    parts = {
        "model": (fast.model.type, "WordPiece"),
        "sub-word prefix": (fast.model.continuing_subword_prefix, "##"),
        "normalizer": (fast.normalizer and fast.normalizer.type, "BertNormalizer"),
        "pre-tokenizer": (fast.pre_tokenizer and fast.pre_tokenizer.type, "BertPreTokenizer"),
    }
    for what, (kind, known) in parts.items():
        if kind != known:
            raise _unsupported(folder, f"the {what} {kind} in {TOKENIZER_FILE}", known)


def _check_added_tokens(config: _Config, fast: _Fast | None, folder: Path) -> None:
    """Tokens that were added to a vocabulary and stand in other files alone would never come out of ours."""
    vocabulary = find_vocabulary(folder)
    if vocabulary is None:
        return
    tokens = [*config.added_tokens_decoder.values(), *(fast.added_tokens if fast else [])]
    names = [token.content for token in tokens] + list(_read(folder / _ADDED_TOKENS_FILE, dict[str, int]) or {})
    known = set(vocabulary.decode("utf-8", "replace").split("\n"))
    if missing := [name for name in names if name not in known]:
        raise _unsupported(
            folder, f"the added token {missing[0]!r}, which its vocabulary lacks", "tokens of a vocab.txt"
        )


def _first(*values: bool | None) -> bool:
    return next(value for value in values if value is not None)


def _read(path: Path, kind: type[_File]) -> _File | None:
    if not path.is_file():
        return None
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind, strict=False)
    except (OSError, ValueError) as error:
        raise UsageError(f"Cannot read {path}: {error}.", "Take the file that came with the weights.") from error


def _unsupported(folder: Path, what: str, known: str) -> UsageError:
    return UsageError(f"The checkpoint {folder} uses {what}, which devbench cannot do.", f"It knows {known}.")
