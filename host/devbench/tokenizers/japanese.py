"""Japanese text to tokens as transformers' BertJapaneseTokenizer does: NFKC, MeCab's words, WordPiece or characters."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from devbench.choices import DICTIONARIES
from devbench.tokenizers.aligned import Aligned
from devbench.tokenizers.errors import BadVocabularyError
from devbench.tokenizers.settings import TokenizerSettings

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Token = tuple[int, int, int]
"""Id, start and end in the original text."""

FILES = ("sys.dic", "unk.dic", "char.bin", "matrix.bin", "dicrc")

_INSTALL = 'Run `pip install "devbench-tflite[japanese]"`.'
_NOT_WHITE_SPACE = re.compile(r"\S+")


def find_dictionary(dictionary: str, beside: Path) -> Path:
    """The folder of a MeCab dictionary: a package's (``ipadic``, ``unidic-lite``), or one named relative to ``beside``.

    Raises BadVocabularyError where the package is not installed, or the folder holds no compiled dictionary.
    """
    if (package := dictionary.replace("_", "-")) in DICTIONARIES:
        folder = Path(_import(package.replace("-", "_")).DICDIR)
    else:
        folder = beside / dictionary
    if missing := [name for name in FILES if not (folder / name).is_file()]:
        raise BadVocabularyError(
            f"The MeCab dictionary {folder} has no {', '.join(missing)}.",
            f"Use the folder of a compiled dictionary, or one of {', '.join(DICTIONARIES)}.",
        )
    return folder


def _import(module: str) -> Any:
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        raise BadVocabularyError(f"Japanese text needs {error.name}, which is not installed.", _INSTALL) from error


class JapaneseTokenizer:
    """Text without special tokens to words, and each word to tokens."""

    def __init__(self, settings: TokenizerSettings, vocabulary: Mapping[str, int], dictionary: Path) -> None:
        self._settings = settings
        self._vocabulary = vocabulary
        self._unk_id = vocabulary[settings.unk_token]
        self._tagger = _open_tagger(dictionary)
        self._wordpiece = _wordpiece(settings, vocabulary)

    def encode(self, original: str, start: int, end: int) -> Iterator[list[Token]]:
        """The tokens of each word of ``original[start:end]``."""
        words = list(self._words(Aligned.of(original, start, end)))
        if self._settings.subword_tokenizer == "character":
            return (self._characters(word.nfkc()) for word in words)
        return self._pieces(words)

    def _words(self, text: Aligned) -> Iterator[Aligned]:
        if self._settings.nfkc:
            text = text.nfkc()
        end = 0
        for node in self._tagger(text.text):
            start = text.text.index(node.surface, end)  # past the white space that MeCab leaves out
            end = start + len(node.surface)
            word = text.part(start, end)
            yield word.lower() if self._settings.lowercase else word

    def _characters(self, word: Aligned) -> list[Token]:
        ids = (self._vocabulary.get(character, self._unk_id) for character in word.text)
        return list(zip(ids, word.starts, word.ends, strict=True))

    def _pieces(self, words: list[Aligned]) -> Iterator[list[Token]]:
        # MeCab knows fewer kinds of white space than Python, by which transformers splits its words again.
        words = [word.part(*match.span()) for word in words for match in _NOT_WHITE_SPACE.finditer(word.text)]
        encoding = self._wordpiece.encode([word.text for word in words], is_pretokenized=True)
        tokens: list[list[Token]] = [[] for _ in words]
        for token_id, (start, end), number in zip(encoding.ids, encoding.offsets, encoding.word_ids, strict=True):
            assert number is not None
            word = words[number]
            tokens[number].append((token_id, word.starts[start], word.ends[end - 1]))
        return iter(tokens)


def _open_tagger(dictionary: Path) -> Any:
    fugashi = _import("fugashi")
    try:
        return fugashi.GenericTagger(f'-d "{dictionary}" -r "{dictionary / "dicrc"}"')
    except RuntimeError as error:
        # After the places in MeCab's sources; the file's name after it may be cut off.
        why = str(error).rpartition("] ")[2].partition(": ")[0]
        raise BadVocabularyError(
            f"MeCab cannot read the dictionary {dictionary}: {why}.", "Install the dictionary again."
        ) from error


def _wordpiece(settings: TokenizerSettings, vocabulary: Mapping[str, int]) -> Tokenizer:
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece

    return Tokenizer(
        WordPiece(dict(vocabulary), unk_token=settings.unk_token, max_input_chars_per_word=settings.max_word_chars)
    )
