"""What the files say of transformers' BertJapaneseTokenizer."""

from __future__ import annotations

import msgspec

from devbench.choices import Dictionary
from devbench.tokenizers.errors import ContradictoryFilesError, UnsupportedTokenizerError
from devbench.tokenizers.files import TOKENIZER_FILE, MecabOptions, TokenizerFiles
from devbench.tokenizers.settings import TokenizerSettings

_DICTIONARIES: dict[str, Dictionary] = {"ipadic": "ipadic", "unidic_lite": "unidic-lite"}
_SUBWORDS = {"wordpiece": "wordpiece", "character": "character"}


def japanese_settings(files: TokenizerFiles, cased: bool | None, dictionary: Dictionary | None) -> TokenizerSettings:
    """Without special tokens; the class's own defaults. ``cased`` is what the user says, and ``dictionary`` too."""
    config = files.config
    if files.tokenizer is not None:
        raise UnsupportedTokenizerError(
            files.folder,
            f"BertJapaneseTokenizer has no {TOKENIZER_FILE}",
            "Remove the one that is wrong.",
        )
    if config.do_word_tokenize is False or config.do_subword_tokenize is False:
        raise UnsupportedTokenizerError(files.folder, "it makes no words or no sub-words", "Supported are both.")
    if config.never_split:
        raise UnsupportedTokenizerError(
            files.folder, f"it has never_split = {config.never_split!r}", "Remove never_split."
        )
    words, subwords = config.word_tokenizer_type or "basic", config.subword_tokenizer_type or "wordpiece"
    if words != "mecab":
        raise UnsupportedTokenizerError(
            files.folder, f"it has word_tokenizer_type = {words!r}", "Only mecab is supported."
        )
    if subwords not in _SUBWORDS:
        raise UnsupportedTokenizerError(
            files.folder, f"it has subword_tokenizer_type = {subwords!r}", f"Supported are {' and '.join(_SUBWORDS)}."
        )
    mecab = config.mecab_kwargs or MecabOptions()
    return TokenizerSettings(
        word_tokenizer="mecab",
        subword_tokenizer="character" if subwords == "character" else "wordpiece",
        lowercase=bool(config.do_lower_case) if cased is None else not cased,
        strip_accents=False,
        split_cjk=False,
        nfkc=mecab.normalize_text,
        dictionary=_dictionary(mecab, files, dictionary),
    )


def _dictionary(mecab: MecabOptions, files: TokenizerFiles, stated: Dictionary | None) -> Dictionary:
    if mecab.mecab_option:
        raise UnsupportedTokenizerError(
            files.folder, f"it has mecab_option = {mecab.mecab_option!r}", "Only a named dictionary is supported."
        )
    if mecab.mecab_dic is msgspec.UNSET:
        if stated:
            return stated
        raise UnsupportedTokenizerError(
            files.folder,
            "it names no mecab_dic, which meant ipadic to transformers until 4.44 and means unidic_lite since",
            "Name the dictionary that the model was trained with (ipadic for cl-tohoku's first models): "
            "`devbench export --dictionary ipadic`, "
            f'or add "mecab_kwargs": {{"mecab_dic": "ipadic"}} to {files.config_path}.',
        )
    if mecab.mecab_dic not in _DICTIONARIES:
        known = " and ".join(_DICTIONARIES)
        raise UnsupportedTokenizerError(
            files.folder, f"it has mecab_dic = {mecab.mecab_dic!r}", f"Supported are {known}."
        )
    found = _DICTIONARIES[str(mecab.mecab_dic)]
    if stated not in (None, found):
        raise ContradictoryFilesError(
            files.config_path,
            f"mecab_dic = {mecab.mecab_dic!r}",
            "--dictionary",
            f"says {stated}",
            "Leave out --dictionary, or correct the file.",
        )
    return found
