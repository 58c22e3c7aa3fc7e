"""Writes decode/: examples, the windows that they are encoded to, raw outputs and the answers that follow from them.

``PYTHONPATH=host python -m tests.vectors.make_decode``. Windows are made by `tokenizers`' own truncation where it takes
the settings; answers by the plainest reading of docs/protocol.md.
"""

from __future__ import annotations

import json
import random
from itertools import product
from pathlib import Path
from typing import Any, Literal

import msgspec
import numpy as np
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing

from devbench.tasks.settings import FeatureExtractionSettings, QuestionAnsweringSettings
from devbench.tokenizers.settings import TokenizerSettings

FOLDER = Path(__file__).parent / "decode"

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
WORDS = ["who", "what", "ate", "the", "cat", "hat", "sat", "on", "##s", "##ing", "a", "é", "😀", ".", ",", "?"]
VOCABULARY = [*SPECIAL, *WORDS]
IDS = {token: index for index, token in enumerate(VOCABULARY)}
SETTINGS = TokenizerSettings(strip_accents=False)
NAN, INFINITY = float("nan"), float("inf")


def reference() -> Tokenizer:
    tokenizer = Tokenizer(WordPiece(IDS, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True, strip_accents=False)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.add_special_tokens(SPECIAL)
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", IDS["[CLS]"]), ("[SEP]", IDS["[SEP]"])],
    )
    return tokenizer


# -- question answering ------------------------------------------------------------------------------------------------


def question_case(
    name: str, length: int, question: str, context: str, logits: str = "random", **settings: Any
) -> dict[str, Any]:
    task = QuestionAnsweringSettings(**settings)
    tokenizer = reference()
    question_ids = tokenizer.encode(question, add_special_tokens=False)
    kept = min(len(question_ids.ids), length // 2)
    shorter = question[: question_ids.offsets[kept - 1][1]] if kept else ""
    room = length - kept - 3
    stride = task.stride if task.stride < room else room // 2
    tokenizer.enable_truncation(length, stride=stride, strategy="only_second")
    first = tokenizer.encode(shorter, context)
    windows = [first, *first.overflowing]
    outputs = [raw_logits(logits, number, length) for number in range(len(windows))]
    return {
        "name": name,
        "sequence_length": length,
        "task": msgspec.to_builtins(task),
        "example": {"id": name, "question": question, "context": context},
        "windows": [{"token_ids": window.ids, "type_ids": window.type_ids} for window in windows],
        "truncated": kept < len(question_ids.ids),
        "outputs": outputs,
        "answer": best_answer(task, context, windows, outputs),
    }


def raw_logits(kind: str, window: int, length: int) -> dict[str, list[float]]:
    """Multiples of 1/8, so that sums are exact."""
    rng = random.Random(f"{kind} {window}")
    makers = {
        "random": lambda: rng.randrange(-64, 64) / 8,
        "equal": lambda: 1.0,
        "empty": lambda: -8.0,
        "some NaN": lambda: rng.choice([NAN, -INFINITY, 0.5, 0.25]),
        "NaN first": lambda: rng.choice([0.5, 0.25]) if window else NAN,
        "NaN among losses": lambda: rng.choice([NAN, -1.5, -0.5]),
        "minus infinity": lambda: -INFINITY,
    }
    values = {role: [makers[kind]() for _ in range(length)] for role in ("start_logits", "end_logits")}
    if kind == "empty":
        values["start_logits"][0] = values["end_logits"][0] = 4.0 + window
    return values


def best_answer(
    task: QuestionAnsweringSettings, context: str, windows: list[Any], outputs: list[dict[str, list[float]]]
) -> dict[str, Any]:
    """Every span of every window is tried. A sum that is not a number is minus infinity."""
    spans: dict[tuple[int, int], float] = {}
    none = INFINITY
    for window, output in zip(windows, outputs, strict=True):
        starts, ends = output["start_logits"], output["end_logits"]
        none = min(none, number(starts[0] + ends[0]))
        begin = window.type_ids.index(1)
        for start, end in product(range(begin, len(window.ids) - 1), repeat=2):
            if start <= end < start + task.max_answer_tokens:
                span = window.offsets[start][0], window.offsets[end][1]
                score = number(starts[start] + ends[end])
                if score > spans.get(span, -INFINITY):
                    spans.pop(span, None)  # a better one stands where it was found
                    spans[span] = score
                spans.setdefault(span, score)
    answers = [(score, *span) for span, score in sorted(spans.items(), key=lambda item: -item[1])] or [(0.0, 0, 0)]
    if task.allow_no_answer and spans:
        before = [answer for answer in answers if not none - task.null_threshold > answer[0]]
        answers = [*before, (none, 0, 0), *answers[len(before) :]]
    found = [
        {"text": context[start:end], "start": start, "end": end, "score": score}
        for score, start, end in answers[: task.n_best]
    ]
    return found[0] if task.n_best == 1 else {**found[0], "n_best": found}


def number(value: float) -> float:
    return -INFINITY if value != value else value


def question_cases() -> list[dict[str, Any]]:
    story = "The cats sat on a hat. A hat ate the cat, sitting on hats.  What a cat é😀 the hat, ate?"
    who = "Who sat on the hat?"
    return [
        question_case("one window", 64, who, story, stride=8),
        question_case("windows that overlap", 20, who, story, stride=4),
        question_case("windows that touch", 20, who, story, stride=0),
        question_case("the last window ends at the end", 17, "Who?", "the cat " * 12, stride=2),
        question_case("stride of the whole room", 20, who, story, stride=10),
        question_case("stride above the room", 20, who, story, stride=128),
        question_case("room for one token", 7, "Who sat on", "a cat sat", stride=1),
        question_case("short answers only", 24, who, story, stride=4, max_answer_tokens=1),
        question_case("long answers", 32, who, story, stride=8, max_answer_tokens=1000),
        question_case("question cut", 16, who * 3, story, stride=3),
        question_case("empty question", 16, "", story, stride=3),
        question_case("empty context", 16, who, "", stride=3),
        question_case(
            "context of white space, no answer allowed", 16, who, " \n\u200b ", "empty", stride=3, allow_no_answer=True
        ),
        question_case("special tokens in the text", 24, "[MASK] ate?", "[SEP] the [CLS] hat [PAD]x", stride=3),
        question_case("earliest among equals", 16, "Who?", story, "equal", stride=3),
        question_case("no answer", 20, who, story, "empty", stride=4, allow_no_answer=True),
        question_case("no answer, but not allowed", 20, who, story, "empty", stride=4),
        question_case("an answer although none is allowed", 20, who, story, "equal", stride=4, allow_no_answer=True),
        question_case("NaN and infinities", 64, who, story, "some NaN", stride=4),
        question_case("a window of NaN before others", 20, who, story, "NaN first", stride=4, n_best=3),
        question_case("NaN among negative numbers", 64, who, story, "NaN among losses", n_best=3, allow_no_answer=True),
        question_case("no span is better than another", 20, who, story, "minus infinity", stride=4, n_best=3),
        question_case("several answers", 64, who, story, stride=8, n_best=5),
        question_case("several answers of windows that overlap", 17, who, story, stride=5, n_best=20),
        question_case("equal answers of windows that overlap", 17, who, story, "equal", stride=5, n_best=20),
        question_case("more answers than there are spans", 16, who, "a cat", stride=3, n_best=20),
        question_case("one answer of several that there could be", 16, who, "cat", stride=3, n_best=4),
        question_case(
            "several answers, none of them first", 20, who, story, "empty", stride=4, allow_no_answer=True, n_best=3
        ),
        question_case("no answer among several", 17, who, story, stride=5, allow_no_answer=True, n_best=400),
        question_case(
            "no answer after its equals", 20, who, story, "equal", stride=4, allow_no_answer=True, n_best=400
        ),
        question_case("several answers to an empty context", 16, who, "", stride=3, allow_no_answer=True, n_best=3),
        question_case(
            "no answer, below the threshold", 20, who, story, "empty", allow_no_answer=True, null_threshold=24.0
        ),
        question_case(
            "no answer, above the threshold", 20, who, story, "empty", allow_no_answer=True, null_threshold=23.9
        ),
        question_case(
            "no answer by a negative threshold",
            20,
            who,
            story,
            "equal",
            allow_no_answer=True,
            null_threshold=-0.1,
            n_best=2,
        ),
        question_case("answers as long as can be", 32, who, story, stride=8, max_answer_tokens=2**31 - 1),
        question_case("astral characters", 24, "é?", "😀 😀😀 x😀 é", stride=2),
    ]


# -- feature extraction ------------------------------------------------------------------------------------------------


Pooling = Literal["none", "mean", "cls"]


def text_case(
    name: str, length: int, text: str, pooling: Pooling, *, normalize: bool, fill: float | None = None
) -> dict[str, Any]:
    """The raw output is random, or ``fill`` everywhere."""
    task = FeatureExtractionSettings(pooling=pooling, normalize=normalize)
    tokenizer = reference()
    tokens = tokenizer.encode(text, add_special_tokens=False)
    tokenizer.enable_truncation(length)
    window = tokenizer.encode(text)
    rng = np.random.default_rng(len(text))
    shape = (1, 5) if pooling == "none" else (1, length, 5)
    output = rng.standard_normal(shape, dtype=np.float32) if fill is None else np.full(shape, fill, np.float32)
    return {
        "name": name,
        "sequence_length": length,
        "task": msgspec.to_builtins(task),
        "example": {"id": name, "text": text},
        "windows": [{"token_ids": window.ids, "type_ids": window.type_ids}],
        "truncated": len(tokens.ids) > length - 2,
        "outputs": [{"embedding": output.reshape(-1).tolist()}],
        "answer": {"vector": vector(task, output, len(window.ids))},
    }


def vector(task: FeatureExtractionSettings, output: np.ndarray[Any, np.dtype[np.float32]], tokens: int) -> list[float]:
    """Sums in float32, position after position."""
    if task.pooling == "none":
        result = output[0].copy()
    elif task.pooling == "cls":
        result = output[0, 0].copy()
    else:
        result = np.zeros(output.shape[2], np.float32)
        for position in range(tokens):
            result += output[0, position]
        result /= np.float32(tokens)
    if task.normalize:
        squares = np.float32(0)
        for value in result:
            squares += value * value
        with np.errstate(invalid="ignore"):
            result /= np.sqrt(squares)
    return [float(value) for value in result]


def text_cases() -> list[dict[str, Any]]:
    text = "The cats sat on a hat."
    return [
        text_case("the model's own vector", 16, text, "none", normalize=False),
        text_case("the model's own vector, normalized", 16, text, "none", normalize=True),
        text_case("first position", 16, text, "cls", normalize=False),
        text_case("first position, normalized", 16, text, "cls", normalize=True),
        text_case("mean, padding left out", 16, text, "mean", normalize=False),
        text_case("mean, normalized", 16, text, "mean", normalize=True),
        text_case("text cut", 6, text, "mean", normalize=True),
        text_case("text that fits just so", 10, "the cat sat on a hat . a", "mean", normalize=True),
        text_case("empty text", 8, "", "mean", normalize=True),
        text_case("zero vector", 8, "cat", "mean", normalize=True, fill=0.0),
        text_case("infinite", 8, "cat", "cls", normalize=False, fill=INFINITY),
    ]


# -- files -------------------------------------------------------------------------------------------------------------


def finite(value: Any) -> Any:
    """What JSON has no number for is null in answers; in outputs it is a string."""
    match value:
        case float():
            return value if np.isfinite(value) else None
        case dict():
            return {key: finite(each) for key, each in value.items()}
        case list():
            return [finite(each) for each in value]
        case _:
            return value


def spelled(outputs: dict[str, list[float]]) -> dict[str, list[float | str]]:
    return {role: [value if np.isfinite(value) else str(value) for value in values] for role, values in outputs.items()}


def write(name: str, cases: list[dict[str, Any]]) -> None:
    for case in cases:
        case["outputs"] = [spelled(output) for output in case["outputs"]]
        case["answer"] = finite(case["answer"])
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    head = f'"tokenizer": {json.dumps(msgspec.to_builtins(SETTINGS))}, "vocabulary": {json.dumps(VOCABULARY)}'
    (FOLDER / f"{name}.json").write_text(f'{{{head}, "cases": [\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    write("question-answering", question_cases())
    write("feature-extraction", text_cases())
