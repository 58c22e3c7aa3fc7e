"""Result documents: their published schema, older and newer formats, and what somebody changed."""

import hashlib
import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

from devbench.errors import UsageError
from devbench.results import document, json_schema
from devbench.results.schema import FORMAT, SCHEMA
from devbench.tasks.settings import TaskSettings
from tests.paths import CHECKOUT
from tests.sample_results import result

VECTORS = CHECKOUT / "tests/vectors/results"
OLD = sorted(VECTORS.glob("format-*.json"))
PUBLISHED = CHECKOUT / f"docs/schema/{SCHEMA.replace('/', '-')}.json"


def test_the_published_schema_is_that_of_the_code() -> None:
    assert json.loads(PUBLISHED.read_text()) == json_schema.generate()


def test_what_is_written_is_of_the_published_schema() -> None:
    jsonschema.validate(json.loads(document.encode(result())), json.loads(PUBLISHED.read_text()))


def test_a_document_that_lacks_a_field_is_not() -> None:
    broken = json.loads(document.encode(result()))
    del broken["verdict"]
    with pytest.raises(jsonschema.ValidationError, match="verdict"):
        jsonschema.validate(broken, json.loads(PUBLISHED.read_text()))


@pytest.mark.parametrize("path", OLD, ids=lambda path: path.stem)
def test_every_older_format_is_read_for_ever(path: Path) -> None:
    read = document.read(path)
    assert read.model.name == "qa-en-tiny"
    again = document.encode(read)
    assert document.decode(again, "again") == read
    jsonschema.validate(json.loads(again), json.loads(PUBLISHED.read_text()))


@pytest.mark.parametrize("path", OLD, ids=lambda path: path.stem)
def test_an_older_result_compares_with_one_of_today_under_the_same_settings(path: Path) -> None:
    task = msgspec.convert(document.read(path).settings.task, TaskSettings)
    assert document.read(path).settings.task == msgspec.to_builtins(task)


@pytest.mark.parametrize(
    ("number", "words", "ids"),
    [
        (
            1,
            ("AGREE", "TOO_SHORT", "VIRTUAL"),
            {"VIRTUAL_DEVICE", "TOO_FEW_SAMPLES", "ONE_REPEAT", "NOT_WATCHED"},
        ),
        (
            2,
            ("UNCHECKED", "NOISY", "VIRTUAL"),
            {
                *("VIRTUAL_DEVICE", "WIDE_INTERVAL", "BUSY_DEVICE", "HOST_UNSTEADY", "FEWER_THREADS_AT_WORK"),
                *("MORE_THREADS_THAN_CORES", "HOST_INCOMPLETE", "ONE_REPEAT"),
            },
        ),
    ],
)
def test_an_older_verdict_gets_its_three_parts(number: int, words: tuple[str, str, str], ids: set[str]) -> None:
    """Each finding of then is kept, if need be under today's name; what one repeat shows today is added."""
    verdict = document.read(VECTORS / f"format-{number}.json").verdict
    assert (verdict.answers, verdict.timing, verdict.device) == words
    assert {finding.id for finding in verdict.findings} == ids


@pytest.mark.parametrize(("stated", "word"), [({}, "AGREE"), ({"f1": 80.0}, "RIGHT")])
def test_labels_alone_do_not_make_an_older_document_right(stated: dict[str, float], word: str) -> None:
    """Until format 3 they did."""
    older = json.loads((VECTORS / "format-3.json").read_text())
    del older["digest"]
    older["model"]["stated_quality"] = stated
    older["verdict"]["answers"] = "RIGHT"
    digest = hashlib.sha256(msgspec.json.encode(older, order="sorted")).hexdigest()
    content = msgspec.json.encode({**older, "digest": digest})
    assert document.decode(content, "older").verdict.answers == word


@pytest.mark.parametrize("number", [1, 2])
def test_an_older_interval_is_not_shown(number: int) -> None:
    """They were made by a bootstrap of one process, and do not hold."""
    path = VECTORS / f"format-{number}.json"
    assert "low" in json.loads(path.read_text())["ratio"]
    read = document.read(path)
    assert (read.ratio.low, read.ratio.high) == (None, None)
    for run in (read.device_run, read.host_run):
        assert (run.latency_ms.invoke.p50_low, run.latency_ms.invoke.p50_high) == (None, None)


def test_there_is_one_of_each_format_as_it_was_first_written() -> None:
    assert [path.stem for path in OLD] == [f"format-{number}" for number in range(1, FORMAT + 1)]


@pytest.mark.parametrize("path", OLD, ids=lambda path: path.stem)
def test_the_digest_of_an_older_format_counts(path: Path, tmp_path: Path) -> None:
    edited = tmp_path / "edited.json"
    edited.write_text(path.read_text().replace('"qa-en-tiny"', '"another"'))
    with pytest.raises(UsageError, match=r"edited\.json was changed"):
        document.read(edited)


def test_a_newer_format_is_refused_naming_both() -> None:
    newer = document.encode(result()).replace(SCHEMA.encode(), f"devbench.result/{FORMAT + 1}".encode())
    with pytest.raises(UsageError, match=f"result/{FORMAT + 1}; this devbench reads formats up to {FORMAT}"):
        document.decode(newer, "new.json")


@pytest.mark.parametrize("size", [0, 1, 100, -3])
def test_a_document_that_is_cut_off_is_named(size: int, tmp_path: Path) -> None:
    path = tmp_path / "cut.json"
    path.write_bytes(document.encode(result())[:size])
    with pytest.raises(UsageError, match=r"cut\.json"):
        document.read(path)


def test_an_empty_set_of_samples_is_named() -> None:
    nothing = msgspec.structs.replace(result().device_run, samples=[])
    content = document.encode(msgspec.structs.replace(result(), device_run=nothing))
    with pytest.raises(UsageError, match=r"field device_run\.samples is empty"):
        document.decode(content, "empty.json")
