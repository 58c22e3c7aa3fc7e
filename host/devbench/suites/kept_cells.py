"""Cells that were measured before: a file each, named by all that its result depends on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import msgspec

from devbench import assets
from devbench.bench.job_folder import HARNESS_NAME
from devbench.bench.plan import File, Plan
from devbench.device.facts import DeviceFacts
from devbench.errors import DevbenchError
from devbench.results import document
from devbench.results.findings import Finding, unsound
from devbench.results.schema import Result, Verdict
from devbench.results.store import ResultStore, write_whole

_SHORT = {Finding.TOO_FEW_SAMPLES.name, Finding.WARMUP_UNCONVERGED.name}
"""Of what makes timing TOO_SHORT. The number of repeats does, too, but it is what the suite asks for."""


def unsound_answers(verdict: Verdict) -> list[str]:
    """In words; empty if they are sound."""
    return unsound(verdict, ("answers", "partial"))


def unsound_words(verdict: Verdict) -> list[str]:
    """What measuring again may better, in words; empty if the result is sound. Any kind of device will do."""
    too_short = verdict.timing == "TOO_SHORT" and any(found.id in _SHORT for found in verdict.findings)
    disturbed = verdict.timing in ("THROTTLED", "NOISY") or too_short
    return unsound_answers(verdict) + ([f"timing {verdict.timing}"] if disturbed else [])


@dataclass(frozen=True)
class KeptCells:
    """``serial`` stands for a device that has no fingerprint."""

    store: ResultStore
    serial: str
    facts: DeviceFacts

    def find(self, plan: Plan) -> Result | None:
        """What was measured last of this plan, sound or not."""
        try:
            run_id = (self._folder / self._key(plan)).read_text()
            return document.read(self.store.root / f"{run_id}.json")
        except (OSError, DevbenchError):
            return None

    def keep(self, plan: Plan, result: Result) -> None:
        self.store.save(result)
        self._folder.mkdir(parents=True, exist_ok=True)
        write_whole(self._folder / self._key(plan), result.run.id.encode())

    @property
    def _folder(self) -> Path:
        return self.store.root.parent / "suites"

    def _key(self, plan: Plan) -> str:
        """The device as far as another unit of the same build is like it; files and examples by their content."""
        facts = self.facts
        device = (facts.kind, facts.fingerprint or self.serial, facts.model, facts.abis[:1], facts.cores)
        digest = hashlib.sha256(f"{device}\n{plan.settings}\n".encode())
        digest.update(File.read(assets.harness(HARNESS_NAME)).sha256.encode())
        digest.update(msgspec.json.encode(plan.job("", 0)))
        for name, file in plan.files.items():
            digest.update(f"{name} {file.sha256}\n".encode())
        for example in plan.examples:
            digest.update(msgspec.json.encode(example))
        return digest.hexdigest()
