"""What the name of a result means: the newest ones, baselines, ids, the beginning of an id, files."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from devbench.errors import UsageError
from devbench.results import baselines, document, names, schema
from devbench.results.store import ResultStore, write_whole

RESULT = document.read(Path(__file__).resolve().parents[1] / "vectors/results/format-1.json")
FIRST, SECOND, THIRD = "20261119T100000-aaaaaa", "20261120T090000-bbbbbb", "20261120T110000-cccccc"


def named(name: str) -> schema.Result:
    return msgspec.structs.replace(RESULT, run=msgspec.structs.replace(RESULT.run, id=name))


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Of a store with three runs; the current folder is another one."""
    store = ResultStore(tmp_path / "store")
    for name in (SECOND, THIRD, FIRST):
        store.save(named(name))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return store.root


def meaning(root: Path, name: str | Path) -> list[str]:
    found = [result.run.id for result in names.sessions(root, name)]
    assert document.read(names.locate(root, name)).run.id == found[-1]
    return found


def refused(root: Path, name: str) -> UsageError:
    with pytest.raises(UsageError) as error:
        names.locate(root, name)
    return error.value


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("latest", THIRD),
        ("@1", THIRD),
        ("@2", SECOND),
        ("@3", FIRST),
        (SECOND, SECOND),
        ("20261119", FIRST),
        ("LATEST", THIRD),
    ],
)
def test_a_result_is_found_by_what_a_user_calls_it(root: Path, name: str, found: str) -> None:
    assert meaning(root, name) == [found]


def test_a_word_is_a_baseline_then_a_run_then_a_file(root: Path) -> None:
    write_whole(Path("20261119"), document.encode(named("a file")))
    assert meaning(root, "20261119") == [FIRST]
    (root / "baselines/20261119").mkdir(parents=True)
    write_whole(root / "baselines/20261119/001.json", document.encode(named("a session")))  # older than the refusal
    write_whole(root / "baselines/20261119/002.json", document.encode(named("another")))
    assert meaning(root, "20261119") == ["a session", "another"]
    write_whole(Path("other"), document.encode(named("a file")))
    assert meaning(root, "other") == ["a file"]


@pytest.mark.parametrize("name", ["./latest", Path("latest"), "latest.json"])
def test_what_looks_like_a_path_is_a_file_first(root: Path, name: str | Path) -> None:
    baselines.save(root, "latest.json", [named("a baseline")])
    write_whole(Path(name), document.encode(named("a file")))
    assert meaning(root, name) == ["a file"]
    assert meaning(root, "latest") == [THIRD]


def test_the_beginning_of_several_ids_is_refused_with_all_of_them(root: Path) -> None:
    error = refused(root, "20261120")
    assert error.message == f"2 stored results begin with 20261120: {THIRD}, {SECOND}."
    assert error.hint == "Type more of the id."
    assert refused(root, "202").message.startswith("There is no result 202: ")  # as short, it is a slip


def test_a_result_that_is_not_stored_is_refused_with_those_that_are(root: Path) -> None:
    assert refused(root, "@4").message == "There is no result @4: 3 are stored."
    assert refused(root, "@0").hint == "Use @1, the newest, to @3, the oldest."
    ResultStore(root.parent / "single").save(named(FIRST))
    assert refused(root.parent / "single", "@99").hint == "Use @1, the only one."
    assert refused(root / "empty", "latest").message == f"No result is stored in {root / 'empty'}."


def test_a_mistyped_name_gets_a_suggestion(root: Path) -> None:
    baselines.save(root, "release", [RESULT])
    error = refused(root, "relaese")
    assert error.message == (
        f"There is no result relaese: it is neither a file, nor a baseline, nor the id of a run in {root}."
    )
    assert error.hint == "Did you mean release? Run `devbench history` to list the stored results."
    assert refused(root, "lastest").hint.startswith("Did you mean latest?")
