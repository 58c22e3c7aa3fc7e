"""A store of three results, and `devbench history` over it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
from click.testing import CliRunner, Result

from devbench.choices import Timing
from devbench.cli import devbench
from devbench.results import schema
from tests.sample_results import result


def named(
    name: str, started: str = "2026-11-20T10:00:00+00:00", model: str | None = None, timing: Timing | None = None
) -> schema.Result:
    base = result()
    changes: dict[str, Any] = {"run": msgspec.structs.replace(base.run, id=name, started=started)}
    if model:
        changes["model"] = msgspec.structs.replace(base.model, name=model)
    if timing:
        changes["verdict"] = msgspec.structs.replace(base.verdict, timing=timing)
    return msgspec.structs.replace(base, **changes)


def call(*arguments: Path | str) -> Result:
    return CliRunner().invoke(devbench, ["history", *map(str, arguments)], catch_exceptions=False)


def names(*arguments: str) -> list[str]:
    return [json.loads(line)["name"] for line in call("--json", "-", *arguments).stdout.splitlines()]
