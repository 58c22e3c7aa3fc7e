"""Layouts that end in an error: files that contradict each other, and what devbench cannot do exactly."""

from __future__ import annotations

from tests.tokenizers.layouts import (
    GENERIC,
    ROLES,
    SIZE,
    SLOW,
    SWAPPED,
    VOCABULARY,
    Layout,
    added,
    decoder,
    fast,
    japanese,
    lines,
    slow,
    template,
)

MECAB = {"word_tokenizer_type": "mecab", "mecab_kwargs": {"mecab_dic": "ipadic"}}

REFUSED_LAYOUTS = [
    Layout("Japanese keys without a class", {**SLOW, "tokenizer_config.json": MECAB}, "BertTokenizer does not have"),
    Layout(
        "Japanese keys, no config.json", {"vocab.txt": lines(), "tokenizer_config.json": MECAB}, "add .tokenizer_class"
    ),
    Layout(
        "cl-tohoku's two files beside a MobileBERT",
        {**SLOW, "config.json": {"model_type": "mobilebert"}, "tokenizer_config.json": MECAB},
        "word_tokenizer_type",
    ),
    Layout("MeCab without a dictionary", japanese(), "no mecab_dic"),
    Layout("Japanese, basic words", japanese(word_tokenizer_type="basic"), "'basic'"),
    Layout("Japanese, Sudachi", japanese(word_tokenizer_type="sudachi"), "'sudachi'"),
    Layout(
        "Japanese, SentencePiece",
        japanese({"mecab_dic": "ipadic"}, subword_tokenizer_type="sentencepiece"),
        "'sentencepiece'",
    ),
    Layout(
        "Japanese, an option of MeCab", japanese({"mecab_dic": "ipadic", "mecab_option": "-Owakati"}), "mecab_option"
    ),
    Layout("Japanese, a dictionary of the system", japanese({"mecab_dic": None}), "mecab_dic = None"),
    Layout(
        "Japanese with tokenizer.json",
        {**japanese({"mecab_dic": "ipadic"}), "tokenizer.json": fast()},
        "has no tokenizer.json",
    ),
    Layout(
        "Japanese, added token with a space",
        japanese({"mecab_dic": "ipadic"}, **decoder((SIZE, added("<e1>", lstrip=True)))),
        "lstrip",
    ),
    Layout(
        "two classes",
        slow({"tokenizer_class": "BertTokenizer"}, config={"tokenizer_class": "BertJapaneseTokenizer"}),
        "config.json says 'BertJapaneseTokenizer'",
    ),
    Layout(
        "lower-casing, stated twice",
        slow({"do_lower_case": True}, tokenizer=fast(normalizer={"lowercase": False})),
        "lowercase = false.*do_lower_case = true",
    ),
    Layout(
        "lower-casing by default against tokenizer.json",
        slow(tokenizer=fast(normalizer={"lowercase": False})),
        "leaves do_lower_case at true",
    ),
    Layout(
        "lower-casing of the generic class",
        {"tokenizer.json": fast(), "tokenizer_config.json": {**GENERIC, **ROLES, "do_lower_case": False}},
        "do_lower_case = false",
    ),
    Layout("accents", slow({"strip_accents": False}, tokenizer=fast()), "strip_accents = null.*strip_accents = false"),
    Layout("CJK", slow({"tokenize_chinese_chars": False}, tokenizer=fast()), "handle_chinese_chars = true"),
    Layout("another vocabulary", slow(tokenizer=fast(SWAPPED)), "vocab.txt.*tokenizer.json.*tokens differ"),
    Layout("a vocabulary that is longer", slow(tokenizer=fast(VOCABULARY[:-1])), "there is no"),
    Layout(
        "short words with BERT's class",
        slow(tokenizer=fast(model={"max_input_chars_per_word": 6})),
        "max_input_chars_per_word = 6",
    ),
    Layout("another unknown token", slow(tokenizer=fast(model={"unk_token": "[MASK]"})), "unk_token"),
    Layout(
        "a generic class that adds no [CLS]",
        {"tokenizer.json": fast(post_processor=None), "tokenizer_config.json": GENERIC},
        "post_processor",
    ),
    Layout(
        "a generic class that adds others",
        {"tokenizer.json": fast(post_processor=template("foo", "bar"))},
        "post_processor",
    ),
    Layout(
        "a generic class that knows no [MASK]",
        {"tokenizer.json": fast(added_tokens=[])},
        r"no file declares as a special token",
    ),
    Layout(
        "special tokens of two kinds", slow({"cls_token": "foo"}, special_tokens_map={"cls_token": "bar"}), "cls_token"
    ),
    Layout("a map that is not read", slow(decoder(), special_tokens_map={"cls_token": "foo"}), "cls_token"),
    Layout(
        "a map that takes a token's properties away",
        slow({"mask_token": added("[MASK]", lstrip=True)}, special_tokens_map={"mask_token": "[MASK]"}),
        "names it alone",
    ),
    Layout(
        "additional tokens of a map beside none",
        slow({"extra_special_tokens": []}, special_tokens_map={"additional_special_tokens": ["<e1>"]}),
        "special_tokens_map.json .* says that '<e1>' is a token",
    ),
    Layout(
        "a mask in added_tokens.json that tokenizer.json does not have",
        {
            "tokenizer.json": fast([token for token in VOCABULARY if token != "[MASK]"]),
            "tokenizer_config.json": {"tokenizer_class": "BertTokenizer"},
            "added_tokens.json": {"[MASK]": SIZE - 1},
        },
        "added_tokens.json says that '.MASK.' is a token",
    ),
    Layout(
        "additional tokens of a map that is not read",
        slow(decoder(), special_tokens_map={"additional_special_tokens": ["<e1>"]}),
        "special_tokens_map.json says that '<e1>' is a token",
    ),
    Layout(
        "an added token that ends in a space",
        slow({"additional_special_tokens": ["<e1> "]}),
        "white space at its ends",
    ),
    Layout(
        "an added token, normalized, with the space before it",
        slow(decoder((SIZE, added("<e1>", normalized=True, lstrip=True)))),
        "lstrip or rstrip in normalized text",
    ),
    Layout(
        "additional tokens of two kinds",
        slow({"additional_special_tokens": ["<e1>"]}, special_tokens_map={"additional_special_tokens": ["<x>"]}),
        "'<x>'",
    ),
    Layout(
        "an added token with a gap before it",
        slow(decoder((SIZE + 5, added("<e1>")))),
        rf"is {SIZE + 5}, but .* makes it {SIZE}",
    ),
    Layout("an added token on another's place", slow(decoder((7, added("<e1>")))), "is 7"),
    Layout("an added token of the vocabulary with another id", slow(decoder((SIZE, added("foo")))), "'foo'"),
    Layout("added_tokens.json with a gap", slow(added_tokens={"<e1>": SIZE + 3}), "added_tokens.json"),
    Layout(
        "added tokens in one file alone",
        slow(decoder(), added_tokens={"<e1>": SIZE}),
        "added_tokens.json.*added_tokens_decoder",
    ),
    Layout(
        "added tokens of tokenizer.json alone",
        slow(decoder(), tokenizer=fast(more=[{"id": SIZE, **added("<e1>")}])),
        "'<e1>'",
    ),
    Layout(
        "an added token of two kinds",
        slow(decoder((SIZE, added("<e1>"))), tokenizer=fast(more=[{"id": SIZE, **added("<e1>", lstrip=True)}])),
        "lstrip",
    ),
    Layout(
        "an added token of two ids",
        slow(
            decoder((SIZE, added("<e1>")), (SIZE + 1, added("<x>"))),
            tokenizer=fast(more=[{"id": SIZE, **added("<x>")}, {"id": SIZE + 1, **added("<e1>")}]),
        ),
        "makes it",
    ),
    Layout("a single word", slow(decoder((SIZE, added("foo-bar", single_word=True)))), "single_word"),
    Layout(
        "an added token of several words",
        slow(decoder((SIZE, added("new foo", normalized=True, special=False)))),
        "in normalized text",
    ),
    Layout(
        "added tokens that become one",
        slow(
            decoder(
                (SIZE, added("<E>", normalized=True, special=False)),
                (SIZE + 1, added("<e>", normalized=True, special=False)),
            )
        ),
        "the same in normalized text",
    ),
    Layout(
        "an added token and a line twice",
        {**slow({"additional_special_tokens": ["<e1>"]}), "vocab.txt": lines() + "foo\n"},
        "contains a token twice",
    ),
    Layout("padding of another id", slow(config={"model_type": "bert", "pad_token_id": 3}), "pad_token_id = 3"),
    Layout("no unknown token", {**slow({"unk_token": "<unk>"})}, "has no <unk>"),
    Layout("a carriage return within a line", {**slow(), "vocab.txt": lines() + "a\rb\n"}, "carriage return"),
    Layout(
        "a line that ends in a space", {**slow(), "vocab.txt": lines().replace("foo\n", "foo \n", 1)}, "'foo ', ends in"
    ),
    Layout(
        "a line that ends in a wide space",
        {**slow(), "vocab.txt": lines([*VOCABULARY, "zoo\u3000"])},
        f"line {SIZE + 1} of .*white space",
    ),
    Layout("a mask and a tab", {**slow(), "vocab.txt": lines().replace("[MASK]", "[MASK]\t")}, "line 5 of "),
    Layout(
        "two lines of white space and an added token",
        {**slow({"additional_special_tokens": ["<e1>"]}), "vocab.txt": lines([*VOCABULARY, "\u3000", "\u00a0"])},
        "contains a token twice",
    ),
    Layout(
        "additional special tokens, a list and a dictionary",
        slow({"additional_special_tokens": ["<e1>"], "extra_special_tokens": {"x_token": "<x>"}}),
        "has both extra_special_tokens and additional_special_tokens",
    ),
    Layout("an added token of white space", slow(decoder((SIZE, added("\u3000", rstrip=True)))), "white space at its"),
    Layout("an unknown token that continues a word", slow({"unk_token": "##s"}), "special token '##s'"),
    Layout("a mask of white space", japanese({"mecab_dic": "ipadic"}, [*VOCABULARY, " "], mask_token=" "), "' '"),
    Layout("no basic tokenizer", slow({"do_basic_tokenize": False}), "do_basic_tokenize"),
    Layout("special tokens are split", slow({"split_special_tokens": True}), "split_special_tokens"),
    Layout("padding on the left", slow({"padding_side": "left"}), "padding_side"),
    Layout("its own code", slow({"auto_map": {"AutoTokenizer": ["a.B", None]}}), "its own code"),
    Layout("no special token", slow({"sep_token": None}), "sep_token = null"),
    Layout("RoBERTa", {**SLOW, "config.json": {"model_type": "roberta"}, "tokenizer_config.json": {}}, "'roberta'"),
    Layout("a class without its file", {**SLOW, "tokenizer_config.json": GENERIC}, "without a tokenizer.json"),
    Layout("another class", slow({"tokenizer_class": "XLMRobertaTokenizer"}), "XLMRobertaTokenizer"),
    Layout("BPE", {"tokenizer.json": fast(model={"type": "BPE", "merges": []})}, "BPE"),
    Layout("text as it is", {"tokenizer.json": fast(normalizer={"clean_text": False})}, "clean_text"),
]
