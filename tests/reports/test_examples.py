"""The examples that a result lists: how many are shown, and which part of each."""

from __future__ import annotations

import io

import msgspec
import pytest
from rich.console import Console

from devbench.reports import examples, html, markdown, summary
from devbench.results.schema import DifferingExample, Result
from tests.sample_results import result, wrong


def listing(*found: DifferingExample) -> Result:
    of = result()
    return msgspec.structs.replace(of, parity=msgspec.structs.replace(of.parity, differing=list(found)))


def example(name: str = "q", device: str = "yes", host: str = "no", **changes: object) -> DifferingExample:
    return msgspec.structs.replace(DifferingExample(example=name, what="answers", device=device, host=host), **changes)


def test_the_worst_ten_are_shown_each_once() -> None:
    kinds = ["tokens"] * 5 + ["quality"] * 8 + ["answers"]
    found = [*(example(str(at), what=what) for at, what in enumerate(kinds)), example("13", what="quality")]
    shown, others = examples.worst(listing(*found))
    assert [each.example for each in shown] == ["13", *map(str, range(5, 13)), "0"]
    assert [(each.example, each.what) for each in others] == [
        *((str(at), "tokens") for at in range(1, 5)),
        ("13", "quality"),
    ]


def test_an_example_of_an_older_document_has_neither_text_nor_right_answer() -> None:
    assert examples.lines(example()) == [("device", "yes"), ("host", "no")]


@pytest.mark.parametrize("at", [0, 29, 500, 999])
def test_of_long_answers_the_part_that_differs_is_shown(at: int) -> None:
    common = "x" * at
    shown = dict(examples.lines(example(device=f"{common}A{'y' * (999 - at)}", host=f"{common}B{'y' * (999 - at)}")))
    assert "A" in shown["device"]
    assert "B" in shown["host"]
    assert max(map(len, shown.values())) <= 162


@pytest.mark.parametrize(
    ("what", "title", "sides"),
    [
        ("reference", "Device and reference differ on q", ["device", "reference"]),
        ("runtimes", "Device and second host runtime differ on q", ["device", "second"]),
        ("repeats", "A later repeat gave another answer to q", ["later", "first"]),
    ],
)
def test_whose_answers_stand_beside_each_other_is_said(what: str, title: str, sides: list[str]) -> None:
    shown = example(what=what)
    assert examples.title(shown) == title
    assert [name for name, _ in examples.lines(shown)] == sides
    page = html.render([(listing(shown), b"")]).decode()
    assert title in page
    assert all(f"<dt>{name}</dt>" in page for name in sides)
    assert f"{title} |  |  | yes | no |" in markdown.render([listing(shown)])


def test_on_80_columns_text_right_answer_and_both_sides_stand_below_each_other() -> None:
    file = io.StringIO()
    Console(file=file, width=80, color_system=None).print(summary.render(wrong(), details=True))
    text = file.getvalue()
    assert max(map(len, text.splitlines())) <= 80
    lines = [" ".join(line.split()) for line in text.splitlines()]
    start = lines.index("Answers to q2 differ")
    assert lines[start + 1 : start + 5] == [
        "text Where does the river rise? | It rises in the Green Forest.",
        "expected the Green Forest",
        "device in the Black Forest",
        "host in the Green Forest",
    ]


def test_what_is_not_shown_is_said_with_where_it_is() -> None:
    file, many = io.StringIO(), listing(*(example(str(number)) for number in range(17)))
    Console(file=file, width=80, color_system=None).print(summary.render(many, details=True))
    assert "7 more examples in the HTML report: devbench report --html FILE\n" in file.getvalue()
    assert "\n7 more examples in the HTML report: `devbench report --html FILE`\n" in markdown.render([many])
    page = html.render([(many, b"")]).decode()
    assert all(f"Answers to {number} differ" in page for number in range(17))
