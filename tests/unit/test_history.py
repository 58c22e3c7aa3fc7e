"""The store's index and `devbench history`: the documents are the truth."""

import csv
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet
import pytest
from click.testing import CliRunner, Result

from devbench.choices import Status
from devbench.cli import devbench
from devbench.errors import UsageError
from devbench.reports import history_table
from devbench.results import index, schema
from devbench.results.index import FILE
from devbench.results.store import ResultStore
from tests.kinds import present
from tests.unit.report_results import result


def named(
    name: str, started: str = "2026-11-20T10:00:00+00:00", model: str | None = None, status: Status | None = None
) -> schema.Result:
    base = result()
    changes: dict[str, Any] = {"run": msgspec.structs.replace(base.run, id=name, started=started)}
    if model:
        changes["model"] = msgspec.structs.replace(base.model, name=model)
    if status:
        changes["verdict"] = msgspec.structs.replace(base.verdict, status=status)
    return msgspec.structs.replace(base, **changes)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ResultStore:
    monkeypatch.setenv("DEVBENCH_HOME", str(tmp_path))
    store = ResultStore(tmp_path / "results")
    store.save(named("a", "2026-11-18T10:00:00+00:00", model="old"))
    store.save(named("b", "2026-11-19T10:00:00+00:00", status="NOISY"))
    store.save(named("c", "2026-11-20T10:00:00+00:00"))
    return store


def call(*arguments: Path | str) -> Result:
    return CliRunner().invoke(devbench, ["history", *map(str, arguments)], catch_exceptions=False)


def names(*arguments: str) -> list[str]:
    return [json.loads(line)["name"] for line in call("--json", *arguments).stdout.splitlines()]


def test_the_newest_comes_first(store: ResultStore) -> None:
    assert names() == ["c", "b", "a"]
    table = call().stdout
    assert table.index("│ c") < table.index("│ b") < table.index("│ a")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--model", "old"], ["a"]),
        (["--status", "noisy"], ["b"]),
        (["--since", "2026-11-19"], ["c", "b"]),
        (["--limit", "1"], ["c"]),
        (["--task", "nothing"], []),
        (["--device", "nowhere"], []),
    ],
)
def test_lists_are_filtered(store: ResultStore, arguments: list[str], expected: list[str]) -> None:
    assert names(*arguments) == expected


def test_what_happens_to_the_documents_is_seen(store: ResultStore) -> None:
    assert names() == ["c", "b", "a"]
    (store.root / "b.json").unlink()
    store.save(named("d", "2026-11-21T10:00:00+00:00"))
    store.save(named("c", "2026-11-17T10:00:00+00:00", model="other"))
    assert names() == ["d", "a", "c"]


def _alter(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(statement)


@pytest.mark.parametrize(
    "damage",
    [
        Path.unlink,
        lambda path: path.write_bytes(b"garbage" * 1000),
        lambda path: path.write_bytes(path.read_bytes()[:5000]),
        lambda path: path.write_bytes(path.read_bytes().replace(b'"model":"qa', b'"model":"xx')),
        lambda path: path.write_bytes(path.read_bytes().replace(b'"model":', b"\xff\xff\xff\xff\xff\xff\xff\xff")),
        lambda path: path.write_bytes(path.read_bytes().replace(b"checksum INTEGER", b"\xe5hecksum INTEGER")),
        lambda path: _alter(path, "PRAGMA user_version = 0"),
        lambda path: _alter(path, "DROP TABLE documents"),
    ],
    ids=["missing", "garbage", "cut off", "another value", "no text", "no column", "older", "no table"],
)
def test_the_index_can_be_thrown_away(store: ResultStore, damage: Callable[[Path], object]) -> None:
    before = index.entries(store.root)
    damage(store.root / FILE)
    assert index.entries(store.root) == before
    assert names("--rebuild") == ["c", "b", "a"]


def test_a_document_that_cannot_be_read_breaks_no_other(store: ResultStore) -> None:
    path = store.root / "b.json"
    path.write_bytes(path.read_bytes()[:-50])
    (store.root / "e.json").write_text(path.read_text()[:10])
    rows = {row["name"]: row for row in map(json.loads, call("--json").stdout.splitlines())}
    assert rows.keys() == {"a", "b", "c", "e"}
    assert "b.json is no whole result" in rows["b"]["error"]
    assert call().exit_code == 0
    assert names("--model", "old") == ["a"]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"[]", "no whole result document"),
        (b'{"schema":"devbench.result/2","a":' + b"[" * 100_000, "no whole result document"),
        ('{"schema":"devbench.result/²"}'.encode(), "no result of devbench"),
        (b'{"schema":"devbench.result/' + b"9" * 5000 + b'"}', "no result of devbench"),
        (b'{"schema":"devbench.result/99"}', "of a newer format"),
        (b"\xff\xfe", "no whole result document"),
    ],
    ids=["list", "deep", "superscript", "long", "newer", "no text"],
)
def test_any_content_of_a_document_is_listed(store: ResultStore, content: bytes, error: str) -> None:
    (store.root / "odd.json").write_bytes(content)
    *read, odd = index.entries(store.root)
    assert [entry.name for entry in read] == ["c", "b", "a"]
    assert error in present(odd.error)


@pytest.mark.skipif(sys.platform != "linux", reason="file names are text elsewhere")
def test_a_file_name_that_is_no_text_is_listed(store: ResultStore) -> None:
    (store.root / os.fsdecode(b"\xff.json")).write_bytes((store.root / "a.json").read_bytes())
    assert names() == names() == ["c", "b", "a", "?"]


def test_an_empty_store_says_what_fills_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEVBENCH_HOME", str(tmp_path))
    command = [sys.executable, "-m", "devbench", "history"]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (told.stdout, "devbench run" in told.stderr) == ("", True)


def test_a_store_that_is_gone_is_named(store: ResultStore) -> None:
    shutil.rmtree(store.root)
    with pytest.raises(UsageError, match=r"cannot be kept in .*d\.json"):
        store.save(named("d"))


def test_an_index_that_another_process_writes_can_be_read_and_is_left_alone(
    store: ResultStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    names()
    monkeypatch.setattr("devbench.results.index._BUSY_SECONDS", 0.01)
    before = (store.root / FILE).stat().st_ino
    with closing(sqlite3.connect(store.root / FILE)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        assert names() == ["c", "b", "a"]
        store.save(named("d"))
        with pytest.raises(UsageError, match="cannot be used: database is locked"):
            index.entries(store.root)
    assert (store.root / FILE).stat().st_ino == before
    assert "d" in names()


def test_what_a_killed_writer_left_is_cleaned_when_it_is_old(store: ResultStore) -> None:
    old, new = store.root / ".a.json-old", store.root / ".a.json-new"
    old.touch()
    new.touch()
    os.utime(old, (0, 0))
    ResultStore(store.root)
    assert (old.exists(), new.exists()) == (False, True)


def test_the_newest_document_is_that_of_the_last_run(store: ResultStore) -> None:
    for name in ("20261119T100000-aaaaaa", "20261120T100000-aaaaaa", "zz"):
        store.save(named(name))
    assert present(store.newest()).stem == "20261120T100000-aaaaaa"


@pytest.mark.parametrize("since", ["2026-11-19 09:00", "2026-11-19T10:00:00+01:00", "2026-11-18T12"])
def test_a_time_may_be_written_in_several_ways(store: ResultStore, since: str) -> None:
    assert names("--since", since) == ["c", "b"]


@pytest.mark.parametrize("arguments", [["--since", "yesterday"], ["--status", "NOSUCH"]])
def test_an_unknown_filter_is_refused(store: ResultStore, arguments: list[str]) -> None:
    assert call(*arguments).exit_code == 2


def test_parquet_without_its_package_says_how_to_get_it(
    store: ResultStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match="Parquet needs pyarrow") as error:
        call("--export", tmp_path / "h.parquet")
    assert "devbench-tflite[parquet]" in error.value.hint


def test_hostile_names_stay_text(store: ResultStore) -> None:
    store.save(named("x", "2026-11-22T10:00:00+00:00", model="\x1b[31mred[bold]"))
    shown = call("--limit", "1").stdout
    assert "\x1b" not in shown


def test_exports_hold_all_rows(store: ResultStore, tmp_path: Path) -> None:
    for name in ("h.jsonl", "h.csv", "h.parquet"):
        assert call("--export", tmp_path / name).exit_code == 0
    lines = [json.loads(line) for line in (tmp_path / "h.jsonl").read_text().splitlines()]
    with (tmp_path / "h.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    table = pyarrow.parquet.read_table(tmp_path / "h.parquet").to_pylist()
    assert [line["name"] for line in lines] == [row["name"] for row in rows] == [row["name"] for row in table]
    assert float(rows[0]["invoke_p50_ms"]) == table[0]["invoke_p50_ms"] == lines[0]["invoke_p50_ms"]


def test_a_trend_is_plotted_and_an_unknown_metric_named(store: ResultStore) -> None:
    plotted = call("--plot", "invoke").stdout
    assert "invoke_p50_ms" in plotted
    assert "11-18T10:00" in plotted
    with pytest.raises(UsageError, match="None of 3 results has 'speed'") as error:
        call("--plot", "speed")
    assert "invoke, total, host, load, ratio" in error.value.hint


def test_a_plot_has_colours_only_where_they_are_wanted(store: ResultStore) -> None:
    entries = index.entries(store.root)
    plain, coloured = (history_table.plot(entries, "ratio", [1, 2, 3], 80, colour) for colour in (False, True))
    assert "\x1b" not in plain
    assert "\x1b[48;" not in coloured  # no background: the terminal's may be dark
    assert "\x1b[38;" in coloured


def test_what_is_alike_has_a_line_of_its_own_in_the_plot(store: ResultStore) -> None:
    lines = call("--plot", "invoke").stdout.splitlines()[-2:]
    assert [line[:7] for line in lines] == ["• R58M,", "x R58M,"]
    assert "old fp32" in lines[0]
    assert "qa-en-tiny fp32" in lines[1]


def test_too_many_kinds_for_a_plot_are_refused(store: ResultStore) -> None:
    for number in range(6):
        store.save(named(f"m{number}", model=f"model-{number}"))
    with pytest.raises(UsageError, match="8 kinds"):
        call("--plot", "invoke")
    assert call("--plot", "invoke", "--model", "model-1").exit_code == 0


def test_an_export_needs_a_known_format(store: ResultStore, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.jsonl, \.csv, \.parquet|no format"):
        call("--export", tmp_path / "h.xls")


def test_several_processes_bring_it_up_to_date_at_once(store: ResultStore) -> None:
    for number in range(20):
        store.save(named(f"n{number:02}"))
    command = [sys.executable, "-m", "devbench", "history", "--json"]
    commands = [command, [*command, "--rebuild"], command, [*command, "--rebuild"]]
    started = [subprocess.Popen(each, stdout=subprocess.PIPE, text=True) for each in commands]
    outputs = [process.communicate(timeout=60)[0] for process in started]
    assert [process.returncode for process in started] == [0] * 4
    assert all(len(output.splitlines()) == 23 for output in outputs)


_WRITER = """
import sys
from devbench.results import document
from devbench.results.store import ResultStore
import msgspec
from pathlib import Path
root = Path(sys.argv[1])
store = ResultStore(root)
result = document.read(root / "a.json")
print("ready", flush=True)
for number in range(100_000):
    run = msgspec.structs.replace(result.run, id=f"w{number:06}")
    store.save(msgspec.structs.replace(result, run=run))
"""


def test_a_writer_that_is_killed_loses_one_document_at_most(store: ResultStore) -> None:
    process = subprocess.Popen([sys.executable, "-c", _WRITER, str(store.root)], stdout=subprocess.PIPE, text=True)
    stdout = present(process.stdout)
    stdout.readline()
    deadline = time.monotonic() + 30
    while len(list(store.root.glob("w*.json"))) < 5 and time.monotonic() < deadline:
        pass
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    stdout.close()
    entries = index.entries(store.root)
    written = [entry for entry in entries if entry.name.startswith("w")]
    assert len(written) >= 5
    assert all(entry.error is None for entry in written)
    assert len(entries) == len(written) + 3


_DYING = """
import os, signal, sqlite3, sys
from pathlib import Path

import msgspec

from devbench.results import document, index
from devbench.results.store import ResultStore

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def write_half(file):
    os.ftruncate(file, 1000)
    die()

class Dying(sqlite3.Connection):
    def __init__(self, *arguments, **keywords):
        super().__init__(*arguments, **keywords)
        self.set_trace_callback(lambda statement: statement.strip().startswith(sys.argv[2]) and die())

root = Path(sys.argv[1])
old = document.read(root / "a.json")
store = ResultStore(root)
match sys.argv[2]:
    case "write":
        os.fsync = write_half
    case "chmod":
        Path.chmod = die
    case "rename":
        Path.replace = die
    case _:
        connect = sqlite3.connect
        sqlite3.connect = lambda *arguments, **keywords: connect(*arguments, factory=Dying, **keywords)
for name in ("a", "new"):
    store.save(msgspec.structs.replace(old, run=msgspec.structs.replace(old.run, id=name, commit="again")))
index.entries(root, again=True)
"""


@pytest.mark.parametrize(
    "point", ["write", "chmod", "rename", "DROP", "CREATE", "PRAGMA user_version", "REPLACE", "COMMIT"]
)
def test_wherever_it_is_killed_the_store_is_whole(store: ResultStore, point: str) -> None:
    names()
    process = subprocess.run([sys.executable, "-c", _DYING, str(store.root), point], check=False)
    assert process.returncode == -signal.SIGKILL
    entries = {entry.name: entry for entry in index.entries(store.root)}
    is_written = point not in ("write", "chmod", "rename")
    assert entries.keys() == {"a", "b", "c", *(["new"] if is_written else [])}
    assert all(entry.error is None for entry in entries.values())
    assert (entries["a"].commit == "again") is is_written
