"""Layouts that are read as transformers reads them."""

from __future__ import annotations

from tests.tokenizers.layouts import (
    BERT,
    CUSTOM,
    CUSTOM_ROLES,
    GENERIC,
    ROLES,
    SIZE,
    SLOW,
    VOCABULARY,
    Layout,
    added,
    decoder,
    fast,
    japanese,
    lines,
    slow,
    without,
)

BERT_LAYOUTS = [
    Layout("slow, uncased by default", slow()),
    Layout("slow, cased", slow({"do_lower_case": False})),
    Layout("slow, cased, accents stripped", slow({"do_lower_case": False, "strip_accents": True})),
    Layout("slow, lower case with accents", slow({"do_lower_case": True, "strip_accents": False})),
    Layout("slow, CJK in one piece", slow({"tokenize_chinese_chars": False})),
    Layout("slow, class of config.json's model", {**SLOW, "tokenizer_config.json": {"do_lower_case": False}}),
    Layout(
        "slow, class in config.json alone",
        {**SLOW, "config.json": {"tokenizer_class": "BertTokenizerFast"}, "tokenizer_config.json": {}},
    ),
    Layout("DistilBERT", slow({"tokenizer_class": "DistilBertTokenizer"}, config={"model_type": "distilbert"})),
    Layout(
        "MobileBERT, fast", slow({"tokenizer_class": "MobileBertTokenizerFast"}, config={"model_type": "mobilebert"})
    ),
    Layout("ELECTRA", slow({"tokenizer_class": "ElectraTokenizer"}, config={"model_type": "electra"})),
    Layout(
        "encoder-decoder without a class",
        {
            **SLOW,
            "config.json": {
                "model_type": "encoder-decoder",
                "encoder": {"model_type": "bert"},
                "decoder": {"model_type": "bert"},
            },
            "tokenizer_config.json": {"do_lower_case": False},
        },
    ),
    Layout("Windows lines", {**slow(), "vocab.txt": lines().replace("\n", "\r\n")}),
    Layout("no line feed at the end", {**slow(), "vocab.txt": lines().removesuffix("\n")}),
    Layout("an empty line at the end", {**slow(), "vocab.txt": lines() + "\n"}),
    Layout("a token twice", {**slow(), "vocab.txt": lines() + "foo\n"}),
    Layout(
        "a line of white space",
        {**slow({"extra_special_tokens": ["<x>"]}), "vocab.txt": lines([*VOCABULARY, "\u3000"])},
    ),
    Layout(
        "trailing white space in both files",
        {
            **slow({"do_lower_case": True}, tokenizer=fast([*VOCABULARY, "zoo "])),
            "vocab.txt": lines([*VOCABULARY, "zoo "]),
        },
    ),
    Layout("never_split, which the class does not know", slow({"never_split": ["foo-bar"]})),
    Layout("fast and slow, agreeing", slow({"do_lower_case": True}, tokenizer=fast())),
    Layout("fast alone with the class", without(slow({"do_lower_case": True}, tokenizer=fast()), "vocab.txt")),
    Layout(
        "fast, cased, agreeing",
        slow({"do_lower_case": False}, tokenizer=fast(normalizer={"lowercase": False})),
    ),
    Layout("fast without a class", {"tokenizer.json": fast(normalizer={"lowercase": False})}),
    Layout(
        "fast of the generic class",
        {**BERT, "tokenizer.json": fast(), "tokenizer_config.json": {**GENERIC, **ROLES}},
    ),
    Layout(
        "fast of the generic class, cased, short words",
        {
            **BERT,
            "tokenizer.json": fast(normalizer={"lowercase": False}, model={"max_input_chars_per_word": 6}),
            "tokenizer_config.json": {**GENERIC, **ROLES},
        },
    ),
    Layout(
        "fast with BertProcessing",
        {"tokenizer.json": fast(post_processor={"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]})},
    ),
    Layout("other special tokens", {**slow(CUSTOM_ROLES), "vocab.txt": lines(CUSTOM)}),
    Layout(
        "other special tokens in the map",
        {**slow(special_tokens_map=CUSTOM_ROLES), "vocab.txt": lines(CUSTOM)},
    ),
    Layout(
        "no mask in the vocabulary",
        {**slow(), "vocab.txt": lines([token for token in VOCABULARY if token != "[MASK]"])},
    ),
    Layout("an empty mask", {**slow({"mask_token": None}), "vocab.txt": lines([*VOCABULARY[:4], *VOCABULARY[5:]])}),
    Layout("additional special tokens", slow({"additional_special_tokens": ["<e1>", "</e1>"]})),
    Layout("additional special tokens, one in the vocabulary", slow({"extra_special_tokens": ["<e1>", "foo"]})),
    Layout(
        "additional special tokens beside an empty dictionary",
        slow({"additional_special_tokens": ["<e1>"], "extra_special_tokens": {}}),
    ),
    Layout("additional special tokens by name", slow({"extra_special_tokens": {"x_token": "<x>"}})),
    Layout(
        "additional special tokens in the map", slow(special_tokens_map={"additional_special_tokens": ["<x>", "<e1>"]})
    ),
    Layout(
        "a map of objects",
        slow(special_tokens_map={"cls_token": added("[CLS]"), "mask_token": added("[MASK]", lstrip=True)}),
    ),
    Layout("first and last token", slow({"bos_token": "[CLS]", "eos_token": "<x>"})),
    Layout("a token of another name", slow({"entity_token": "<e1>"})),
    Layout("added tokens by number", slow(decoder((SIZE, added("<e1>")), (SIZE + 1, added("</e1>", special=False))))),
    Layout("added tokens by number, one in the vocabulary", slow(decoder((VOCABULARY.index("foo"), added("foo"))))),
    Layout("a mask that takes the space before it", slow(decoder((4, added("[MASK]", lstrip=True))))),
    Layout("added tokens that take the space around", slow(decoder((SIZE, added("<e1>", lstrip=True, rstrip=True))))),
    Layout("added tokens, normalized", slow(decoder((SIZE, added("<E1>", normalized=True, special=False))))),
    Layout("added words, normalized", slow(decoder((SIZE, added("Foo", normalized=True, special=False))))),
    Layout(
        "added tokens of both kinds, cased",
        slow(
            {
                "do_lower_case": False,
                **decoder(
                    (SIZE, added("NewWord", normalized=True, special=False)),
                    (SIZE + 1, added("New", normalized=True, special=False)),
                    (SIZE + 2, added("<x>")),
                    (VOCABULARY.index("café"), added("café", normalized=True, special=False)),
                ),
            }
        ),
    ),
    Layout("added_tokens.json", slow(added_tokens={"<e1>": SIZE, "Covid": SIZE + 1})),
    Layout(
        "added_tokens.json of tokens that the map calls additional",
        slow(special_tokens_map={"additional_special_tokens": ["<x>"]}, added_tokens={"<x>": SIZE}),
    ),
    Layout("added_tokens.json with a mask that no other file names", slow(added_tokens={"[MASK]": 4, "<e1>": SIZE})),
    Layout(
        "added_tokens.json of special tokens",
        slow({"additional_special_tokens": ["<e1>"]}, added_tokens={"<e1>": SIZE, "<x>": SIZE + 1}),
    ),
    Layout(
        "added tokens of tokenizer.json",
        slow(
            {"do_lower_case": True},
            tokenizer=fast(
                more=[{"id": SIZE, **added("<e1>", normalized=True, special=False)}, {"id": SIZE + 1, **added("<x>")}]
            ),
        ),
    ),
    Layout(
        "everything saved twice",
        slow(
            {"do_lower_case": True, **ROLES, **decoder((SIZE, added("<e1>"))), "additional_special_tokens": ["<e1>"]},
            tokenizer=fast(more=[{"id": SIZE, **added("<e1>")}]),
            special_tokens_map={**ROLES, "additional_special_tokens": ["<e1>"]},
            added_tokens={"<e1>": SIZE},
        ),
    ),
]

JAPANESE_LAYOUTS = [
    Layout("ipadic", japanese({"mecab_dic": "ipadic"})),
    Layout("unidic-lite", japanese({"mecab_dic": "unidic_lite"})),
    Layout("unidic-lite, lower case", japanese({"mecab_dic": "unidic_lite"}, do_lower_case=True)),
    Layout("ipadic, not normalized", japanese({"mecab_dic": "ipadic", "normalize_text": False})),
    Layout("ipadic, characters", japanese({"mecab_dic": "ipadic"}, subword_tokenizer_type="character")),
    Layout("unidic-lite, characters", japanese({"mecab_dic": "unidic_lite"}, subword_tokenizer_type="character")),
    Layout(
        "class in config.json alone",
        {
            **japanese({"mecab_dic": "ipadic"}),
            "config.json": {"model_type": "bert", "tokenizer_class": "BertJapaneseTokenizer"},
            "tokenizer_config.json": {"word_tokenizer_type": "mecab", "mecab_kwargs": {"mecab_dic": "ipadic"}},
        },
    ),
    Layout("class of a MobileBERT", {**japanese({"mecab_dic": "ipadic"}), "config.json": {"model_type": "mobilebert"}}),
    Layout(
        "Japanese with added tokens",
        japanese(
            {"mecab_dic": "ipadic"},
            **decoder((SIZE, added("<e1>")), (SIZE + 1, added("NewWord", normalized=True, special=False))),
        ),
    ),
    Layout(
        "Japanese, a line that ends in a space",
        japanese({"mecab_dic": "ipadic"}, [*VOCABULARY, "zoo "]),
    ),
    Layout(
        "Japanese with additional special tokens",
        japanese({"mecab_dic": "unidic_lite"}, additional_special_tokens=["<e1>", "<x>"]),
    ),
]
