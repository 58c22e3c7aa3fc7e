"""``python -m tests.fuzz``: combinations of layouts end in right answers or a named refusal, or this fails."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from tests.fuzz.combination import Combination, combination
from tests.fuzz.judging import Outcome, judge
from tests.fuzz.kept import OUTCOME_FILE

_ROOT = Path(__file__).parents[2]
_VENV = _ROOT / "build" / "fuzz-venv"
_PACKAGES = ("torch", "transformers==5.23.0", "fugashi", "ipadic", "unidic-lite")


def main() -> int:
    options = _options()
    numbers = [options.number] if options.number is not None else range(options.count)
    combinations = [combination(options.seed, number) for number in numbers]
    combinations = [each for each in combinations if options.task in (None, each.task)]
    outcomes: dict[str, Outcome] = {}
    with tempfile.TemporaryDirectory(prefix="devbench-fuzz-") as temporary:
        folder = options.keep or Path(temporary)
        for name in _references(options.python or _environment(), combinations, folder):
            outcomes[name] = outcome = judge(folder / name)
            if outcome.kind == "FAILED" or options.number is not None:
                print(f"{name}: {outcome.kind} {outcome.detail}", flush=True)
            if options.keep:
                (folder / name / OUTCOME_FILE).write_text(json.dumps(asdict(outcome)))
            else:
                shutil.rmtree(folder / name)
    _print_table(outcomes)
    if missing := len(combinations) - len(outcomes):
        print(f"The reference ended {missing} combinations early.")
    return 1 if missing or any(outcome.kind == "FAILED" for outcome in outcomes.values()) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--number", type=int, help="Only this one.")
    parser.add_argument("--task", help="Only those for this task.")
    parser.add_argument("--keep", type=Path, help="Leave checkpoints, models and expectations in this folder.")
    parser.add_argument(
        "--python",
        type=Path,
        default=os.environ.get("DEVBENCH_FUZZ_PYTHON"),
        help=f"A Python with {', '.join(_PACKAGES)}. [default: $DEVBENCH_FUZZ_PYTHON, else one in {_VENV}]",
    )
    return parser.parse_args()


def _environment() -> Path:
    """A virtual environment of its own: torch is no dependency of devbench."""
    python = _VENV / "bin" / "python"
    if not (_VENV / "complete").is_file():
        subprocess.run([sys.executable, "-m", "venv", "--clear", _VENV], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *_PACKAGES], check=True)
        (_VENV / "complete").touch()
    return python


def _references(python: Path, combinations: Sequence[Combination], folder: Path) -> Iterator[str]:
    """Names of combinations as their references are made, while others are being made."""
    command = [str(python), "-m", "tests.fuzz.reference", str(folder)]
    with tempfile.TemporaryFile("w+") as wanted:
        wanted.writelines(f"{each.to_json()}\n" for each in combinations)
        wanted.seek(0)
        with subprocess.Popen(command, stdin=wanted, stdout=subprocess.PIPE, text=True, cwd=_ROOT) as process:
            assert process.stdout is not None
            yield from (line.strip() for line in process.stdout)


def _print_table(outcomes: dict[str, Outcome]) -> None:
    for kind, count in Counter(outcome.kind for outcome in outcomes.values()).most_common():
        print(f"\n{count:4} {kind}")
        if kind == "right":
            continue
        gists = Counter(outcome.gist for outcome in outcomes.values() if outcome.kind == kind)
        for gist, number in gists.most_common():
            first = next(name for name, outcome in outcomes.items() if (outcome.kind, outcome.gist) == (kind, gist))
            print(f"       {number:3} {first}: {gist}")


if __name__ == "__main__":
    sys.exit(main())
