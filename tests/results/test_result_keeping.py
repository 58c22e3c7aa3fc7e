"""How results are kept: the store's folder, baselines, and what the index says of each document."""

from __future__ import annotations

import os
import stat
import sys
import time
from pathlib import Path

import msgspec
import pytest

from devbench.results import baselines, document, index, json_schema, names, schema
from devbench.results.store import ResultStore, default_root, stored, write_whole

ROOT = Path(__file__).resolve().parents[2]
RESULT = document.read(ROOT / "tests/vectors/results/format-1.json")


def named(name: str) -> schema.Result:
    return msgspec.structs.replace(RESULT, run=msgspec.structs.replace(RESULT.run, id=name))


# -- the folder


def test_results_are_kept_where_devbench_home_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DEVBENCH_HOME", str(tmp_path))
    assert default_root() == tmp_path / "results"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other folders")
def test_without_devbench_home_they_are_with_the_users_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DEVBENCH_HOME", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_root() == tmp_path / "devbench" / "results"


def test_a_store_makes_its_folder_and_nothing_else(tmp_path: Path) -> None:
    for _ in range(2):
        store = ResultStore(tmp_path / "a" / "b")
    assert list(store.root.iterdir()) == []
    assert stored(store.root) == []


def test_only_what_a_writer_left_a_day_ago_is_cleaned(tmp_path: Path) -> None:
    for hours, name in ((23, ".a.json-x"), (25, ".b.json-x"), (25, "c.json"), (25, ".d.json")):
        (tmp_path / name).touch()
        moment = time.time() - hours * 3600
        os.utime(tmp_path / name, (moment, moment))
    ResultStore(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".a.json-x", ".d.json", "c.json"]


def test_a_file_that_vanishes_hinders_no_cleaning(tmp_path: Path) -> None:
    (tmp_path / ".a.json-x").symlink_to(tmp_path / "nowhere")
    ResultStore(tmp_path)


def test_a_result_is_kept_under_its_id(tmp_path: Path) -> None:
    path = ResultStore(tmp_path).save(named("20261120T101112-abcdef"))
    assert path == tmp_path / "20261120T101112-abcdef.json" == stored(tmp_path)[0]
    assert document.read(path) == named("20261120T101112-abcdef")


def test_a_written_file_is_for_all_to_read(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    write_whole(path, b"content")
    assert path.read_bytes() == b"content"
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_an_interrupted_write_leaves_the_old_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(b"old")
    seen = []

    def interrupted(_: int) -> None:
        seen.extend(sorted(other.name for other in tmp_path.iterdir()))
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, b"new")
    assert seen[0].startswith(".x.json-")  # where neither lists nor the newest look, and what is cleaned a day later
    assert [other.name for other in tmp_path.iterdir()] == ["x.json"]
    assert path.read_bytes() == b"old"


def test_the_published_schema_is_what_its_command_prints(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    json_schema.main()
    published = ROOT / "docs" / "schema" / f"{schema.SCHEMA.replace('/', '-')}.json"
    assert capsysbinary.readouterr().out == published.read_bytes()


# -- baselines


def ids(root: Path, name: str) -> list[str]:
    return [result.run.id for result in names.sessions(root, name)]


def test_a_baseline_is_found_by_its_name_and_replaced(tmp_path: Path) -> None:
    for sessions in (["first", "second", "third"], ["fourth"]):
        folder = baselines.save(tmp_path, "v1.0-rc_1", list(map(named, sessions)))
        assert folder == tmp_path / "baselines" / "v1.0-rc_1"
        assert ids(tmp_path, "v1.0-rc_1") == sessions
        assert document.read(names.locate(tmp_path, "v1.0-rc_1")).run.id == sessions[-1]


def test_a_baseline_of_one_file_is_found_and_replaced(tmp_path: Path) -> None:
    """As an older devbench kept it."""
    (tmp_path / "baselines").mkdir()
    write_whole(tmp_path / "baselines" / "main.json", document.encode(named("old")))
    assert ids(tmp_path, "main") == ["old"]
    baselines.save(tmp_path, "main", [named("new")])
    assert ids(tmp_path, "main") == ["new"]
    assert [path.name for path in (tmp_path / "baselines").iterdir()] == ["main"]


def test_a_baseline_needs_no_store_yet(tmp_path: Path) -> None:
    baselines.save(tmp_path / "not" / "yet", "main", [RESULT])
    assert names.sessions(tmp_path / "not" / "yet", "main") == [RESULT]


# -- the index


def counted(result: schema.Result, tokens: schema.Count, answers: schema.Count) -> schema.Result:
    parity = msgspec.structs.replace(result.parity, tokens=tokens, answers=answers)
    return msgspec.structs.replace(result, parity=parity)


def with_interval(result: schema.Result) -> schema.Result:
    """And partial."""
    run = result.device_run
    invoke = msgspec.structs.replace(run.latency_ms.invoke, p50_low=1.5, p50_high=2.5)
    run = msgspec.structs.replace(run, latency_ms=msgspec.structs.replace(run.latency_ms, invoke=invoke))
    verdict = msgspec.structs.replace(result.verdict, partial=True)
    return msgspec.structs.replace(result, device_run=run, verdict=verdict)


def test_an_entry_says_what_the_document_does() -> None:
    result = counted(with_interval(RESULT), schema.Count(equal=3, total=4), schema.Count(equal=1, total=8))
    run = msgspec.structs.replace(result.run, commit="c0ffee")
    device = msgspec.structs.replace(result.device, model="Phone 8")
    found = index.entry("x", msgspec.structs.replace(result, run=run, device=device))
    assert found == index.IndexEntry(
        name="x",
        started=RESULT.run.started,
        device=RESULT.device.serial,
        device_model="Phone 8",
        kind=RESULT.device.kind,
        model="qa-en-tiny",
        quantization=RESULT.model.quantization,
        task="question-answering",
        threads=RESULT.settings.threads,
        mode=RESULT.settings.mode,
        repeats=1,
        invoke_p50_ms=RESULT.device_run.latency_ms.invoke.p50,
        invoke_p50_low_ms=1.5,
        invoke_p50_high_ms=2.5,
        total_p50_ms=RESULT.device_run.latency_ms.total.p50,
        host_invoke_p50_ms=RESULT.host_run.latency_ms.invoke.p50,
        load_ms=RESULT.device_run.load_ms,
        ratio=RESULT.ratio.p50,
        quality=RESULT.device_run.quality,
        equal_tokens=0.75,
        equal_answers=0.125,
        answers="AGREE",
        timing="TOO_SHORT",
        partial=True,
        commit="c0ffee",
    )
    empty = {field for field in found.__struct_fields__ if getattr(found, field) in (None, {})}
    assert empty == {"error"}


def test_the_share_of_nothing_is_absent() -> None:
    nothing = schema.Count(equal=0, total=0)
    found = index.entry("x", counted(RESULT, nothing, nothing))
    assert (found.equal_tokens, found.equal_answers) == (None, None)


def test_figures_and_metrics_of_quality_are_found_by_their_names() -> None:
    entry = index.IndexEntry(name="x", load_ms=2.0, quality={"f1": 50.0})
    assert [index.figure(entry, name) for name in ("load", "f1", "ratio", "name")] == [2.0, 50.0, None, None]


def test_rows_of_a_table_have_a_column_for_each_metric() -> None:
    one, other = index.flat(
        [index.IndexEntry(name="a", quality={"f1": 50.0}), index.IndexEntry(name="b", quality={"em": 1.0})]
    )
    assert list(one) == list(other)
    assert list(one)[-2:] == ["quality_em", "quality_f1"]
    assert "quality" not in one
    assert (one["quality_f1"], one["quality_em"], other["quality_em"], other["name"]) == (50.0, None, 1.0, "b")


def test_a_known_document_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = ResultStore(tmp_path)
    store.save(named("a"))
    before = index.entries(tmp_path)
    store.save(named("b"))
    read: list[str] = []

    def recorded(path: Path) -> schema.Result:
        read.append(path.name)
        return RESULT

    monkeypatch.setattr(document, "read", recorded)
    assert before[0] in index.entries(tmp_path)
    assert read == ["b.json"]
    index.entries(tmp_path, again=True)
    assert sorted(read[1:]) == ["a.json", "b.json"]


def test_a_document_that_vanishes_is_not_listed(tmp_path: Path) -> None:
    ResultStore(tmp_path).save(named("a"))
    (tmp_path / "b.json").symlink_to(tmp_path / "nowhere")
    assert [entry.name for entry in index.entries(tmp_path)] == ["a"]


def test_equally_old_documents_are_listed_by_name(tmp_path: Path) -> None:
    store = ResultStore(tmp_path)
    for name in ("b", "c", "a"):
        store.save(named(name))
    for name in ("x", "y"):
        (tmp_path / f"{name}.json").touch()
    assert [entry.name for entry in index.entries(tmp_path)] == ["c", "b", "a", "y", "x"]
