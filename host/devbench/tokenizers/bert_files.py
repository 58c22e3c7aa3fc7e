"""What the files say of BERT's own tokenizer, and whether ``tokenizer.json`` says the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from devbench.tokenizers.errors import ContradictoryFilesError, UnsupportedTokenizerError
from devbench.tokenizers.files import TOKENIZER_FILE, Normalizer, TokenizerConfig, TokenizerFile, TokenizerFiles
from devbench.tokenizers.kinds import TokenizerKind
from devbench.tokenizers.settings import TokenizerSettings

_FIELDS = {
    "lowercase": ("do_lower_case", "lowercase"),
    "strip_accents": ("strip_accents", "strip_accents"),
    "split_cjk": ("tokenize_chinese_chars", "handle_chinese_chars"),
}
"""Of the settings, by their names in ``tokenizer_config.json`` and in the normalizer of ``tokenizer.json``."""

_MAX_WORD_CHARS = 100
"""Of transformers' own BertTokenizer, whatever its tokenizer.json says."""


def bert_settings(files: TokenizerFiles, kind: TokenizerKind, cased: bool | None) -> TokenizerSettings:
    """Without special tokens. ``cased`` is what the user says. Raises UsageError where files contradict each other."""
    of_config = _normalization(files.config, 0, cased)
    fast = files.tokenizer
    if fast is None:
        return TokenizerSettings(**of_config)
    check_tokenizer_file(files, fast)
    normalizer = fast.normalizer or Normalizer()
    of_normalizer = _normalization(normalizer, 1, cased)
    for name, (in_config, in_normalizer) in _FIELDS.items():
        stated = getattr(files.config, in_config) is not None
        if of_config[name] == of_normalizer[name] or (kind is TokenizerKind.GENERIC and not stated):
            continue
        raise ContradictoryFilesError(
            f"{files.tokenizer_path} (normalizer)",
            f"{in_normalizer} = {_json(getattr(normalizer, in_normalizer))}",
            files.config_path,
            f"{'says' if stated else 'leaves'} {in_config} {'=' if stated else 'at'} {_json(of_config[name])}",
            f"Correct the wrong one{'' if name == 'split_cjk' else ', or use --cased or --uncased'}.",
        )
    if kind is TokenizerKind.GENERIC:
        return TokenizerSettings(**of_normalizer, max_word_chars=fast.model.max_input_chars_per_word)
    if fast.model.max_input_chars_per_word != _MAX_WORD_CHARS:
        stated_chars = fast.model.max_input_chars_per_word
        raise UnsupportedTokenizerError(
            files.folder,
            f"its {TOKENIZER_FILE} has max_input_chars_per_word = {stated_chars}, {kind.value} takes {_MAX_WORD_CHARS}",
            'Set "tokenizer_class": "PreTrainedTokenizerFast" if the number is right.',
        )
    return TokenizerSettings(**of_config)


def check_tokenizer_file(files: TokenizerFiles, fast: TokenizerFile) -> None:
    """Raises UnsupportedTokenizerError where its parts are not BERT's."""
    normalizer, pre_tokenizer = fast.normalizer, fast.pre_tokenizer
    parts = {
        "model": (fast.model.type, "WordPiece"),
        "sub-word prefix": (fast.model.continuing_subword_prefix, "##"),
        "normalizer": (normalizer and normalizer.type, "BertNormalizer"),
        "clean_text": (normalizer and normalizer.clean_text is not False, True),
        "pre-tokenizer": (pre_tokenizer and pre_tokenizer.type, "BertPreTokenizer"),
    }
    for what, (kind, known) in parts.items():
        if kind != known:
            raise UnsupportedTokenizerError(
                files.folder, f"its {TOKENIZER_FILE} has the {what} {kind}", f"Supported is {known}."
            )


def check_special_tokens(
    files: TokenizerFiles, kind: TokenizerKind, settings: TokenizerSettings, ids: Mapping[str, int]
) -> None:
    """Whether ``tokenizer.json`` has the unknown token and puts the tokens around a text that the settings name."""
    fast = files.tokenizer
    if fast is None:
        return
    if fast.model.unk_token not in (None, settings.unk_token):
        raise ContradictoryFilesError(
            f"{files.tokenizer_path} (model)",
            f"unk_token = {fast.model.unk_token!r}",
            files.config_path,
            f"makes it {settings.unk_token!r}",
        )
    around = f"{settings.cls_token} A {settings.sep_token} B {settings.sep_token}"
    if fast.post_processor is None:
        if kind is TokenizerKind.GENERIC:
            raise UnsupportedTokenizerError(
                files.folder,
                f"its {TOKENIZER_FILE} has no post_processor, so no {settings.cls_token} comes before a text",
                'Set "tokenizer_class": "BertTokenizer" in tokenizer_config.json if one should.',
            )
    elif not _puts_around(fast.post_processor, settings, ids):
        raise ContradictoryFilesError(
            f"{files.tokenizer_path} (post_processor)",
            "different tokens around a text",
            files.config_path,
            f"makes it {around} with the ids of the vocabulary",
        )


def _normalization(part: TokenizerConfig | Normalizer, column: int, cased: bool | None) -> dict[str, Any]:
    """Null for strip_accents means: as the lower-casing."""
    values = {name: getattr(part, names[column]) for name, names in _FIELDS.items()}
    lowercase = values["lowercase"] is not False if cased is None else not cased
    strips = values["strip_accents"]
    return {
        "lowercase": lowercase,
        "strip_accents": lowercase if strips is None else strips,
        "split_cjk": values["split_cjk"] is not False,
    }


def _puts_around(processor: Mapping[str, Any], settings: TokenizerSettings, ids: Mapping[str, int]) -> bool:
    cls, sep = settings.cls_token, settings.sep_token
    if processor.get("type") == "BertProcessing":
        return processor.get("cls") == [cls, ids.get(cls)] and processor.get("sep") == [sep, ids.get(sep)]
    first = [_piece(cls, 0), {"Sequence": {"id": "A", "type_id": 0}}, _piece(sep, 0)]
    second = [{"Sequence": {"id": "B", "type_id": 1}}, _piece(sep, 1)]
    special = processor.get("special_tokens")
    return (
        processor.get("type") == "TemplateProcessing"
        and processor.get("single") == first
        and processor.get("pair") == [*first, *second]
        and isinstance(special, dict)
        and all(special.get(token) == {"id": token, "ids": [ids.get(token)], "tokens": [token]} for token in (cls, sep))
    )


def _piece(token: str, type_id: int) -> dict[str, Any]:
    return {"SpecialToken": {"id": token, "type_id": type_id}}


def _json(value: bool | None) -> str:
    return {True: "true", False: "false", None: "null"}[value]
