"""Tokenizer settings and vocabulary out of a checkpoint's own files.

``tokenizer_config.json`` comes first, as in transformers; what it leaves open is in ``tokenizer.json``; what both leave
open is the default of the tokenizer's class.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

from devbench.errors import UsageError
from devbench.tokenizers.settings import TokenizerSettings

TOKENIZER_CONFIG_FILE = "tokenizer_config.json"
TOKENIZER_FILE = "tokenizer.json"
VOCABULARY_FILE = "vocab.txt"

_CONFIG_FILE = "config.json"
_JAPANESE = "BertJapaneseTokenizer"
_BERT_CLASSES = ("BertTokenizer", "DistilBertTokenizer", "MobileBertTokenizer", "ElectraTokenizer")
_GENERIC_CLASSES = ("PreTrainedTokenizerFast", "TokenizersBackend")
"""They say nothing of themselves: all is in tokenizer.json."""
_SPECIAL_TOKENS = ("unk_token", "cls_token", "sep_token", "pad_token", "mask_token")
_DICTIONARIES = {"ipadic": "ipadic", "unidic_lite": "unidic-lite"}

_Json = Mapping[str, Any]


def find(folder: Path) -> TokenizerSettings | None:
    """The settings that a folder's files give; None where there are no such files.

    Raises UsageError where a file is broken, or says something that devbench cannot do.
    """
    config, fast = _read(folder / TOKENIZER_CONFIG_FILE), _read(folder / TOKENIZER_FILE)
    if config is None and fast is None:
        return None
    config, fast = config or {}, fast or {}
    kind = config.get("tokenizer_class") or (_read(folder / _CONFIG_FILE) or {}).get("tokenizer_class")
    name = str(kind or "BertTokenizer").removesuffix("Fast")
    if name == _JAPANESE:
        return _japanese(config, folder)
    if name in _BERT_CLASSES or (kind in _GENERIC_CLASSES and fast):
        return _bert(config, fast, folder)
    raise _unsupported(folder, f"the tokenizer {kind}", f"{', '.join((*_BERT_CLASSES, _JAPANESE))}")


def find_vocabulary(folder: Path) -> bytes | None:
    """A ``vocab.txt``, the folder's own or made of its ``tokenizer.json``; None where both are missing."""
    path = folder / VOCABULARY_FILE
    if path.is_file():
        return path.read_bytes()
    fast = _read(folder / TOKENIZER_FILE)
    if fast is None:
        return None
    vocabulary: dict[str, int] = _wordpiece(fast, folder).get("vocab", {})
    tokens = sorted(vocabulary, key=lambda token: vocabulary[token])
    if [vocabulary[token] for token in tokens] != list(range(len(tokens))):
        raise _unsupported(folder, f"a vocabulary with gaps in {TOKENIZER_FILE}", "a vocab.txt with a token a line")
    return "".join(f"{token}\n" for token in tokens).encode()


def _bert(config: _Json, fast: _Json, folder: Path) -> TokenizerSettings:
    model = _wordpiece(fast, folder) if fast else {}
    normalizer = _bert_part(fast, "normalizer", "BertNormalizer", folder)
    _bert_part(fast, "pre_tokenizer", "BertPreTokenizer", folder)
    if config.get("do_basic_tokenize") is False:
        raise _unsupported(folder, "do_basic_tokenize = false", "BERT's basic tokenizer")
    lowercase = bool(_first(config.get("do_lower_case"), normalizer.get("lowercase"), True))
    # a strip_accents of null means: as the lower-casing
    strip_accents = bool(_first(config.get("strip_accents"), normalizer.get("strip_accents"), lowercase))
    split_cjk = bool(_first(config.get("tokenize_chinese_chars"), normalizer.get("handle_chinese_chars"), True))
    settings = TokenizerSettings(
        lowercase=lowercase,
        strip_accents=strip_accents,
        split_cjk=split_cjk,
        max_word_chars=int(model.get("max_input_chars_per_word", 100)),
    )
    return msgspec.structs.replace(settings, **_special_tokens(config, folder))


def _japanese(config: _Json, folder: Path) -> TokenizerSettings:
    """transformers' BertJapaneseTokenizer with its own defaults."""
    if config.get("do_word_tokenize") is False or config.get("do_subword_tokenize") is False:
        raise _unsupported(folder, "a tokenizer without words or without sub-words", "both")
    words = _choice(config, "word_tokenizer_type", "basic", ("basic", "mecab"), folder)
    lowercase = bool(config.get("do_lower_case", False))
    mecab = config.get("mecab_kwargs") or {}
    if words == "mecab" and mecab.get("mecab_option"):
        raise _unsupported(folder, f"mecab_option = {mecab['mecab_option']!r}", "a named dictionary alone")
    settings = TokenizerSettings(
        word_tokenizer="mecab" if words == "mecab" else "basic",
        subword_tokenizer=_subwords(config, folder),
        lowercase=lowercase,
        strip_accents=lowercase and words == "basic",
        split_cjk=False,
        nfkc=words == "mecab" and bool(mecab.get("normalize_text", True)),
        dictionary=_dictionary(mecab, folder) if words == "mecab" else None,
    )
    return msgspec.structs.replace(settings, **_special_tokens(config, folder))


def _subwords(config: _Json, folder: Path) -> Literal["wordpiece", "character"]:
    kind = _choice(config, "subword_tokenizer_type", "wordpiece", ("wordpiece", "character"), folder)
    return "character" if kind == "character" else "wordpiece"


def _dictionary(mecab: _Json, folder: Path) -> str:
    name = str(mecab.get("mecab_dic", "ipadic"))
    if name not in _DICTIONARIES:
        raise _unsupported(folder, f"mecab_dic = {name!r}", f"{' and '.join(_DICTIONARIES)}")
    return _DICTIONARIES[name]


def _choice(config: _Json, key: str, default: str, known: tuple[str, ...], folder: Path) -> str:
    value = str(config.get(key) or default)
    if value not in known:
        raise _unsupported(folder, f"{key} = {value!r}", f"{' and '.join(known)}")
    return value


def _special_tokens(config: _Json, folder: Path) -> dict[str, str]:
    """A token is a string, or an object with its ``content``."""
    named = {**(_read(folder / "special_tokens_map.json") or {}), **config}
    tokens = {key: named[key] for key in _SPECIAL_TOKENS if named.get(key)}
    return {key: str(token["content"] if isinstance(token, dict) else token) for key, token in tokens.items()}


def _wordpiece(fast: _Json, folder: Path) -> _Json:
    model: _Json = fast.get("model") or {}
    # files before tokenizers 0.11 do not name the kind
    if model.get("type", "WordPiece") != "WordPiece" or model.get("continuing_subword_prefix", "##") != "##":
        raise _unsupported(folder, f"the model {model.get('type')} in {TOKENIZER_FILE}", "WordPiece")
    return model


def _bert_part(fast: _Json, part: str, known: str, folder: Path) -> _Json:
    value: _Json = fast.get(part) or {}
    if fast and value.get("type") != known:
        raise _unsupported(folder, f"the {part} {value.get('type')} in {TOKENIZER_FILE}", known)
    return value


def _first(*values: Any) -> Any:
    return next(value for value in values if value is not None)


def _read(path: Path) -> _Json | None:
    if not path.is_file():
        return None
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise UsageError(f"Cannot read {path}: {error}.", "Take the file that came with the weights.") from error
    if not isinstance(value, dict):
        raise UsageError(f"{path} holds no JSON object.", "Take the file that came with the weights.")
    return value


def _unsupported(folder: Path, what: str, known: str) -> UsageError:
    return UsageError(f"The checkpoint {folder} uses {what}, which devbench cannot do.", f"It knows {known}.")
