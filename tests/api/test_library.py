"""devbench as a library: what is there, what it costs to import, and a run as a notebook does it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest

import devbench
from devbench import api, assets
from devbench.bench.observer import Observer
from devbench.bench.plan import Plan
from devbench.bench.prepare import prepare
from devbench.bench.session import Stopping
from devbench.errors import UsageError
from devbench.results.schema import Result
from devbench.results.store import ResultStore, default_root
from tests.conftest import OwnAdbServer
from tests.sample_results import result

NORMAL = devbench.RunSettings(mode=devbench.MODES["normal"])


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
    other = msgspec.structs.replace(kept, run=msgspec.structs.replace(kept.run, id="other"))
    store.save(other)
    by_name = devbench.compare(kept.run.id, "other", allow={"verdict"}, gates=["tokens"])
    assert by_name == devbench.compare(kept, other, allow={"verdict"}, gates=["tokens"])
    assert by_name.outcome == "NO REGRESSION"
    with pytest.raises(UsageError, match="compared with itself"):
        devbench.compare(kept.run.id, kept)


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
    with pytest.raises(UsageError, match="starts its own device"):
        devbench.run("qa-en-tiny", serial="emulator-5554", virtual=True)


def test_a_baseline_is_compared_on_one_device_alone(store: ResultStore, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def two(serials: Sequence[str], virtual: bool) -> Iterator[Sequence[str]]:
        yield ["one", "two"]

    monkeypatch.setattr("devbench.bench.targets.chosen", two)
    with pytest.raises(UsageError, match="on one device"):
        devbench.run_against("qa-en-tiny", devbench.Request(examples=1, settings=NORMAL))


Ran = list[tuple[list[Plan], Stopping | None]]


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> Ran:
    """What was asked of the device; each plan gives a result of its model."""
    asked: Ran = []

    @contextmanager
    def one(serials: Sequence[str], virtual: bool) -> Iterator[Sequence[str]]:
        yield ["one"]

    def session(plans: list[Plan], *others: object) -> list[Result]:
        asked.append((plans, next((each for each in others if isinstance(each, Stopping)), None)))
        return [of_model(plan, number) for number, plan in enumerate(plans)]

    monkeypatch.setattr("devbench.bench.targets.chosen", one)
    monkeypatch.setattr("devbench.bench.session.run", session)
    return asked


def of_model(plan: Plan, number: int = 0) -> Result:
    found = result()
    return msgspec.structs.replace(
        found,
        run=msgspec.structs.replace(found.run, id=f"run-{number}", session="together"),
        model=msgspec.structs.replace(found.model, name=plan.model.name, sha256=plan.model.file.sha256),
        vocabulary=msgspec.structs.replace(found.vocabulary, sha256=plan.vocabulary.sha256),
        verdict=msgspec.structs.replace(found.verdict, answers="RIGHT", timing="STEADY"),
    )


OTHER_MODEL = {"model", "quantization", "threads"}


def stored(plan: Plan, **settings: Any) -> Result:
    """An earlier result of that plan."""
    found = of_model(plan)
    model = msgspec.structs.replace(found.model, file=str(plan.model.file.path))
    return msgspec.structs.replace(
        found,
        run=msgspec.structs.replace(found.run, id="earlier", session=None),
        model=model,
        settings=msgspec.structs.replace(found.settings, cpus=None, **settings),
    )


def test_a_baseline_whose_model_is_at_hand_is_measured_in_turn_with_the_new_one(store: ResultStore, ran: Ran) -> None:
    request = devbench.Request("classify-en-tiny", variant="int8", settings=NORMAL)
    baseline = stored(prepare(devbench.Request("classify-en-tiny")))
    results, found = devbench.run_against(baseline, request, allow=OTHER_MODEL)
    [(plans, stopping)] = ran
    assert [plan.model.quantization for plan in plans] == ["fp32", "int8"]
    assert stopping is not None
    assert [plan.settings.mode.repeats for plan in plans] == [30, 30]
    assert [plan.settings.mode.repeats_of("host") for plan in plans] == [1, 1]
    assert [each.run.id for each in results] == ["run-0", "run-1"] == [found.baseline, found.pairs[0].other]
    assert "interleaved pairs" in found.pairs[0].basis
    assert found.note == "The model of earlier was measured again, in turn with the new one."


def test_a_baseline_keeps_its_settings_and_follows_the_file_that_it_names(
    store: ResultStore, ran: Ran, tmp_path: Path
) -> None:
    copied = tmp_path / "old"
    shutil.copytree(assets.model_folder("classify-en-tiny"), copied)
    plan = prepare(devbench.Request(str(copied / "model.fp16.tflite")))
    baseline = stored(plan, threads=2, delegate="xnnpack-off", tokenize="host")
    baseline = msgspec.structs.replace(baseline, model=msgspec.structs.replace(baseline.model, name="renamed"))
    request = devbench.Request("classify-en-tiny", settings=NORMAL)
    devbench.run_against(baseline, request, allow={*OTHER_MODEL, "delegate", "tokenize"})
    [(plans, _)] = ran
    assert plans[0].model.file.path == plan.model.file.path
    assert [(each.settings.threads, each.settings.delegate, each.settings.tokenize) for each in plans] == [
        (2, "xnnpack-off", "host"),
        (4, "cpu", "device"),
    ]


def test_a_model_is_not_measured_beside_itself(store: ResultStore, ran: Ran) -> None:
    """That would show nothing of what changed since: the device, or devbench."""
    baseline = stored(prepare(devbench.Request("classify-en-tiny")))
    results, found = devbench.run_against(baseline, devbench.Request("classify-en-tiny", settings=NORMAL))
    assert [len(plans) for plans, _ in ran] == [1] == [len(results)]
    assert found.baseline == "earlier"
    assert found.note.endswith("by its stored figures, because it has the same model and settings.")


def test_what_may_not_differ_is_not_measured_in_turn_but_refused(store: ResultStore, ran: Ran) -> None:
    baseline = stored(prepare(devbench.Request("classify-en-tiny")))
    request = devbench.Request("classify-en-tiny", variant="int8", settings=NORMAL)
    _, found = devbench.run_against(baseline, request)
    assert [len(plans) for plans, _ in ran] == [1]
    assert found.outcome == "INCOMPARABLE"


def test_a_baseline_whose_model_is_gone_is_compared_by_its_stored_figures(store: ResultStore, ran: Ran) -> None:
    baseline = msgspec.structs.replace(
        result(),
        run=msgspec.structs.replace(result().run, id="earlier"),
        model=msgspec.structs.replace(result().model, name="gone", sha256="55" * 32, file="/nowhere/m.tflite"),
    )
    results, found = devbench.run_against(
        baseline, devbench.Request("qa-en-tiny", settings=NORMAL), allow={"model", "vocabulary"}
    )
    [(plans, stopping)] = ran
    assert (len(plans), stopping, len(results)) == (1, None, 1)
    assert "measured apart" in found.pairs[0].basis
    assert found.note.endswith("by its stored figures, because its model file is no longer available.")
    assert found.outcome == "INCONCLUSIVE"


def test_a_model_is_a_baseline_too(store: ResultStore, ran: Ran) -> None:
    devbench.run_against("classify-en-tiny", devbench.Request("classify-en-tiny", variant="int8", settings=NORMAL))
    assert [plan.model.quantization for plan in ran[0][0]] == ["fp32", "int8"]


@pytest.mark.parametrize("compare", [devbench.run_against, devbench.run_ab], ids=["against", "ab"])
def test_one_look_is_no_comparison(store: ResultStore, ran: Ran, compare: Callable[..., object]) -> None:
    quick = devbench.Request("classify-en-tiny")
    with pytest.raises(UsageError, match="--mode quick measures one cold process"):
        compare("classify-en-tiny" if compare is devbench.run_against else quick, quick)
    assert ran == []


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: devbench.compare(result()), "compared with nothing"),
        (lambda: devbench.compare(result(), result(), allow={"bogus"}), "no condition bogus"),
        (lambda: devbench.compare(result(), result(), tolerances={"bogus": 3}), "no metric bogus"),
        (lambda: devbench.run(examples=0), "0 examples"),
        (lambda: devbench.run(require=["invoke.p90"]), "The budget 'invoke.p90' \\(require\\) has no limit"),
        (lambda: devbench.run(require=["accuracy>=90"]), "question-answering has no such metric"),
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
