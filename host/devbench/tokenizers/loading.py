"""Tokenizer settings and vocabulary out of a checkpoint's own files, as transformers reads them: docs/tokenizers.md."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from devbench.choices import Dictionary
from devbench.tokenizers.added_tokens import added_tokens
from devbench.tokenizers.bert_files import bert_settings, check_special_tokens
from devbench.tokenizers.claimed_tokens import ClaimedTokens
from devbench.tokenizers.errors import ContradictoryFilesError, UnsupportedTokenizerError
from devbench.tokenizers.files import (
    CONFIG_FILE,
    TOKENIZER_CONFIG_FILE,
    TOKENIZER_FILE,
    VOCABULARY_FILE,
    TokenizerFiles,
)
from devbench.tokenizers.japanese_files import japanese_settings
from devbench.tokenizers.kinds import TokenizerKind, find_kind
from devbench.tokenizers.settings import TokenizerSettings
from devbench.tokenizers.vocabulary_files import token_ids, trimmed_ids, vocabulary_bytes

__all__ = ["TOKENIZER_CONFIG_FILE", "TOKENIZER_FILE", "VOCABULARY_FILE", "find", "find_vocabulary"]


def find(
    folder: Path,
    *,
    cased: bool | None = None,
    vocabulary: Path | None = None,
    dictionary: Dictionary | None = None,
) -> TokenizerSettings | None:
    """The settings that a folder's files give; None where there are no such files.

    ``cased`` is what the user says of lower-casing, over whatever the files say; with it there are always settings.
    ``vocabulary`` is a ``vocab.txt`` in place of the folder's own; ``dictionary`` is MeCab's where the files name none.
    Raises UsageError where a file is broken, says something that devbench cannot do, or contradicts another.
    """
    files = TokenizerFiles.of(folder, vocabulary)
    if not files.exist and cased is None:
        return None
    _check_common(files)
    kind = find_kind(files)
    is_japanese = kind is TokenizerKind.JAPANESE
    if dictionary and not is_japanese:
        raise UnsupportedTokenizerError(folder, f"{kind.value} has no dictionary", "Leave out --dictionary.")
    settings = japanese_settings(files, cased, dictionary) if is_japanese else bert_settings(files, kind, cased)
    claimed = ClaimedTokens(files, kind)
    settings = msgspec.structs.replace(settings, **claimed.roles)
    ids = token_ids(files)
    if ids is None:
        return settings
    if not is_japanese and files.tokenizer is None:
        ids = trimmed_ids(files, ids)
    check_special_tokens(files, kind, settings, ids)
    _check_padding(files, settings, ids)
    return msgspec.structs.replace(settings, added_tokens=added_tokens(files, claimed.claims, settings, ids))


def find_vocabulary(folder: Path) -> bytes | None:
    """A ``vocab.txt``, the folder's own or made of its ``tokenizer.json``; None where both are missing."""
    return vocabulary_bytes(TokenizerFiles.of(folder))


def _check_common(files: TokenizerFiles) -> None:
    config = files.config
    if config.auto_map:
        raise UnsupportedTokenizerError(
            files.folder,
            f"it has its own code, {config.auto_map!r}",
            "Use a tokenizer without auto_map.",
        )
    known = {
        "fast_tokenizer_files": (config.fast_tokenizer_files, None),
        "init_inputs": (config.init_inputs or None, None),
        "split_special_tokens": (config.split_special_tokens or False, False),
        "padding_side": (config.padding_side or "right", "right"),
        "truncation_side": (config.truncation_side or "right", "right"),
        "wordpieces_prefix": (config.wordpieces_prefix or "##", "##"),
        "do_basic_tokenize": (config.do_basic_tokenize is not False, True),
    }
    for field, (value, supported) in known.items():
        if value != supported:
            raise UnsupportedTokenizerError(
                files.folder,
                f"it has {field} = {value!r}",
                f"Remove {field} from {TOKENIZER_CONFIG_FILE}"
                + ("." if supported is None else f", or set it to {supported!r}."),
            )


def _check_padding(files: TokenizerFiles, settings: TokenizerSettings, ids: Mapping[str, int]) -> None:
    """Another id of the padding token shows a vocabulary that is not the model's own."""
    stated, number = files.model_config.pad_token_id, ids.get(settings.pad_token)
    if isinstance(stated, int) and number is not None and stated != number:
        raise ContradictoryFilesError(
            files.folder / CONFIG_FILE,
            f"pad_token_id = {stated}",
            files.vocabulary_place,
            f"has {settings.pad_token} at {number}",
        )
