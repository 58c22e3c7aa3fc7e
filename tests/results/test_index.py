"""The store's index: the documents are the truth, whatever becomes of it and of who writes."""

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

import pytest

from devbench.errors import UsageError
from devbench.results import index
from devbench.results.index import FILE
from devbench.results.store import ResultStore
from tests.history import call, named, names
from tests.kinds import present


def test_what_happens_to_the_documents_is_seen(history: ResultStore) -> None:
    assert names() == ["c", "b", "a"]
    (history.root / "b.json").unlink()
    history.save(named("d", "2026-11-21T10:00:00+00:00"))
    history.save(named("c", "2026-11-17T10:00:00+00:00", model="other"))
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
def test_the_index_can_be_thrown_away(history: ResultStore, damage: Callable[[Path], object]) -> None:
    before = index.entries(history.root)
    damage(history.root / FILE)
    assert index.entries(history.root) == before
    assert names("--rebuild") == ["c", "b", "a"]


def test_a_document_that_cannot_be_read_breaks_no_other(history: ResultStore) -> None:
    path = history.root / "b.json"
    path.write_bytes(path.read_bytes()[:-50])
    (history.root / "e.json").write_text(path.read_text()[:10])
    rows = {row["name"]: row for row in map(json.loads, call("--json", "-").stdout.splitlines())}
    assert rows.keys() == {"a", "b", "c", "e"}
    assert "b.json is not a complete result" in rows["b"]["error"]
    assert call().exit_code == 0
    assert names("--model", "old") == ["a"]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"[]", "not a complete result document"),
        (b'{"schema":"devbench.result/3","a":' + b"[" * 100_000, "not a complete result document"),
        ('{"schema":"devbench.result/²"}'.encode(), "not a devbench result"),
        (b'{"schema":"devbench.result/' + b"9" * 5000 + b'"}', "not a devbench result"),
        (b'{"schema":"devbench.result/99"}', "a newer format"),
        (b"\xff\xfe", "not a complete result document"),
    ],
    ids=["list", "deep", "superscript", "long", "newer", "no text"],
)
def test_any_content_of_a_document_is_listed(history: ResultStore, content: bytes, error: str) -> None:
    (history.root / "odd.json").write_bytes(content)
    *read, odd = index.entries(history.root)
    assert [entry.name for entry in read] == ["c", "b", "a"]
    assert error in present(odd.error)


@pytest.mark.skipif(sys.platform != "linux", reason="file names are text elsewhere")
def test_a_file_name_that_is_no_text_is_listed(history: ResultStore) -> None:
    (history.root / os.fsdecode(b"\xff.json")).write_bytes((history.root / "a.json").read_bytes())
    assert names() == names() == ["c", "b", "a", "?"]


def test_a_store_that_is_gone_is_named(history: ResultStore) -> None:
    shutil.rmtree(history.root)
    with pytest.raises(UsageError, match=r"cannot be kept in .*d\.json"):
        history.save(named("d"))


def test_an_index_that_another_process_writes_can_be_read_and_is_left_alone(
    history: ResultStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    names()
    monkeypatch.setattr("devbench.results.index._BUSY_SECONDS", 0.01)
    before = (history.root / FILE).stat().st_ino
    with closing(sqlite3.connect(history.root / FILE)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        assert names() == ["c", "b", "a"]
        history.save(named("d"))
        with pytest.raises(UsageError, match="cannot be used: database is locked"):
            index.entries(history.root)
    assert (history.root / FILE).stat().st_ino == before
    assert "d" in names()


def test_what_a_killed_writer_left_is_cleaned_when_it_is_old(history: ResultStore) -> None:
    old, new = history.root / ".a.json-old", history.root / ".a.json-new"
    old.touch()
    new.touch()
    os.utime(old, (0, 0))
    ResultStore(history.root)
    assert (old.exists(), new.exists()) == (False, True)


@pytest.mark.slow
def test_several_processes_bring_it_up_to_date_at_once(history: ResultStore) -> None:
    for number in range(20):
        history.save(named(f"n{number:02}"))
    command = [sys.executable, "-m", "devbench", "history", "--json", "-"]
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


def test_a_writer_that_is_killed_loses_one_document_at_most(history: ResultStore) -> None:
    process = subprocess.Popen([sys.executable, "-c", _WRITER, str(history.root)], stdout=subprocess.PIPE, text=True)
    stdout = present(process.stdout)
    stdout.readline()
    deadline = time.monotonic() + 30
    while len(list(history.root.glob("w*.json"))) < 5 and time.monotonic() < deadline:
        pass
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    stdout.close()
    entries = index.entries(history.root)
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


@pytest.mark.slow
@pytest.mark.parametrize(
    "point", ["write", "chmod", "rename", "DROP", "CREATE", "PRAGMA user_version", "REPLACE", "COMMIT"]
)
def test_wherever_it_is_killed_the_store_is_whole(history: ResultStore, point: str) -> None:
    names()
    process = subprocess.run([sys.executable, "-c", _DYING, str(history.root), point], check=False)
    assert process.returncode == -signal.SIGKILL
    entries = {entry.name: entry for entry in index.entries(history.root)}
    is_written = point not in ("write", "chmod", "rename")
    assert entries.keys() == {"a", "b", "c", *(["new"] if is_written else [])}
    assert all(entry.error is None for entry in entries.values())
    assert (entries["a"].commit == "again") is is_written
