"""Writes tokenizers/: texts with the ids and offsets that Hugging Face `tokenizers` gives them.

``PYTHONPATH=host python -m tests.vectors.make_tokenizers``
"""

from __future__ import annotations

import json
import random
import unicodedata
from pathlib import Path

import msgspec

from devbench.tokenizers.reference import ReferenceTokenizer
from devbench.tokenizers.settings import TokenizerSettings

FOLDER = Path(__file__).parent / "tokenizers"

SETTINGS = {
    "uncased": TokenizerSettings(),
    "cased": TokenizerSettings(lowercase=False, strip_accents=False),
    "lowercase-with-accents": TokenizerSettings(strip_accents=False, split_cjk=False),
    "cased-without-accents": TokenizerSettings(lowercase=False, split_cjk=False),
    "short-words": TokenizerSettings(max_word_chars=4, unk_token="<unk>", mask_token="<un"),
}

TEXTS = [
    # words, cases, sub-words, unknown words
    "",
    "The unaffable cat's hat isn't UNAFFABLE, is it?",
    "one-two_three/four\\five … «six» “seven” ‹eight›",
    "a b c catcat cathat hatcatx \u20bf\u20bf",
    "x" * 100,
    "x" * 101,
    "é" * 100,
    "e\u0301" * 100,
    "e\u0301" * 101,
    # special tokens in the text
    "[CLS] a [SEP]b[MASK]c[UNK][PAD] d",
    "[cls] [CLS [MASK]] [[MASK]] [ MASK ] \u0301[SEP]\u0301",
    "😀[MASK]é<unk><un<unk",
    # white space and control characters
    " \t\n\r\v\f a\u00a0b\u2003c\u3000d\u2028e\u1680f ",
    "a\x00b\x1fc\x7fd\x85e\ufffdf\u200bg\u200dh\ufeffi\u00adj\ue000k",
    "\u200b\u200d",
    "   ",
    # accents: composed, decomposed, several, out of order
    "Àéîõü ÀÉÎÕÜ e\u0301 E\u0301 ñandú naïve Ångström Å",
    "e\u0301\u0323 e\u0323\u0301 ệ e\u0302\u0323 ễ\u0323\u0301 \u0344\u0323 \u0301 \u0301a",
    "q\u0307\u0323\u200b\u0324 q\u0301\u200b\u0301",
    "≠ ≯ = \u0338 \u037e \u1fef \u0387 \u2000",
    # marks that stay, and are put in order, with the marks that go
    "가\u302e\u0301 가\u0301\u302e a\u0301\u302e\u0323\u302f \u302e\u0334 a\u302e\u0f73b a\u302e\u200b\u302f",
    "\U0001d15e\U0001d160 \U0001d157\U0001d165\U0001d16e\U0001d165 \U0001d158\u0301\U0001d165",
    "\u0f73\u0f75\u0f81 \u0f76\u0f78\u302e \u0f71\u0f72\u0f74 a\u0301\u0f73 \U00016ff0\U00016ff1",
    # lower cases
    "İstanbul IİıI ß ẞ ΣΑΣ ǅ ǆ Ǆ ﬁ K Ω Ⅷ Ⓐ \U00010400 \U0001e900 Ა Ꭰ ꭰ",
    # Hangul syllables, jamo, half-width
    "한국어 각 \u1112\u1161\u11ab ﾡ ㄱ",
    # Japanese and Chinese
    "お腹が痛いので遅れます。",
    "か\u3099 が ガ ｶﾞ ﾊﾟ ハ\u309a ー々〆 Ａｂｃ１２３！？",
    "中文字a中a 𠀀𪜀丽 \uf900\ufa0e\u2f00 中\u0301文",
    # other scripts
    "مُحَمَّد العَرَبِيَّة ٱلسَّلَام آأ",
    "שָׁלוֹם עולם אּ יִ",
    "नमस्ते क़ ड़ ो ொ ൌ ෝ สวัสดี ที่ ລາວ ཀྵ ဦ",
    "Ελληνικά ΐ ΰ ᾳ ᾼ ὦ Русский й Ё ў Հայերեն",
    # symbols and emoji
    "👩‍👩‍👧‍👦 👍🏽 ☎️ 🇯🇵 $5 €5 5°C x² ½ © ™ #5 @me ~ ^ ` |",
    "\U000e0001\U000e0020 \U0010ffff \U000f0000 \ufdd0 \U0001f9ff",
]
WORDS = [
    "cat",
    "hat",
    "is",
    "it",
    "the",
    "un",
    "##aff",
    "##able",
    "##cat",
    "##ha",
    "が",
    "ので",
    "遅れ",
    "ます",
    "##れ",
]


def random_texts(count: int) -> list[str]:
    """The characters of all texts, shuffled."""
    rng = random.Random(20)
    characters = "".join(sorted(set("".join(TEXTS)))) + " " * 80 + "aeiou" * 8
    return ["".join(rng.choices(characters, k=rng.randrange(1, 40))) for _ in range(count)]


def vocabulary() -> list[str]:
    """Special tokens, words, and all characters but ₿ that can come out, at the beginning of a word and within."""
    settings = SETTINGS["short-words"]
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", settings.unk_token, settings.mask_token]
    all_text = "".join(TEXTS)
    decomposed = unicodedata.normalize("NFD", all_text)
    characters = sorted(set(all_text + decomposed + all_text.lower() + decomposed.lower()) - set("\n\r"))
    singles = [char for char in characters if char.strip() and char != "\u20bf"]
    return [*special, *WORDS, *singles, *(f"##{char}" for char in singles)]


def main() -> None:
    vocab = FOLDER / "vocab.txt"
    vocab.write_text("".join(f"{token}\n" for token in dict.fromkeys(vocabulary())), encoding="utf-8")
    texts = TEXTS + random_texts(40)
    for name, settings in SETTINGS.items():
        tokenizer = ReferenceTokenizer(settings, vocab)
        cases = []
        for text in texts:
            encoding = tokenizer.encode(text)
            cases.append({"text": text, "ids": encoding.ids, "offsets": encoding.offsets})
        lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
        head = json.dumps(msgspec.to_builtins(settings))
        (FOLDER / f"{name}.json").write_text(f'{{"settings": {head}, "cases": [\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
