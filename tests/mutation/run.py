"""Which deliberate bugs the tests find: ``python tests/mutation/run.py [TARGET ...]``; docs/mutation.md has the scores.

mutmut changes one thing at a time in the functions of a target and runs the tests that reach it. It works on copies
below build/mutation/.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "mutation"

TARGETS: dict[str, tuple[list[str], list[str]]] = {
    "scores": (["tasks/scores.py"], ["tasks/test_scores.py", "tasks/test_scores_reference.py"]),
    "quantize": (["models/export/quantize.py"], ["models/test_quantize.py", "models/test_export_files.py"]),
    "results": (["results/*.py"], ["results", "cli/test_history.py"]),
    "analysis": (["analysis/*.py"], ["analysis"]),
}
"""Modules and the tests that ought to notice a bug in them, relative to host/devbench/ and tests/."""

KILLED = {"killed", "timeout", "segfault"}


def main() -> None:
    for target in sys.argv[1:] or TARGETS:
        measure(target)


def measure(target: str) -> None:
    folder = prepared(target)
    sources = folder / "mutants" / "src"
    environment = {**os.environ, "PYTHONPATH": str(sources), "PYTHONDONTWRITEBYTECODE": "1"}  # of the tests' processes
    mutmut = [sys.executable, "-m", "mutmut"]
    with (folder / "log").open("w") as log:
        run = [*mutmut, "run", "--max-children", "1"]
        done = subprocess.run(run, cwd=folder, env=environment, stdout=log, stderr=log, check=False)
    if done.returncode:
        sys.exit(f"mutmut failed: see {folder / 'log'}")
    results = [*mutmut, "results", "--all", "true"]
    listed = subprocess.run(results, cwd=folder, env=environment, capture_output=True, text=True, check=True).stdout
    report(target, dict(line.strip().split(": ") for line in listed.splitlines()))
    print(f"Survivors: cd {folder} && mutmut results; mutmut show NAME\n", flush=True)


def report(target: str, states: dict[str, str]) -> None:
    """``states`` by the names of mutants, which begin with their module's."""
    modules = {name: name.rpartition(".")[0] for name in states}
    total = Counter(modules.values())
    killed = Counter(modules[name] for name, state in states.items() if state in KILLED)
    rows = [(module, total[module], killed[module]) for module in sorted(total)]
    print("mutants  killed  survived  score")
    for name, mutants, found in [*rows, (target, total.total(), killed.total())]:
        print(f"{mutants:7}  {found:6}  {mutants - found:8}  {found / mutants:5.1%}  {name}")


def prepared(target: str) -> Path:
    """A folder with what the tests read, and mutmut's configuration beside the project's own."""
    modules, tests = TARGETS[target]
    folder = WORK / target
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "mutants" / "src").mkdir(parents=True)  # before Python looks for it
    (folder / "src").symlink_to(ROOT / "host")
    (folder / "tests").symlink_to(ROOT / "tests")
    for name in ("docs", "device_assets", "benchmarks"):
        (folder / "mutants" / name).symlink_to(ROOT / name)
    (folder / "pyproject.toml").write_text(f"""{(ROOT / "pyproject.toml").read_text()}
[tool.mutmut]
source_paths = ["src"]
only_mutate = {[f"src/devbench/{module}" for module in modules]}
pytest_add_cli_args = ["-p", "no:cacheprovider", "-p", "no:randomly", "--hypothesis-seed=0"]
pytest_add_cli_args_test_selection = {[f"tests/{test}" for test in tests]}
use_git_change_detection = false
track_dependencies = false
""")
    return folder


if __name__ == "__main__":
    main()
