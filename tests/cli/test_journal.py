"""The log that is kept of a run that failed, and of no other."""

import re
import stat
from pathlib import Path

import pytest

from devbench import api
from devbench.__main__ import main
from devbench.cli import journal
from devbench.errors import DevbenchError, DeviceLost, HarnessFailed, UsageError


@pytest.fixture
def logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEVBENCH_HOME", str(tmp_path))
    monkeypatch.setattr("sys.argv", ["devbench", "devices"])
    return tmp_path / "logs"


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> int:
    def devices() -> None:
        raise error

    monkeypatch.setattr(api, "devices", devices)
    with pytest.raises(SystemExit) as ended:
        main()
    return int(str(ended.value.code))


@pytest.mark.parametrize(
    ("error", "exit_code"), [(DeviceLost("It is gone."), 5), (HarnessFailed("It died."), 6), (KeyError("odd"), 1)]
)
def test_the_log_of_a_failure_is_named_and_says_which_versions_failed_and_where(
    logs: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    exit_code: int,
) -> None:
    assert failing(monkeypatch, error) == exit_code
    (log,) = logs.iterdir()
    assert f"  log: {log}\n" in capsys.readouterr().err
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    content = log.read_text()
    assert re.search(r"^devbench \S+, Python 3\.", content)
    assert "adbutils" in content
    assert "\ndevbench devices\n" in content
    assert "Traceback" in content
    assert str(error) in content


@pytest.mark.parametrize("error", [UsageError("Cannot read it."), DevbenchError("It is not built.")])
def test_what_says_all_in_a_sentence_leaves_no_log(
    logs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: DevbenchError
) -> None:
    failing(monkeypatch, DeviceLost("It is gone."))
    (of_before,) = logs.iterdir()
    of_before.unlink()
    capsys.readouterr()

    assert failing(monkeypatch, error) == error.exit_code
    assert list(logs.iterdir()) == []
    assert "log" not in capsys.readouterr().err


def test_only_the_newest_logs_are_kept(logs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    logs.mkdir()
    for day in range(10, 10 + journal.MOST_FILES):
        (logs / f"202501{day}T101112-7.log").touch()
    (logs / "mine.log").touch()

    failing(monkeypatch, DeviceLost("It is gone."))

    names = sorted(path.name for path in logs.iterdir())
    assert len(names) == journal.MOST_FILES + 1
    assert "20250110T101112-7.log" not in names
    assert "mine.log" in names


def test_no_place_for_a_log_hides_no_failure(
    logs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.write_text("no folder")
    monkeypatch.setattr("tempfile.tempdir", str(logs))

    assert failing(monkeypatch, DeviceLost("It is gone.")) == 5
    assert "It is gone." in capsys.readouterr().err
