"""A project from its first command on: a checkpoint, `devbench init`, a run without options, the result by its name."""

import json
import subprocess
import sys
from pathlib import Path

from devbench.results import document
from tests.conftest import FaultyDevice
from tests.models import checkpoints
from tests.run.documents import assert_alike


def test_a_checkpoint_is_run_by_a_projects_defaults_and_its_results_are_named(
    environment: dict[str, str], virtual_device: FaultyDevice, tmp_path: Path
) -> None:
    project = tmp_path / "project"
    (project / "below").mkdir(parents=True)
    checkpoints.write(checkpoints.CASES["bert-text-classification"], project / "my-checkpoint")
    rows = [{"text": f"token{n} token3", "label": n % 5} for n in range(6)]
    (project / "dev.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))

    def devbench(*arguments: str, folder: Path = project) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "devbench", *arguments]
        done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        return done

    assert devbench("init").stdout == "written  devbench.toml\nmodel    my-checkpoint\n"
    with (project / "devbench.toml").open("a") as file:
        file.write(f'serial = "{virtual_device.serial}"\nthreads = 2\n')

    assert "; kept in " in devbench("run").stderr
    second = devbench("run", "--threads", "1", "--json", "latest", folder=project / "below")
    assert "export" not in second.stderr

    older, newer = (
        document.read(path) for path in sorted(Path(environment["DEVBENCH_HOME"], "results").glob("2*.json"))
    )
    assert_alike(newer)
    assert (older.settings.threads, newer.settings.threads) == (2, 1)
    assert (older.run.project_file, newer.run.project_file) == ("devbench.toml", "../devbench.toml")
    assert older.model.sha256 == newer.model.sha256

    (project / "below" / "latest").write_text("not a result")
    devbench("compare", "--save", "latter", "latest", folder=project / "below")
    for name, expected in (("latter", newer), ("@2", older)):
        page = devbench("report", name, "--html", "-", folder=project / "below").stdout
        assert expected.run.id in page, name
