"""Question answering on the host: windows, best span, scores."""

import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from devbench.errors import UsageError
from devbench.tasks.base import EncodedExample, EncodedWindow
from devbench.tasks.gold_answers import GoldAnswers
from devbench.tasks.question_answering import QuestionAnswering, split
from devbench.tasks.settings import QuestionAnsweringSettings as Settings


@given(tokens=st.integers(0, 500), room=st.integers(2, 60), stride=st.integers(0, 59))
def test_windows_are_those_of_hugging_face(tokens: int, room: int, stride: int) -> None:
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import WhitespaceSplit

    stride = stride % room
    reference = Tokenizer(WordLevel({str(i): i for i in range(501)}, unk_token="0"))
    reference.pre_tokenizer = WhitespaceSplit()
    reference.enable_truncation(room, stride=stride)
    encoding = reference.encode(" ".join(map(str, range(1, tokens + 1))))
    expected = [part.ids for part in (encoding, *encoding.overflowing)]

    assert [list(range(a + 1, b + 1)) for a, b in split(tokens, room, stride)] == expected


@given(tokens=st.integers(1, 2000), room=st.integers(1, 60), stride=st.integers(0, 1000))
def test_windows_cover_the_context_whatever_the_stride(tokens: int, room: int, stride: int) -> None:
    windows = list(split(tokens, room, stride))

    assert windows[0][0] == 0
    assert windows[-1][1] == tokens
    assert all(b - a <= room for a, b in windows)
    assert all(a < c <= b < d for (a, b), (c, d) in itertools.pairwise(windows))


def encoded(context: str, windows: list[tuple[int, int]], head: int = 3) -> EncodedExample:
    """A context whose tokens are its characters."""
    return EncodedExample(
        windows=[
            EncodedWindow(
                token_ids=[0] * (head + end - start + 1),
                type_ids=[],
                first=head,
                offsets=[(i, i + 1) for i in range(start, end)],
            )
            for start, end in windows
        ]
    )


@st.composite
def logits(draw: st.DrawFn) -> tuple[int, list[dict[str, NDArray[np.float32]]]]:
    width = draw(st.integers(1, 12))
    count = draw(st.integers(1, 3))
    values = st.lists(st.integers(-4, 4), min_size=width + 4, max_size=width + 4)
    starts, ends = [[draw(values) for _ in range(count)] for _ in range(2)]
    return width, [
        {"start_logits": np.array([s], np.float32), "end_logits": np.array([e], np.float32)}
        for s, e in zip(starts, ends, strict=True)
    ]


@given(logits=logits(), longest=st.integers(1, 5))
def test_best_span_is_the_first_of_the_best_over_all_windows(
    logits: tuple[int, list[dict[str, NDArray[np.float32]]]], longest: int
) -> None:
    width, outputs = logits
    context = "abcdefghijklmnopqrstuvwxyz" * 2
    windows = [(k * 2, k * 2 + width) for k in range(len(outputs))]
    best = max(
        (
            (float(o["start_logits"][0, 3 + s] + o["end_logits"][0, 3 + e]), -k, -s, -e)
            for k, o in enumerate(outputs)
            for s in range(width)
            for e in range(s, min(width, s + longest))
        ),
    )
    score, window, start, end = best[0], -best[1], -best[2], -best[3]
    task = QuestionAnswering(Settings(max_answer_tokens=longest))

    answer = task.decode({"context": context}, encoded(context, windows), outputs)

    first, last = windows[window][0] + start, windows[window][0] + end + 1
    assert answer == {"text": context[first:last], "start": first, "end": last, "score": score}


def test_no_answer_wins_only_where_it_is_allowed() -> None:
    outputs = [
        {"start_logits": np.array([[9, 0, 0, 1, 1]], np.float32), "end_logits": np.array([[9, 0, 0, 1, 1]], np.float32)}
    ]
    example = {"context": "ab"}

    allowed = QuestionAnswering(Settings(allow_no_answer=True)).decode(example, encoded("ab", [(0, 2)]), outputs)
    forbidden = QuestionAnswering(Settings()).decode(example, encoded("ab", [(0, 2)]), outputs)

    assert allowed == {"text": "", "start": 0, "end": 0, "score": 18.0}
    assert forbidden["text"] == "a"


def test_an_empty_context_has_no_answer() -> None:
    outputs = [{"start_logits": np.array([[1, 1, 1]], np.float32), "end_logits": np.array([[1, 1, 1]], np.float32)}]
    answer = QuestionAnswering(Settings()).decode({"context": ""}, encoded("", [(0, 0)]), outputs)
    assert answer == {"text": "", "start": 0, "end": 0, "score": 0}


def squad(tmp_path: Path, **question: object) -> Path:
    qas = [{"id": "q1", "question": "Who?", "answers": [{"text": "Ann", "answer_start": 0}], **question}]
    path = tmp_path / "data.json"
    path.write_text(json.dumps({"version": "1.1", "data": [{"paragraphs": [{"context": "Ann ran.", "qas": qas}]}]}))
    return path


def test_squad_is_read_and_its_answers_stay_on_the_host(tmp_path: Path) -> None:
    (example,) = QuestionAnswering(Settings()).read(squad(tmp_path))

    assert example.device == {"id": "q1", "question": "Who?", "context": "Ann ran."}
    assert example.gold == GoldAnswers(texts=["Ann"])


def test_an_answer_that_is_not_at_its_place_is_refused(tmp_path: Path) -> None:
    path = squad(tmp_path, answers=[{"text": "Ann", "answer_start": 1}])
    with pytest.raises(UsageError, match="q1 is not at its answer_start"):
        QuestionAnswering(Settings()).read(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not SQuAD JSON"),
        (b'{"data": 3}', "not SQuAD JSON"),
        (b"\x00\xff\xfe garbage", "not UTF-8 in line 1"),
        (b'{"data": []}', "has no examples"),
    ],
)
def test_data_of_another_kind_is_refused_by_name(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "data.json"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=words) as refused:
        QuestionAnswering(Settings()).read(path)
    assert str(path) in refused.value.message


# -- settings ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("task", "words"),
    [
        (Settings(allow_no_answer=True, null_threshold=float("nan")), "null_threshold is not a number"),
        (Settings(null_threshold=0.5), "has no effect if every question has an answer"),
    ],
)
def test_settings_that_make_no_sense_are_refused(task: Settings, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        QuestionAnswering(task)


def test_data_with_impossible_questions_asks_for_the_option(tmp_path: Path) -> None:
    path = squad(tmp_path, answers=[], is_impossible=True)
    forbidden, allowed = QuestionAnswering(Settings()), QuestionAnswering(Settings(allow_no_answer=True))

    (remark,) = forbidden.remarks(forbidden.read(path), 384)

    assert remark.startswith("1 of 1 questions have no answer")
    assert "--task-set allow_no_answer=true" in remark
    assert allowed.remarks(allowed.read(path), 384) == []
    assert forbidden.remarks(forbidden.read(squad(tmp_path)), 384) == []


@pytest.mark.parametrize(("stride", "length", "fits"), [(128, 131, False), (128, 132, True), (0, 7, True)])
def test_a_stride_that_no_window_has_room_for_is_said(stride: int, length: int, fits: bool) -> None:
    remarks = QuestionAnswering(Settings(stride=stride)).remarks([], length)
    words = (
        f"The stride of {stride} tokens does not fit into sequences of {length}, so windows share half of their "
        f"context; {length - 4} is the most that fits."
    )
    assert remarks == ([] if fits else [words])


# -- several answers ---------------------------------------------------------------------------------------------------


@given(logits=logits(), longest=st.integers(1, 5), count=st.integers(2, 60), threshold=st.integers(-4, 4))
def test_the_first_of_several_answers_is_the_one_answer(
    logits: tuple[int, list[dict[str, NDArray[np.float32]]]], longest: int, count: int, threshold: int
) -> None:
    width, outputs = logits
    context = "abcdefghijklmnopqrstuvwxyz" * 2
    example, windows = {"context": context}, encoded(context, [(k * 2, k * 2 + width) for k in range(len(outputs))])

    def answer(n_best: int) -> dict[str, Any]:
        task = Settings(max_answer_tokens=longest, n_best=n_best, allow_no_answer=True, null_threshold=threshold)
        return QuestionAnswering(task).decode(example, windows, outputs)

    several = answer(count)["n_best"]

    assert several[0] == answer(1)
    assert answer(count) == {**several[0], "n_best": several}
    assert several == answer(count + 1)["n_best"][:count]
    assert len({(each["start"], each["end"]) for each in several}) == len(several)
    ranks = [each["score"] - (threshold if each["end"] == 0 else 0) for each in several]
    assert ranks == sorted(ranks, reverse=True)
