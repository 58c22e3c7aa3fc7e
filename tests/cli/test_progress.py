"""What a user sees while something takes long: on a terminal, in a pipe, and not at all."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from devbench.bench import interleaved
from devbench.bench.plan import Plan
from devbench.bench.prepare import Request, prepare
from devbench.bench.schedule import Schedule, Step, steps
from devbench.choices import MODES, RunSettings
from devbench.cli import plan_names
from devbench.cli.progress import SessionProgress
from devbench.device.quantities import Heat
from devbench.harness.messages import Finished, Loaded, Progress, WarmedUp

Act = Callable[[SessionProgress], None]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return prepare(Request(examples=5, settings=RunSettings(mode=MODES["normal"])))


def drawn(act: Act, *, terminal: bool, quiet: bool = False, width: int = 80) -> str:
    output = io.StringIO()
    console = Console(file=output, force_terminal=terminal, force_interactive=terminal, width=width, color_system=None)
    with SessionProgress(console, quiet) as progress:
        act(progress)
    return output.getvalue()


def session_of(*plans: Plan) -> Act:
    """All that a session reports."""

    def act(progress: SessionProgress) -> None:
        progress.session(Schedule(plans, "emulator-5554", steps(plans)))
        progress.pushing("model.fp32.tflite", 1_318_000)
        progress.pushed(1_318_000)
        cool(progress)
        for step in steps(plans):
            progress.step(step)
            if step.kind == "repeat":
                progress.harness(step.side, Loaded(load_ns=1, first_inference_ns=1))
                progress.harness(step.side, WarmedUp(runs=3, converged=True))
                progress.harness(step.side, Progress(invokes=4, elapsed_ns=5, fraction=0.5))
                progress.harness(step.side, Finished())

    return act


def cool(progress: SessionProgress) -> None:
    progress.cooling(Heat(temperature_c=41.26, thermal_status=1), 35.0, 300.0)
    progress.cooling(Heat(temperature_c=36.0, thermal_status=0), 35.0, 82.4)


def test_a_pipe_gets_a_header_and_one_line_a_step(plan: Plan) -> None:
    lines = drawn(session_of(plan), terminal=False).splitlines()

    assert lines[:4] == [
        "qa-en-tiny fp32 · question-answering · 5 examples",
        "emulator-5554 · normal mode · 4 threads · about 86 s",
        "push model.fp32.tflite, 1.3 MB",
        "cool down: battery 41.3 °C, thermal status 1, limit 35 °C, at most 5 min",
    ]
    assert lines[4] == "[1/22] device, repeat 1 of 10, about 86 s left"
    assert lines[15].startswith("[12/22] host, repeat 1 of 10, about ")
    assert [line.split()[0] for line in lines[4:]] == [f"[{number}/22]" for number in range(1, 23)]
    assert "device, memory pass" in lines[14]
    assert max(map(len, lines)) <= 80


def test_several_models_are_named_in_each_step(plan: Plan) -> None:
    fewer = replace(plan, settings=replace(plan.settings, threads=1))
    lines = drawn(session_of(plan, fewer), terminal=False).splitlines()
    assert lines[:3] == [
        "qa-en-tiny fp32, 4 threads · question-answering · 5 examples",
        "qa-en-tiny fp32, 1 thread · question-answering · 5 examples",
        "emulator-5554 · normal mode · about 3 min",
    ]
    assert any(line.startswith("[23/44] qa-en-tiny fp32, 1 thread: device, repeat 1 of 10, ") for line in lines)


def test_plans_of_one_name_are_told_apart(plan: Plan) -> None:
    delegate = replace(plan, settings=replace(plan.settings, delegate="xnnpack-off"))
    assert plan_names.names([plan, delegate]) == ["qa-en-tiny fp32, cpu", "qa-en-tiny fp32, xnnpack-off"]
    copy = replace(plan, model=replace(plan.model, file=replace(plan.model.file, path=Path("new", "model.tflite"))))
    first, second = plan_names.names([plan, copy])
    assert first.startswith("qa-en-tiny fp32, ")
    assert second == f"qa-en-tiny fp32, {Path('new', 'model.tflite')}"


def test_a_comparison_counts_pairs_and_promises_no_time_but_its_limit(plan: Plan) -> None:
    """Two models of one name, decided at the first pair."""
    plans = [interleaved.until_decided(each) for each in (plan, replace(plan))]
    first = [step for step in steps(plans) if step.repeat == 0]
    order = [step for kind in ("repeat", "memory") for step in first if step.kind == kind]

    def act(progress: SessionProgress) -> None:
        progress.session(Schedule(plans, "emulator-5554", steps(plans), limit_s=1200.0))
        for step in order:
            progress.step(step)

    lines = drawn(act, terminal=False).splitlines()
    assert [line.partition(" · ")[0] for line in lines[:2]] == ["A  qa-en-tiny fp32", "B  qa-en-tiny fp32"]
    assert lines[2] == "emulator-5554 · normal mode · 4 threads · pairs end after 30 or 20 min"
    assert [line.partition(", about ")[0] for line in lines[3:]] == [
        "pair 1 of at most 30, A: device run",
        "A: host run",
        "pair 1 of at most 30, B: device run",
        "B: host run",
        "A: device, memory pass",
        "A: host, memory pass",
        "B: device, memory pass",
        "B: host, memory pass",
    ]
    assert lines[3].endswith("left if all pairs run")
    assert lines[7].endswith("memory pass, about 12 s left"), "no pair is ahead any more"


@pytest.mark.parametrize("terminal", [True, False])
def test_quiet_shows_none_of_it(plan: Plan, terminal: bool) -> None:
    def act(progress: SessionProgress) -> None:
        session_of(plan)(progress)
        progress.throttled("device", 0, 2)
        progress.exporting(Path("checkpoint"))

    assert drawn(act, terminal=terminal, quiet=True) == ""


@pytest.mark.parametrize("width", [80, 40])
def test_a_terminal_has_one_line_that_fits_and_leaves_the_header_alone(plan: Plan, width: int) -> None:
    shown = drawn(session_of(plan), terminal=True, width=width)

    frames = shown.replace("\x1b[2K", "\n").replace("\r", "\n").splitlines()
    assert max(len(frame.replace("\x1b[?25l", "").replace("\x1b[?25h", "")) for frame in frames) <= width
    assert "[1/22]" in shown
    assert shown.rfind("\x1b[?25h") > shown.rfind("\x1b[?25l") >= 0, "the cursor is shown again"
    assert "[" not in shown[shown.rfind("\x1b[2K") + len("\x1b[2K") :].replace("\x1b[?25h", "")


def test_a_device_that_cools_down_is_counted_down_until_the_run_begins(plan: Plan) -> None:
    assert "cool down: battery 36.0 °C, limit 35 °C" in drawn(cool, terminal=True)
    assert "at most 82 s" in drawn(cool, terminal=True)

    def act(progress: SessionProgress) -> None:
        cool(progress)
        progress.step(Step(plan, "repeat", "device", 0))
        progress.throttled("device", 0, 2)

    shown = drawn(act, terminal=True)
    assert "cool down" not in shown[shown.rindex("device, repeat 1 of 10") :]
    assert "The device throttled in repeat 1: it runs again, at most 2 times." in shown


def test_an_export_says_what_is_exported(tmp_path: Path) -> None:
    checkpoint = tmp_path / "distilbert-squad"
    assert drawn(lambda progress: progress.exporting(checkpoint), terminal=False) == "export distilbert-squad\n"
