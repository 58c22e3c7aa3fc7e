"""Folders of tokenizer files as people have them, made of one small vocabulary, and texts to try them on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
_WORDS = ["the", "The", "cafe", "café", "Café", "CAFE", "naive", "naïve", "foo", "bar", "Bar", "e", "E", "mask", "MASK"]
_PIECES = ["##s", "##bar", "##foo", "##é", "##e", "##1", "##2", "##e1"]
_JAPANESE = [
    *(
        "お腹",
        "が",
        "痛い",
        "ので",
        "の",
        "で",
        "遅れ",
        "ます",
        "。",
        "、",
        "友達",
        "か",
        "ガ",
        "東京",
        "都",
        "中",
        "文",
        "字",
    ),
    *("##文", "##字", "##都", "##で", "##腹", "お", "腹", "痛", "い", "遅", "れ", "ま", "す", "##い", "##れ", "##す"),
]
_SIGNS = [
    *"abcdefghijklmnopqrstuvwxyzABEMT0123456789.,!?<>/[]-_#'é",
    *(f"##{letter}" for letter in "abcdfghijklmnopqrstuvwxyz"),
]
VOCABULARY = list(dict.fromkeys([*SPECIAL, *_WORDS, *_PIECES, *_JAPANESE, *_SIGNS, "\u3099", "\u0301", "##\u3099"]))

TEXTS = [
    "The cafés, the CAFÉ and the café!",
    "Naïve foobar foos Foo FOO",
    "[MASK] foo[MASK]bar [SEP] [mask] [CLS][PAD][UNK]",
    "<e1> Foo </e1> bar <E1>the</E1><e1>",
    "the <x>café</x> <X> x<x>y",
    "a\x00b\x1fc\x7fd \ufffd foo\u200bbar\u00a0the\u3000e\u2028e",
    "お腹が痛いので遅れます。",
    "友達と東京都で中文字 か\u3099 ｶﾞ ガ が",
    "中文a字bＦｏｏ ＢＡＲ",
    "cafe\u0301 e\u0301\u0301 \u0301foo É",
    "foo-bar's (the) e1 foo1 1foo covid19 newfoo new foo NewWord",
    "  leading [MASK]  trailing  <e1>  \t\n",
    "New Word < E1> F oo <E\u20281> </ e1> <e\u00ad1> f-oo",
    "İSTANBUL ΣΑΣ ß ﬁ 😀 foo😀bar [MASK",
    "x" * 101 + " " + "foo" * 40,
    "",
]

Files = Mapping[str, Any]


@dataclass(frozen=True)
class Layout:
    """``refusal``: words of the error that these files end in; without it, ids are those of transformers."""

    name: str
    files: Files
    refusal: str | None = None

    def write(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in self.files.items():
            text = content if isinstance(content, str) else json.dumps(content)
            (folder / name).write_bytes(text.encode())


def lines(tokens: Sequence[str] = VOCABULARY) -> str:
    return "".join(f"{token}\n" for token in tokens)


def added(content: str, **changed: Any) -> dict[str, Any]:
    """An entry of ``added_tokens_decoder``."""
    return {
        "content": content,
        "single_word": False,
        "lstrip": False,
        "rstrip": False,
        "normalized": False,
        "special": True,
        **changed,
    }


def template(cls: str = "[CLS]", sep: str = "[SEP]", tokens: Sequence[str] = VOCABULARY) -> dict[str, Any]:
    def special(token: str, type_id: int) -> dict[str, Any]:
        return {"SpecialToken": {"id": token, "type_id": type_id}}

    single = [special(cls, 0), {"Sequence": {"id": "A", "type_id": 0}}, special(sep, 0)]
    return {
        "type": "TemplateProcessing",
        "single": single,
        "pair": [*single, {"Sequence": {"id": "B", "type_id": 1}}, special(sep, 1)],
        "special_tokens": {
            token: {"id": token, "ids": [tokens.index(token)], "tokens": [token]} for token in (cls, sep)
        },
    }


def fast(
    tokens: Sequence[str] = VOCABULARY,
    *,
    more: Sequence[dict[str, Any]] = (),
    normalizer: Mapping[str, Any] | None = None,
    model: Mapping[str, Any] | None = None,
    **changed: Any,
) -> dict[str, Any]:
    """A ``tokenizer.json``; ``more`` are added tokens beside BERT's own five."""
    own = [{"id": tokens.index(token), **added(token)} for token in SPECIAL if token in tokens]
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [*own, *more],
        "normalizer": {
            "type": "BertNormalizer",
            "clean_text": True,
            "handle_chinese_chars": True,
            "strip_accents": None,
            "lowercase": True,
            **(normalizer or {}),
        },
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": template(tokens=tokens),
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
        "model": {
            "type": "WordPiece",
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100,
            "vocab": {token: number for number, token in enumerate(tokens)},
            **(model or {}),
        },
        **changed,
    }


SIZE = len(VOCABULARY)
BERT = {"config.json": {"model_type": "bert", "pad_token_id": 0}}
SLOW = {**BERT, "vocab.txt": lines()}
GENERIC = {"tokenizer_class": "PreTrainedTokenizerFast"}
ROLES = {
    role: f"[{role.split('_')[0].upper()}]"
    for role in ("unk_token", "sep_token", "pad_token", "cls_token", "mask_token")
}


def slow(settings: Files | None = None, /, **files: Any) -> Files:
    """A folder with ``vocab.txt`` and a ``tokenizer_config.json``; other files by name, ``.json`` left out."""
    named = {f"{name}.json": content for name, content in files.items()}
    return {**SLOW, "tokenizer_config.json": {"tokenizer_class": "BertTokenizer", **(settings or {})}, **named}


def japanese(mecab: Mapping[str, Any] | None = None, /, tokens: Sequence[str] = VOCABULARY, **config: Any) -> Files:
    kwargs = {} if mecab is None else {"mecab_kwargs": mecab}
    settings = {"tokenizer_class": "BertJapaneseTokenizer", "word_tokenizer_type": "mecab", **kwargs, **config}
    return {**BERT, "vocab.txt": lines(tokens), "tokenizer_config.json": settings}


def without(files: Files, *names: str) -> Files:
    return {name: content for name, content in files.items() if name not in names}


def decoder(*entries: tuple[int, dict[str, Any]]) -> dict[str, Any]:
    own = {str(number): added(token) for number, token in enumerate(SPECIAL)}
    return {"added_tokens_decoder": {**own, **{str(number): entry for number, entry in entries}}}


CUSTOM = ["<pad>", "<unk>", "<s>", "</s>", "<mask>", "[UNK]", *VOCABULARY[5:]]
CUSTOM_ROLES = {
    "pad_token": "<pad>",
    "unk_token": "<unk>",
    "cls_token": "<s>",
    "sep_token": "</s>",
    "mask_token": "<mask>",
}
SWAPPED = [*VOCABULARY[:5], *reversed(VOCABULARY[5:])]
