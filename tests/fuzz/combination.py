"""One combination of layouts: which checkpoint, with which files, exported and laid out how; of a seed and a number.

Read by both sides, so by devbench's Python and by the one that has torch: standard library only.
"""

from __future__ import annotations

import json
import random
from dataclasses import asdict, dataclass, field
from typing import Any

TASKS = {
    "bert": (
        "question-answering",
        "text-classification",
        "token-classification",
        "multiple-choice",
        "fill-mask",
        "feature-extraction",
    ),
    "bert2bert": ("generation",),
}
TASKS["distilbert"] = TASKS["mobilebert"] = TASKS["bert"]
CHOICES = 3
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
_WORDS = ["the", "quick", "fox", "hello", "world", "in", "text", "lower", "new", "cafe", "deja", "naive", "on"]
_JAPANESE = "お腹が痛いので遅れます。僕は友達と東京タワーへ行った日本語ＡＢＣｶﾅ"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_OTHERS = "éèàüÅïǅßＡ①ﬁ0123456789,.!?:-<>/'[]😀"
VOCABULARY = [
    *SPECIAL,
    *_WORDS,
    *(word.capitalize() for word in _WORDS),
    *dict.fromkeys(_LETTERS + _LETTERS.upper() + _OTHERS + _JAPANESE),
    *dict.fromkeys(f"##{letter}" for letter in _LETTERS + _LETTERS.upper() + _OTHERS + _JAPANESE),
    *("痛い", "ので", "遅れ", "ます", "友達", "東京", "##い", "##腹", "日本"),
]
VOCABULARY = list(dict.fromkeys(VOCABULARY))
TEXTS = [
    "The quick fox, hello world!",
    "Café déjà: NAÏVE Ångström",
    "UPPER lower MiXeD 12",
    "日本語 と English",
    "tabs\tand\nlines  on",
    "a [SEP] in text",
    "the [NEW] one <s> new",
    "😀 ﬁ ① ＡＢＣ ｶﾅ が",
    "",
    "the quick fox in the world on the new lower text hello hello hello world world fox fox quick",
]
JAPANESE_TEXTS = [
    "お腹が痛いので遅れます。",
    "僕は友達と東京タワーへ行った",
    "ＡＢＣ ｶﾅ Café が",
    "the quick fox 日本語",
]


@dataclass(frozen=True)
class Combination:
    """``weights`` is how they are stored. ``tokenizer``, ``generation`` and ``labels`` are the checkpoint's files in
    the words of :mod:`tests.fuzz.checkpoint_files`; ``tensors`` how the model's inputs and outputs are laid out.
    """

    name: str
    architecture: str
    task: str
    length: int = 24
    weights: str = "safetensors"
    dtype: str = "float32"
    pruned: bool = False
    tied: bool = True
    old_names: bool = False
    changes: dict[str, Any] = field(default_factory=dict)
    labels: dict[str, Any] = field(default_factory=dict)
    tokenizer: dict[str, Any] = field(default_factory=dict)
    generation: dict[str, Any] = field(default_factory=dict)
    greedy: bool = False
    tensors: dict[str, Any] = field(default_factory=dict)

    @property
    def texts(self) -> list[str]:
        return [*JAPANESE_TEXTS, *TEXTS[:3]] if self.tokenizer.get("japanese") else TEXTS

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @staticmethod
    def of_json(content: str) -> Combination:
        return Combination(**json.loads(content))


def combination(seed: int, number: int) -> Combination:
    """Most choices are the usual ones, so that what is odd meets what is valid."""
    rng = random.Random(f"{seed} {number}")
    architecture = rng.choice(["bert", "bert", "distilbert", "mobilebert", "bert2bert"])
    task = rng.choice(TASKS[architecture])
    weights = rng.choice(["safetensors"] * 3 + ["safetensors sharded", "bin", "bin sharded", "bin legacy"])
    return Combination(
        name=f"{seed}-{number}",
        architecture=architecture,
        task=task,
        length=32 if task == "question-answering" else rng.choice([16, 24, 32]),
        weights=weights,
        dtype=rng.choice(["float32"] * 3 + ["bfloat16", "float16"]),
        pruned=architecture != "bert2bert" and rng.random() < 0.2,
        tied=task != "fill-mask" or rng.random() < 0.7,
        old_names=rng.random() < 0.1,
        changes=_changes(rng, architecture),
        labels=_labels(rng, task),
        tokenizer=_japanese(rng) if rng.random() < 0.2 else _tokenizer(rng, architecture),
        generation=_generation(rng) if task == "generation" else {},
        greedy=task == "generation" and rng.random() < 0.3,
        tensors=_tensors(rng, architecture),
    )


def _changes(rng: random.Random, architecture: str) -> dict[str, Any]:
    """To the architecture's configuration."""
    options: list[dict[str, Any]] = [{}] * 4
    if architecture == "bert":
        options += [
            {"hidden_act": "relu"},
            {"hidden_act": "gelu_new"},
            {"layer_norm_eps": 1e-5},
            {"type_vocab_size": 1},
        ]
    if architecture == "distilbert":
        options += [{"activation": "relu"}]
    if architecture == "mobilebert":
        options += [
            {"normalization_type": "layer_norm"},
            {"use_bottleneck_attention": True},
            {"trigram_input": False},
            {"num_feedforward_networks": 1},
            {"classifier_activation": False},
        ]
    return rng.choice(options)


def _labels(rng: random.Random, task: str) -> dict[str, Any]:
    """What config.json says of the classifier; ``count`` is the classifier's own."""
    if task == "token-classification":
        return rng.choice(
            [
                {"count": 5, "names": ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]},
                {"count": 3, "names": ["O", "PER", "LOC"]},
                {"count": 4, "names": None},
                {"count": 5, "names": ["O", "B-PER", "I-PER"]},
            ]
        )
    if task != "text-classification":
        return {}
    return rng.choice(
        [
            {"count": 2, "names": ["bad", "good"]},
            {"count": 3, "names": None},
            {"count": 3, "names": ["a", "b", "c"], "problem_type": "single_label_classification"},
            {"count": 3, "names": ["a", "b", "c"], "problem_type": "multi_label_classification"},
            {"count": 1, "names": None},
            {"count": 1, "names": ["score"], "problem_type": "regression"},
            {"count": 3, "names": ["a", "b"]},
        ]
    )


def _tokenizer(rng: random.Random, architecture: str) -> dict[str, Any]:
    """Its ``files``; ``config`` is tokenizer_config.json; tokenizer.json contradicts it in ``json_differs``."""
    classes = {"bert": "Bert", "bert2bert": "Bert", "distilbert": "DistilBert", "mobilebert": "MobileBert"}
    own = f"{classes[architecture]}Tokenizer"
    config: dict[str, Any] = {}
    if (name := rng.choice([own, own, f"{own}Fast", "BertTokenizer", "PreTrainedTokenizerFast", None])) is not None:
        config["tokenizer_class"] = name
    choices: dict[str, list[Any]] = {
        "do_lower_case": [True, True, False, False, None],
        "strip_accents": [None, None, True, False],
        "tokenize_chinese_chars": [None, None, None, False, True],
        "do_basic_tokenize": [*[None] * 12, True, False],
        "model_max_length": [None, 512],
    }
    for key, values in choices.items():
        if (value := rng.choice(values)) is not None:
            config[key] = value
    files = rng.choice(
        [
            ["vocab.txt", "tokenizer_config.json"],
            ["vocab.txt", "tokenizer_config.json", "tokenizer.json"],
            ["vocab.txt", "tokenizer_config.json", "tokenizer.json", "special_tokens_map.json"],
            ["tokenizer_config.json", "tokenizer.json"],
            ["vocab.txt"],
            ["tokenizer.json"],
            ["vocab.txt", "tokenizer_config.json", "special_tokens_map.json"],
        ]
    )
    said: dict[str, Any] = {"files": files, "config": config}
    if rng.random() < 0.12:
        said["json_differs"] = rng.choice(["lowercase", "accents", "vocabulary", "added"])
    if rng.random() < 0.25:
        said["added"] = rng.choice(
            [
                {"how": "added_tokens.json", "token": "[NEW]"},
                {"how": "added_tokens_decoder", "token": "[NEW]", "special": True},
                {"how": "added_tokens_decoder", "token": "<s>", "special": False},
                {"how": "added_tokens_decoder", "token": "[NEW]", "special": True, "lstrip": True, "rstrip": True},
                {"how": "additional_special_tokens", "token": "fox"},
            ]
        )
    if config.get("tokenizer_class") == "PreTrainedTokenizerFast" or rng.random() < 0.4:
        said["special_in_config"] = True
    if files == ["vocab.txt"]:
        said["cased"] = rng.choice([None, True, False])
    elif "tokenizer_class" in config and rng.random() < 0.15:
        said["elsewhere"] = True
    if rng.random() < 0.1:
        said["special_names"] = {"cls_token": "hello", "sep_token": "world"}
    return said


def _japanese(rng: random.Random) -> dict[str, Any]:
    config: dict[str, Any] = {}
    if rng.random() < 0.8:
        config["tokenizer_class"] = "BertJapaneseTokenizer"
    if rng.random() < 0.9:
        config["word_tokenizer_type"] = rng.choice([*["mecab"] * 7, "basic"])
    if rng.random() < 0.9:
        config["subword_tokenizer_type"] = rng.choice(["wordpiece", "wordpiece", "character"])
    kwargs = rng.choice([None, {}, {"mecab_dic": "ipadic"}, {"mecab_dic": "unidic_lite"}, {"mecab_dic": "unidic_lite"}])
    if kwargs is not None:
        config["mecab_kwargs"] = kwargs
    config["do_lower_case"] = rng.choice([True, False, False])
    if rng.random() < 0.1:
        config["never_split"] = ["東京"]
    return {"japanese": True, "files": ["vocab.txt", "tokenizer_config.json"], "config": config}


def _generation(rng: random.Random) -> dict[str, Any]:
    """``file`` is generation_config.json, ``config`` and ``decoder`` what config.json says itself."""
    asked: dict[str, Any] = {}
    if rng.random() < 0.9:
        asked[rng.choice(["decoder_start_token_id"] * 4 + ["bos_token_id"])] = rng.choice([2, 2, 2, 4, 9])
    for key, share, values in (
        ("eos_token_id", 0.8, [3, 3, [3, 30, 31], [40, 41, 42, 43], 5000]),
        ("max_length", 0.5, [2, 5, 12, 20]),
        ("max_new_tokens", 0.4, [1, 7, 15, 40]),
        ("min_length", 0.3, [0, 4, 9]),
        ("min_new_tokens", 0.2, [3, 8]),
        ("no_repeat_ngram_size", 0.4, [1, 2, 3]),
        ("encoder_no_repeat_ngram_size", 0.2, [1, 2]),
        ("repetition_penalty", 0.4, [1.3, 0.8, 2.5]),
        ("forced_bos_token_id", 0.2, [50, 3]),
        ("forced_eos_token_id", 0.2, [3, [3, 30]]),
        ("suppress_tokens", 0.2, [[3], list(range(20, 90)), [-1]]),
        ("begin_suppress_tokens", 0.2, [[3, 25, 26, 27]]),
        ("temperature", 0.2, [0.7]),
        ("length_penalty", 0.2, [2.0]),
        ("num_beams", 0.15, [1, 4]),
        ("do_sample", 0.15, [True, False]),
        ("bad_words_ids", 0.05, [[[25]]]),
        ("pad_token_id", 0.6, [0]),
    ):
        if rng.random() < share:
            asked[key] = rng.choice(values)
    place = rng.choice(["file", "file", "config", "decoder"])
    return {place: asked} if rng.random() < 0.8 else {place: asked, "config": {"eos_token_id": 33, "max_length": 6}}


def _tensors(rng: random.Random, architecture: str) -> dict[str, Any]:
    """``names`` of inputs and outputs, ``order`` in the graph, whether there is a ``signature``; what is ``left_out``.
    ``swapped``: names that say nothing are numbered backwards; ``open``: any length; ``more``: one output too many.
    """
    if rng.random() < 0.4:
        return {}
    left_out = rng.choice([None, None, None, "attention_mask", "token_type_ids"])
    return {
        "names": rng.choice(["own", "own", "numbered inputs", "args", "serving", "google", "unknown", "identity"]),
        "order": rng.randrange(6),
        "signature": rng.random() < 0.6,
        "type": rng.choice(["int32", "int32", "int64"]),
        "left_out": None if architecture == "bert2bert" else left_out,
        "swapped": rng.random() < 0.5,
        "open": rng.random() < 0.15,
        "more": rng.random() < 0.15,
    }
