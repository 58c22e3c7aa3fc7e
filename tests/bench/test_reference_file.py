"""Reference files: what is written is read, what people write by hand is understood or refused by its line."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from devbench import __version__
from devbench.bench import example_pairs, host_answers, kept_outputs, other_sides, reference_file
from devbench.bench.known_answers import Reference
from devbench.bench.plan import Plan
from devbench.bench.prepare import Request, prepare
from devbench.choices import RunSettings
from devbench.errors import UsageError
from devbench.harness.codec import HarnessResult
from tests.kinds import present

SETTINGS = RunSettings(threads=1)
HEADER = {"schema": "devbench.reference/1", "task": "text-classification"}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return prepare(Request(model="classify-en-tiny", examples=4, settings=SETTINGS))


@pytest.fixture(scope="module")
def ran(plan: Plan) -> HarnessResult:
    return host_answers.run(plan)


def read(plan: Plan, path: Path) -> Reference:
    ids = [example.id for example in plan.examples]
    shapes = kept_outputs.shapes(plan.task, plan.model.spec.sequence_length, {})
    return reference_file.read(path, plan.task, plan.data, shapes, ids)


def lines(path: Path, *rows: Any, header: dict[str, Any] | None = None) -> Path:
    every = [HEADER if header is None else header, *rows]
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in every))
    return path


@pytest.mark.parametrize(
    "model", ["qa-en-tiny", "ner-en-tiny", "fill-mask-en-tiny", "generate-en-tiny", "embed-en-tiny"]
)
def test_what_a_host_run_writes_is_what_it_answers(model: str, tmp_path: Path) -> None:
    plan = prepare(Request(model=model, examples=3, settings=SETTINGS))
    ran = host_answers.run(plan)
    path = tmp_path / "reference.jsonl"
    reference_file.write(plan, ran, path)
    known = read(plan, path)
    assert (
        known.made_by
        == f"devbench {__version__}: {model} fp32 with {ran.header.runtime.name} {ran.header.runtime.version}"
    )
    check, differing = other_sides.reference(replace(plan, reference=known), ran)
    found = present(check)
    assert (found.examples, found.agreement.answers.equal, found.agreement.tokens.equal) == (3, 3, 3)
    assert present(found.agreement.outputs).max_abs_diff == pytest.approx(0, abs=1e-5)
    assert differing == []


def test_outputs_stand_at_tokens_alone(tmp_path: Path) -> None:
    plan = prepare(Request(model="ner-en-tiny", examples=2, settings=SETTINGS))
    path = tmp_path / "reference.jsonl"
    reference_file.write(plan, host_answers.run(plan), path)
    for known in read(plan, path).examples.values():
        assert known.token_ids is not None
        assert known.outputs[0]["logits"].shape == (1, len(known.token_ids[0]), 9)


def test_a_row_needs_no_more_than_an_id_and_an_answer_in_words(plan: Plan, ran: HarnessResult, tmp_path: Path) -> None:
    words = [plan.task.show(record.answer) for record in ran.examples]
    wrong = "sport" if words[1] != "sport" else "business"
    rows = [{"id": example.id, "answer": word} for example, word in zip(plan.examples, words, strict=True)]
    known = read(plan, lines(tmp_path / "r.jsonl", rows[0], {**rows[1], "answer": wrong}, *rows[2:]))
    check, differing = other_sides.reference(replace(plan, reference=known), ran)
    agreement = present(check).agreement
    assert (agreement.answers.equal, agreement.answers.total) == (3, 4)
    assert (agreement.tokens.total, agreement.outputs) == (0, None)
    (listed,) = differing
    assert (listed.what, listed.device, listed.host) == ("reference", words[1], wrong)


def test_raw_outputs_alone_are_enough_with_padding_and_without_the_first_axis(
    plan: Plan, ran: HarnessResult, tmp_path: Path
) -> None:
    rows = []
    for record in ran.examples:
        logits = ran.outputs(record.windows[0])["logits"]
        rows.append({"id": record.id, "windows": [{"outputs": {"logits": logits[0].tolist()}}]})
    known = read(plan, lines(tmp_path / "r.jsonl", *rows))
    agreement = present(other_sides.reference(replace(plan, reference=known), ran)[0]).agreement
    assert agreement.answers.total == 0
    assert present(agreement.outputs).cosine == pytest.approx(1)

    ner = prepare(Request(model="ner-en-tiny", examples=1, settings=SETTINGS))
    result = host_answers.run(ner)
    (record,) = result.examples
    padded = result.outputs(record.windows[0])["logits"]
    assert padded.shape[1] == ner.model.spec.sequence_length
    row = {"id": record.id, "windows": [{"outputs": {"logits": padded.tolist()}}]}
    header = {**HEADER, "task": "token-classification"}
    known = read(ner, lines(tmp_path / "n.jsonl", row, header=header))
    (pair,) = example_pairs.reference_pairs(ner, result, known)
    tokens = len(record.windows[0].token_ids)
    assert pair.host.outputs[0]["logits"].shape == pair.device.outputs[0]["logits"].shape == (1, tokens, 9)
    np.testing.assert_allclose(pair.host.outputs[0]["logits"], padded[:, :tokens])


def test_other_windows_than_the_devices_differ(plan: Plan, ran: HarnessResult, tmp_path: Path) -> None:
    window = {"outputs": {"logits": [[1, 2, 3, 4, 5]]}}
    known = read(plan, lines(tmp_path / "r.jsonl", {"id": plan.examples[0].id, "windows": [window, window]}))
    check, differing = other_sides.reference(replace(plan, reference=known), ran)
    assert present(check).agreement.tokens.equal == 0
    assert present(check).examples == 1
    assert len(differing) == 1


def test_an_example_of_which_nothing_is_said_is_missing(plan: Plan, ran: HarnessResult, tmp_path: Path) -> None:
    rows = [
        {"id": plan.examples[0].id, "answer": "sport"},
        {"id": plan.examples[1].id, "windows": [{"token_ids": [2, 3]}]},
    ]
    known = read(plan, lines(tmp_path / "r.jsonl", *rows))
    assert present(other_sides.reference(replace(plan, reference=known), ran)[0]).examples == 1


def test_outputs_of_some_roles_are_not_enough(tmp_path: Path) -> None:
    """A wrong end of an answer would pass with the right start alone."""
    qa = prepare(Request(model="qa-en-tiny", examples=1, settings=SETTINGS))
    ran = host_answers.run(qa)
    (record,) = ran.examples
    outputs = {role: values.tolist() for role, values in ran.outputs(record.windows[0]).items()}
    header = {**HEADER, "task": "question-answering"}
    for roles, more, enough in (
        (["start_logits"], {}, 0),
        (["start_logits", "end_logits"], {}, 1),
        (["start_logits"], {"answer": qa.task.show(record.answer)}, 1),
    ):
        row = {"id": record.id, "windows": [{"outputs": {role: outputs[role] for role in roles}}], **more}
        known = read(qa, lines(tmp_path / "r.jsonl", row, header=header))
        check = present(other_sides.reference(replace(qa, reference=known), ran)[0])
        assert check.examples == enough
        assert check.agreement.outputs is not None  # which are compared all the same


FIRST = {"id": "1", "answer": "sport"}


@pytest.mark.parametrize(
    ("header", "rows", "words"),
    [
        ({"task": "x"}, [], "r.jsonl is not a reference file."),
        ({"run": "1", "id": "1"}, [], "r.jsonl is not a reference file."),
        ({**HEADER, "mode": "x"}, [], "line 1: Object contains unknown field `mode`"),
        ({**HEADER, "schema": "devbench.reference/9"}, [], "line 1: its schema is 'devbench.reference/9'"),
        ({**HEADER, "task": "fill-mask"}, [], "is a reference for fill-mask, not for text-classification"),
        ({**HEADER, "data_sha256": "00"}, [], "was made from different data than"),
        (HEADER, [], "has none of the examples of"),
        (HEADER, [{"id": "nobody", "answer": "sport"}], "has none of the examples of"),
        (HEADER, [FIRST, FIRST], "line 3: the example 1 occurs twice"),
        (HEADER, ["{"], "line 2: Input data was truncated"),
        (HEADER, [{**FIRST, "ouputs": {}}], "line 2: Object contains unknown field `ouputs`"),
        (HEADER, [{"id": "1", "answer": {"name": "sport"}}], "line 2: this is not an answer of text-classification"),
        (HEADER, [{"id": "1", "windows": [{"outputs": {"output_0": [[1]]}}]}], "has no output output_0, but logits"),
        (HEADER, [{"id": "1", "windows": [{"outputs": {"logits": [[1], [2, 3]]}}]}], "logits is not a list of numbers"),
        (
            HEADER,
            [{"id": "1", "windows": [{"outputs": {"logits": [[1e39, 1]]}}]}],
            "logits has NaN or infinite values",
        ),
        *(
            (HEADER, [{"id": "1", "windows": [{"outputs": {"logits": values}}]}], f"shape {shape}, not [1, 5]")
            for values, shape in (
                ([], "[1, 0]"),
                ([[]], "[1, 0]"),
                (7, "[]"),
                ([1, 2, 3, 4], "[1, 4]"),
                ([[[1, 2, 3, 4, 5]]], "[1, 1, 5]"),
                ([[1, 2, 3, 4, 5], [1, 2, 3, 4, 5]], "[2, 5]"),
            )
        ),
        *(
            ({**HEADER, "quantization": name}, [], f"line 1: Invalid enum value '{name}'")
            for name in ("banana", "FP32")
        ),
        (HEADER, [{"id": "1", "windows": [{"token_ids": [1]}, {}]}], "only some of its windows have token_ids"),
    ],
)
def test_what_is_wrong_is_named_by_its_line(
    plan: Plan, tmp_path: Path, header: dict[str, Any], rows: list[dict[str, Any] | str], words: str
) -> None:
    path = lines(tmp_path / "r.jsonl", *rows, header=header)
    with pytest.raises(UsageError) as caught:
        read(plan, path)
    assert words in caught.value.message
    assert str(path) in caught.value.message


def test_a_vector_of_another_size_is_refused_before_anything_runs(tmp_path: Path) -> None:
    """The task leaves its size open; the model does not. An answer has no shape: it differs."""
    embed = prepare(Request(model="embed-en-tiny", examples=1, settings=SETTINGS))
    header, first = {**HEADER, "task": embed.task.name}, embed.examples[0].id
    path = lines(tmp_path / "r.jsonl", {"id": first, "windows": [{"outputs": {"embedding": [1, 2]}}]}, header=header)
    with pytest.raises(UsageError, match=r"line 2: embedding has the shape \[1, 2\], not \[1, 64\]"):
        prepare(Request(model="embed-en-tiny", examples=1, settings=SETTINGS, reference=path))
    known = read(embed, lines(path, {"id": first, "answer": {"vector": [1.0, 2.0]}}, header=header))
    check, _ = other_sides.reference(replace(embed, reference=known), host_answers.run(embed))
    assert present(check).agreement.answers.equal == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "is empty."), (b" \n\n", "is empty."), (b"PK\x03\x04", "is not a reference file."), (b"\xff", "is not a")],
)
def test_what_is_no_reference_at_all_is_said_with_what_writes_one(
    plan: Plan, tmp_path: Path, content: bytes, words: str
) -> None:
    (tmp_path / "r.jsonl").write_bytes(content)
    with pytest.raises(UsageError, match=words) as caught:
        read(plan, tmp_path / "r.jsonl")
    assert caught.value.hint.startswith("`devbench reference` writes one")


def test_ids_that_are_not_unique_cannot_be_referred_to(plan: Plan, tmp_path: Path) -> None:
    path = lines(tmp_path / "r.jsonl", FIRST)
    with pytest.raises(UsageError, match="have the same id"):
        reference_file.read(path, plan.task, plan.data, {}, ["1", "1"])


def test_a_file_that_cannot_be_written_is_named(plan: Plan, ran: HarnessResult, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Cannot write"):
        reference_file.write(plan, ran, tmp_path / "nowhere" / "r.jsonl")
