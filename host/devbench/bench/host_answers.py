"""What the host alone makes of a plan's examples, each run once: for references, and where two readings are tried."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec

from devbench.bench.host_executor import HostExecutor
from devbench.bench.job_folder import write_examples
from devbench.bench.plan import Plan
from devbench.choices import HostRuntime
from devbench.harness import messages
from devbench.harness.codec import HarnessResult
from devbench.harness.messages import WarmUpSettings
from devbench.models.runtimes import default_name


def _ignore(event: messages.Event) -> None:
    pass


def run(
    plan: Plan, runtime: HostRuntime | None = None, on_event: Callable[[messages.Event], None] = _ignore
) -> HarnessResult:
    """Token ids, raw outputs and answers of all examples; its times mean nothing. Raises HarnessFailed."""
    with tempfile.TemporaryDirectory(prefix="devbench-host-") as folder:
        examples = write_examples(plan, Path(folder) / messages.EXAMPLES_FILE)
        job = plan.job("host", 0)
        job = msgspec.structs.replace(
            job,
            warmup=WarmUpSettings(min_runs=1, min_ns=0, max_ns=0),
            measure=msgspec.structs.replace(job.measure, min_invokes=1, min_ns=0),
        )
        return HostExecutor(plan, examples, runtime or default_name()).execute(job, on_event)
