"""devbench as a library: what is there, what it costs to import, and a run as a notebook does it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

import devbench
from devbench import api
from devbench.bench.observer import Observer
from devbench.errors import UsageError
from devbench.results.schema import Result
from devbench.results.store import ResultStore, default_root
from tests.conftest import OwnAdbServer
from tests.sample_results import result


def test_the_front_door_offers_the_library() -> None:
    assert set(devbench.__all__) == set(api.__all__)
    assert set(api.__all__) <= set(dir(devbench))
    assert [name for name in api.__all__ if getattr(devbench, name) is not getattr(api, name)] == []
    with pytest.raises(AttributeError, match="no attribute 'fly'"):
        devbench.fly  # noqa: B018


def test_importing_it_loads_nothing_heavy() -> None:
    code = (
        "import sys, devbench\n"
        "assert 'devbench.api' not in sys.modules\n"
        "devbench.run\n"
        "heavy = {'numpy', 'tokenizers', 'adbutils', 'ai_edge_litert', 'tflite_runtime', 'rich', 'pandas', 'click'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ResultStore:
    monkeypatch.setenv("DEVBENCH_HOME", str(tmp_path / "home"))
    return ResultStore(default_root())


def test_results_are_found_by_file_by_id_and_as_a_baseline(store: ResultStore) -> None:
    kept = result()
    path = store.save(kept)
    devbench.save_baseline("main", kept)
    assert devbench.load(path) == devbench.load(kept.run.id) == devbench.load("main") == kept


def test_results_are_compared_by_name_or_as_they_are(store: ResultStore) -> None:
    kept = result()
    store.save(kept)
    by_name = devbench.compare(kept.run.id, kept.run.id, allow={"verdict"})
    assert by_name == devbench.compare(kept, kept, allow={"verdict"})
    assert by_name.outcome == "NO REGRESSION"


class Counter(Observer):
    def __init__(self) -> None:
        self.kept_paths: list[Path] = []

    def kept(self, result: Result, path: Path) -> None:
        self.kept_paths.append(path)


def test_a_run_as_a_notebook_does_it(
    adb_server: OwnAdbServer, store: ResultStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANDROID_ADB_SERVER_PORT", str(adb_server.port))
    counter = Counter()
    settings = devbench.RunSettings(mode=devbench.Mode("short", repeats=1, min_invokes=3, min_seconds=0), threads=1)
    found = devbench.run("classify-en-tiny", virtual=True, examples=3, settings=settings, observer=counter)
    assert (found.task, found.device.kind, found.settings.threads) == ("text-classification", "virtual", 1)
    assert found.parity.answers.equal == found.parity.answers.total == 3
    assert [devbench.load(path) for path in counter.kept_paths] == [found]
    assert len(found.to_frame()) == len(found.device_run.samples) + len(found.host_run.samples)


def test_a_virtual_device_of_its_own_has_no_serial_yet(store: ResultStore) -> None:
    with pytest.raises(UsageError, match="starts a device of its own"):
        devbench.run("qa-en-tiny", serial="emulator-5554", virtual=True)


def test_a_baseline_is_compared_on_one_device_alone(store: ResultStore, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def two(serials: Sequence[str], virtual: bool) -> Iterator[Sequence[str]]:
        yield ["one", "two"]

    monkeypatch.setattr("devbench.bench.targets.chosen", two)
    with pytest.raises(UsageError, match="on one device"):
        devbench.run_against(result(), devbench.Request(examples=1))


def test_a_suspected_regression_is_measured_again_and_both_results_come_back(
    store: ResultStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = msgspec.structs.replace(result(), device=msgspec.structs.replace(result().device, kind="physical"))
    memory = msgspec.structs.replace(earlier.device_run.memory, vm_hwm_bytes=10**12)
    worse = msgspec.structs.replace(earlier, device_run=msgspec.structs.replace(earlier.device_run, memory=memory))
    ran = iter([renamed(worse, "first"), renamed(worse, "second")])

    @contextmanager
    def one(serials: Sequence[str], virtual: bool) -> Iterator[Sequence[str]]:
        yield ["one"]

    monkeypatch.setattr("devbench.bench.targets.chosen", one)
    monkeypatch.setattr("devbench.bench.session.run", lambda *arguments: [next(ran)])
    results, comparison = devbench.run_against(earlier, devbench.Request(examples=1), allow={"verdict"})
    assert [found.run.id for found in results] == ["first", "second"]
    assert comparison.outcome == "REGRESSION"


def renamed(found: Result, run_id: str) -> Result:
    return msgspec.structs.replace(found, run=msgspec.structs.replace(found.run, id=run_id))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: devbench.compare(result()), "compared with nothing"),
        (lambda: devbench.compare(result(), result(), allow={"bogus"}), "no condition bogus"),
        (lambda: devbench.compare(result(), result(), tolerances={"bogus": 3}), "no metric bogus"),
        (lambda: devbench.run(examples=0), "0 examples"),
        (lambda: devbench.run(settings=devbench.RunSettings(threads=0)), "0 threads"),
        (lambda: devbench.run_against(result(), devbench.Request(), allow={"bogus"}), "no condition bogus"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_runs(
    store: ResultStore, call: Callable[[], object], words: str
) -> None:
    with pytest.raises(devbench.DevbenchError, match=words) as error:
        call()
    assert error.value.exit_code == 2
