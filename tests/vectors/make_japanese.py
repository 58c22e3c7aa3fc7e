"""Writes tasks/japanese-*.json: texts with the tokens and offsets that they have with a MeCab dictionary.

``PYTHONPATH=host python -m tests.vectors.make_japanese`` where transformers, fugashi, ipadic and unidic-lite are
installed. Tokens must be those of its BertJapaneseTokenizer, which knows no offsets; an offset must hold what its
token spells.

A file is ``{dictionary, vocabulary, runs}``, a run ``{tokenizer, cases}``, a case ``{text, ids, offsets, words}``;
``words`` are the positions of the tokens that begin a word.
"""

from __future__ import annotations

import json
import tempfile
import unicodedata
from pathlib import Path
from typing import Any

import msgspec
from transformers import BertJapaneseTokenizer

from devbench.tokenizers.reference import ReferenceTokenizer
from devbench.tokenizers.settings import TokenizerSettings

FOLDER = Path(__file__).parent / "tasks"

TEXTS = [
    "",
    "お腹が痛いので遅れます。",
    "すもももももももものうち",
    "外国人参政権について、東京都に住んでいる田中さんは2024年4月1日に話した。",
    # white space
    " お腹が\t痛い\n ので　遅れ  ます ",
    "全角　空白\u2003と\u00a0改行\r\nと\u2028行\u0085末\u1680終",
    "   ",
    "\u3000",
    # what NFKC changes
    "ｽｰﾊﾟｰでｶﾞｿﾘﾝを買った",
    "ＡＢＣ１２３！？（株）㈱①㌔㍿",
    "か\u3099き\u309aｶ゛",
    "が\u0301か\u0323\u3099é e\u0301 q\u0307\u0323",
    "ﬁﬂ ½ ㎏ Ω Å ﷺ ㋿ ℡",
    "\u1112\u1161\u11ab ﾡￂ 한글",
    "\u0301先頭 \u3099濁点",
    "〜～―−‐",
    # lower case
    "AndroidアプリをリリースしたAPI",
    "İstanbul ΑΣ ΣΑ ẞ ǅ Å",
    "H\u0331T\u0308W\u030a の J\u030c",
    # special tokens in the text
    "お腹が[MASK]ので[SEP]遅れ[CLS]ます[PAD][UNK]",
    "［ＭＡＳＫ］ [mask] [[MASK]]",
    "か[MASK]\u3099",
    # unknown words, other scripts, symbols
    "龘龘𠮷野家で😀👩‍👩‍👧を見た",
    "ヴァイオリンヴヴヴコンピューターソフトウェアエンジニアリングプロフェッショナルズ",
    "https://example.com/abc?x=1 1,234.5円 Wi-Fi",
    "Привет नमस्ते สวัสดี مرحبا",
    "x" * 101,
    "あ" * 120,
    "ア" * 120,
    "a\u200bb\u00adc\ufeffd\ue000e\U000e0001f",
    "一部\x00消える[SEP]残る",
    "\x1cお\x1d腹\x1e\x1f",
]
WORDS = [
    "お",
    "腹",
    "が",
    "痛",
    "ので",
    "遅れ",
    "ます",
    "東京",
    "京都",
    "田中",
    "外国",
    "アプリ",
    "android",
    "API",
    "api",
]
PIECES = ["##腹", "##い", "##い", "##都", "##ーパー", "##リース", "##roid"]
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def vocabulary() -> list[str]:
    """Most characters that come out, at the beginning of a word and within; not every third."""
    text = unicodedata.normalize("NFKC", "".join(TEXTS))
    singles = [c for c in sorted(set(text + text.lower())) if c.strip() and c.isprintable() and ord(c) % 3]
    return list(dict.fromkeys([*SPECIAL, *WORDS, *PIECES, *singles, *(f"##{c}" for c in singles if ord(c) % 2)]))


def check_offsets(settings: TokenizerSettings, text: str, tokens: list[str], offsets: list[tuple[int, int]]) -> None:
    """What a token spells is found in the normal form of its part of the text, and parts are in order."""
    starts = [start for start, _ in offsets]
    assert starts == sorted(starts), text
    for token, (start, end) in zip(tokens, offsets, strict=True):
        part = unicodedata.normalize("NFKC", text[start:end])
        part = unicodedata.normalize("NFKC", part.lower()) if settings.lowercase else part
        spelled = token.removeprefix("##")
        assert token in SPECIAL or spelled in part or spelled.replace("ς", "σ") in part, (text, token, part)


def run(dictionary: str, path: Path, **choices: Any) -> dict[str, Any]:
    settings = TokenizerSettings(
        word_tokenizer="mecab", nfkc=True, strip_accents=False, split_cjk=False, dictionary=dictionary, **choices
    )
    ours = ReferenceTokenizer(settings, path)
    theirs = BertJapaneseTokenizer(
        str(path),
        do_lower_case=settings.lowercase,
        word_tokenizer_type="mecab",
        subword_tokenizer_type=settings.subword_tokenizer,
        mecab_kwargs={"mecab_dic": dictionary.replace("-", "_")},
    )
    cases = []
    for text in TEXTS:
        encoding = ours.encode(text)
        assert encoding.ids == theirs.convert_tokens_to_ids(theirs.tokenize(text)), text
        check_offsets(settings, text, [ours.tokens[token_id] for token_id in encoding.ids], encoding.offsets)
        case = {"text": text, "ids": encoding.ids, "offsets": encoding.offsets, "words": ours.word_starts(encoding)}
        cases.append(case)
    return {"tokenizer": msgspec.to_builtins(settings), "cases": cases}


def write(dictionary: str) -> None:
    tokens = vocabulary()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vocab.txt"
        path.write_text("\n".join(tokens) + "\n", encoding="utf-8")
        runs = [
            run(dictionary, path, lowercase=lowercase, subword_tokenizer=subword)
            for subword in ("wordpiece", "character")
            for lowercase in (False, True)
        ]
    lines = ",\n".join(
        f'{{"tokenizer": {json.dumps(run["tokenizer"])}, "cases": [\n'
        + ",\n".join(json.dumps(case, ensure_ascii=False, separators=(",", ":")) for case in run["cases"])
        + "\n]}"
        for run in runs
    )
    head = f'"dictionary": "{dictionary}", "vocabulary": {json.dumps(tokens, ensure_ascii=False)}'
    (FOLDER / f"japanese-{dictionary}.json").write_text(f'{{{head}, "runs": [\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    for name in ("ipadic", "unidic-lite"):
        write(name)
