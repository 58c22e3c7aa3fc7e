"""The reference on the host: Hugging Face `tokenizers`, set up as a checkpoint's settings say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from devbench.errors import UsageError
from devbench.tokenizers.settings import TokenizerSettings

if TYPE_CHECKING:
    from tokenizers import Tokenizer


class Encoding(msgspec.Struct, frozen=True):
    """Tokens of one text without special tokens. ``offsets`` count Unicode code points of the text, ends exclusive."""

    ids: list[int]
    offsets: list[tuple[int, int]]


class ReferenceTokenizer:
    """Text to token ids; ids of the special tokens."""

    def __init__(self, settings: TokenizerSettings, vocabulary: Path) -> None:
        self.settings = settings
        self._tokenizer = _build(settings, vocabulary)
        self.cls_id = self._special(settings.cls_token, vocabulary)
        self.sep_id = self._special(settings.sep_token, vocabulary)
        self.pad_id = self._special(settings.pad_token, vocabulary)

    def encode(self, text: str) -> Encoding:
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        return Encoding(encoding.ids, encoding.offsets)

    def _special(self, token: str, vocabulary: Path) -> int:
        token_id = self._tokenizer.token_to_id(token)
        if token_id is None:
            raise UsageError(
                f"The vocabulary {vocabulary} has no {token}.", "Take the vocab.txt of the model's own checkpoint."
            )
        return token_id


def _build(settings: TokenizerSettings, vocabulary: Path) -> Tokenizer:
    if settings.word_tokenizer != "basic" or settings.subword_tokenizer != "wordpiece":
        raise UsageError(
            f"Tokenizer {settings.word_tokenizer} + {settings.subword_tokenizer} is not supported yet.",
            "Use a checkpoint with BERT's basic tokenizer and WordPiece.",
        )
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.normalizers import BertNormalizer
    from tokenizers.pre_tokenizers import BertPreTokenizer

    model = WordPiece(
        read_vocabulary(vocabulary), unk_token=settings.unk_token, max_input_chars_per_word=settings.max_word_chars
    )
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = BertNormalizer(
        clean_text=True,
        handle_chinese_chars=settings.split_cjk,
        strip_accents=settings.strip_accents,
        lowercase=settings.lowercase,
    )
    tokenizer.pre_tokenizer = BertPreTokenizer()
    special = (settings.unk_token, settings.sep_token, settings.cls_token, settings.pad_token, settings.mask_token)
    tokenizer.add_special_tokens([token for token in special if tokenizer.token_to_id(token) is not None])
    return tokenizer


def read_vocabulary(path: Path) -> dict[str, int]:
    """A ``vocab.txt``: a token a line, the line's number is its id. Raises UsageError naming file and line."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"Cannot read the vocabulary {path}: {error.strerror}.", "Name it with --vocab.") from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise UsageError(
            f"The vocabulary {path} is not UTF-8 in line {line}.", "Take the vocab.txt of the model's own checkpoint."
        ) from error
    tokens = [line.rstrip("\r") for line in text.removesuffix("\n").split("\n")]
    vocabulary = {token: index for index, token in enumerate(tokens)}
    if len(tokens) < 2 or "[UNK]" not in vocabulary:
        raise UsageError(
            f"{path} is no vocabulary: it has {len(tokens)} lines and no [UNK].",
            "It must be a vocab.txt with a token a line.",
        )
    return vocabulary
