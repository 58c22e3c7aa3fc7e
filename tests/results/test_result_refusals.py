"""What a user reads when a result cannot be read or kept: what happened, to which file, what to do next."""

from __future__ import annotations

import errno
import hashlib
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest

from devbench.errors import UsageError
from devbench.results import baselines, document, index, schema
from devbench.results.store import ResultStore

ROOT = Path(__file__).resolve().parents[2]
RESULT = document.read(ROOT / "tests/vectors/results/format-1.json")
ANOTHER_FILE = "Name a file that devbench wrote."
ANOTHER_FOLDER = "Set DEVBENCH_HOME to a folder that you can write to."


def signed(body: dict[str, Any]) -> bytes:
    """As devbench would have written it: the digest is the sha256 of all the rest, keys sorted."""
    body.pop("digest", None)
    digest = hashlib.sha256(msgspec.json.encode(body, order="sorted")).hexdigest()
    return msgspec.json.encode({**body, "digest": digest})


def changed(*path: str, value: object) -> bytes:
    body: dict[str, Any] = msgspec.json.decode(document.encode(RESULT))
    part = body
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = value
    return signed(body)


def refused(content: bytes) -> tuple[str, str]:
    with pytest.raises(UsageError) as error:
        document.decode(content, "x.json")
    return error.value.message, error.value.hint


def test_any_json_with_the_digest_of_its_rest_is_read() -> None:
    assert document.decode(changed("model", "name", value="other"), "x.json").model.name == "other"


def test_what_is_no_json_is_refused() -> None:
    assert refused(document.encode(RESULT)[:-30]) == (
        "x.json is not a complete result document: Input data was truncated.",
        ANOTHER_FILE,
    )


def test_what_another_program_wrote_is_refused_with_the_start_of_its_schema() -> None:
    assert refused(changed("schema", value="s" * 50)) == (
        f"x.json is not a devbench result: its schema is '{'s' * 40}'.",
        ANOTHER_FILE,
    )
    assert refused(b"{}") == ("x.json is not a devbench result: its schema is 'None'.", ANOTHER_FILE)


def test_a_newer_format_is_refused() -> None:
    newer = f"devbench.result/{schema.FORMAT + 1}"
    assert refused(changed("schema", value=newer)) == (
        f"x.json has a newer format, {newer}; this devbench reads formats up to {schema.FORMAT}.",
        "Upgrade devbench.",
    )


@pytest.mark.parametrize("digest", [b"", b'"digest":"00",'], ids=["none", "wrong"])
def test_a_changed_document_is_refused(digest: bytes) -> None:
    assert refused(b'{"schema":"devbench.result/1",%b"task":"x"}' % digest) == (
        "x.json was changed after devbench wrote it: its digest does not match.",
        "Run again.",
    )


def test_a_field_of_the_wrong_type_is_named() -> None:
    assert refused(changed("settings", "threads", value="four")) == (
        "x.json is not a result document: Expected `int`, got `str` - at `$.settings.threads`.",
        ANOTHER_FILE,
    )


@pytest.mark.parametrize("side", ["device_run", "host_run"])
@pytest.mark.parametrize("name", ["samples", "repeats"])
def test_a_side_without_samples_or_repeats_is_refused(side: str, name: str) -> None:
    assert refused(changed(side, name, value=[])) == (
        f"x.json, field {side}.{name} is empty.",
        f"Run again: a result without {name} cannot be judged.",
    )


@pytest.mark.parametrize("side", ["device_run", "host_run"])
@pytest.mark.parametrize("field", [("load_ms",), ("latency_ms", "invoke", "p50"), ("latency_ms", "total", "p50")])
def test_a_time_below_zero_is_refused(side: str, field: tuple[str, ...]) -> None:
    assert refused(changed(side, *field, value=-0.5)) == (
        f"x.json, field {side}.samples: a time is not a number of milliseconds.",
        "Run again.",
    )
    document.decode(changed(side, *field, value=0), "x.json")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "none.json"
    with pytest.raises(UsageError) as error:
        document.read(path)
    assert error.value.message == f"Cannot read {path}: No such file or directory."
    assert error.value.hint == "Name a result that devbench wrote."


# -- the store


def test_a_folder_that_cannot_be_is_named_before_anything_is_measured(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError) as error:
        ResultStore(tmp_path / "file" / "results")
    assert error.value.message == f"Results cannot be written to {tmp_path / 'file' / 'results'}: Not a directory."
    assert error.value.hint == ANOTHER_FOLDER


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def on_a_read_only_disk(dir: Path | None = None, **_: object) -> None:  # noqa: A002
        if dir == tmp_path:
            raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", on_a_read_only_disk)
    with pytest.raises(UsageError, match=f"Results cannot be written to {tmp_path}: Read-only file system"):
        ResultStore(tmp_path)


def test_a_result_that_cannot_be_kept_is_named(tmp_path: Path) -> None:
    store = ResultStore(tmp_path / "results")
    path = store.root / f"{RESULT.run.id}.json"
    path.mkdir()
    with pytest.raises(UsageError) as error:
        store.save(RESULT)
    assert error.value.message == f"The result cannot be kept in {path}: Is a directory."
    assert error.value.hint == "Free some space there, or set DEVBENCH_HOME to another folder."


def test_an_index_that_another_process_holds_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_BUSY_SECONDS", 0.01)
    index.entries(tmp_path)
    with closing(sqlite3.connect(tmp_path / index.FILE)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(UsageError) as error:
            index.entries(tmp_path, again=True)
    assert error.value.message == f"The index {tmp_path / index.FILE} cannot be used: database is locked."
    assert error.value.hint == "Try again when no other devbench is using it."


# -- baselines


@pytest.mark.parametrize("name", ["latest", "LATEST"])
def test_no_baseline_is_called_as_the_newest_result_is(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=f"{name} always means the newest result"):
        baselines.save(tmp_path, name, [RESULT])


@pytest.mark.parametrize("name", ["20261119T100000-aaaaaa", "20261119T1", "20261119"])
def test_no_baseline_is_called_like_a_run(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as error:
        baselines.save(tmp_path, name, [RESULT])
    assert error.value.message == f"{name} looks like the id of a run, or the beginning of one."
    assert error.value.hint == "Give the baseline another name."


@pytest.mark.parametrize("name", ["2026", "2026.1", "v20261119", "2026111"])
def test_a_number_may_name_a_baseline(tmp_path: Path, name: str) -> None:
    assert baselines.save(tmp_path, name, [RESULT]).name == name


@pytest.mark.parametrize("name", ["", ".hidden", "../x", "a b", "a/b", "-x"])
def test_a_name_that_is_no_file_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as error:
        baselines.save(tmp_path, name, [RESULT])
    assert error.value.message == f"{name!r} cannot name a baseline."
    assert error.value.hint == "Use letters, digits, dots, dashes, underscores."
    assert not list(tmp_path.iterdir())


def test_a_baseline_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "baselines").touch()
    with pytest.raises(UsageError) as error:
        baselines.save(tmp_path, "main", [RESULT])
    assert error.value.message == f"Cannot write {tmp_path / 'baselines' / 'main'}: Not a directory."
    assert error.value.hint == ANOTHER_FOLDER
