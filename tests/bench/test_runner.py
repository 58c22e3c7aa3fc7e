"""What a runner keeps, and what it says of it when it is stopped."""

from pathlib import Path

import pytest

from devbench.bench.observer import Observer
from devbench.bench.prepare import Request, prepare
from devbench.bench.runner import Runner
from devbench.device.adb import AdbServer
from devbench.errors import Interrupted
from devbench.results.schema import Result
from tests import sample_results


@pytest.mark.parametrize(
    ("finished", "words"),
    [(0, "No result was kept."), (1, "1 of 3 results was kept."), (2, "2 of 3 results were kept.")],
)
def test_an_interrupt_says_how_many_results_were_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, finished: int, words: str
) -> None:
    monkeypatch.setenv("DEVBENCH_HOME", str(tmp_path))
    left = [sample_results.result() for _ in range(finished)]

    def session_run(*arguments: object) -> list[Result]:
        if not left:
            raise Interrupted("Interrupted during it.", "The model stays.")
        return [left.pop()]

    monkeypatch.setattr("devbench.bench.session.run", session_run)
    plan, device = prepare(Request(examples=1)), AdbServer("127.0.0.1", 1).device("R5CT1")
    runner = Runner(None, Observer(), ["devbench"])
    for _ in range(finished):
        runner.run([plan], device, of=3)
    with pytest.raises(Interrupted) as interrupted:
        runner.run([plan], device, of=3)
    assert (interrupted.value.message, interrupted.value.hint) == (
        f"Interrupted during it. {words}",
        "The model stays.",
    )
