"""What commands share that run plans on devices: find them, run, keep the results."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from devbench.errors import Interrupted, UsageError

if TYPE_CHECKING:
    from devbench.bench.observer import Observer
    from devbench.bench.plan import Plan
    from devbench.device.adb import Device
    from devbench.results.schema import Result

_RUNTIMES = ("ai-edge-litert", "tflite-runtime")

virtual_option = click.option("--virtual", is_flag=True, help="Start a virtual device for this alone.")
host_runtime_option = click.option(
    "--host-runtime", type=click.Choice(_RUNTIMES), help="TFLite on the host. [default: what is installed]"
)
quiet_option = click.option("-q", "--quiet", is_flag=True, help="No progress, no table.")


@contextmanager
def devices(serials: Sequence[str], virtual: bool) -> Iterator[Sequence[Device]]:
    from devbench.device.adb import AdbServer
    from devbench.device.selection import select

    if not virtual:
        yield select(AdbServer.from_environment(), serials)
        return
    if serials:
        raise UsageError("--virtual starts a device of its own.", "Leave --serial out.")
    from devbench.virtual import registry

    server = AdbServer.from_environment(libusb=False)
    server.devices()  # starts it where none runs
    with registry.temporary(server.host, server.port) as started:
        yield select(server, [started.serial])


@dataclass(frozen=True)
class Runner:
    """Runs plans on devices and on the host. ``host_runtime`` of None is what is installed."""

    host_runtime: str | None = None
    quiet: bool = False

    def run(self, plans: Sequence[Plan], device: Device) -> list[Result]:
        """A result of each plan; the repeats of several alternate."""
        from devbench.bench import session
        from devbench.bench.device_executor import DeviceRun
        from devbench.bench.host_executor import HostExecutor
        from devbench.bench.job_folder import encode_examples
        from devbench.cli.progress import SessionProgress
        from devbench.cli.terminal import messages
        from devbench.device.facts import read_facts
        from devbench.device.lock import hold
        from devbench.models.runtimes import default_name

        run_ids = [session.new_run_id() for _ in plans]
        examples = [encode_examples(plan) for plan in plans]
        runtime = self.host_runtime or default_name()
        try:
            with hold(device, run_ids[0]), SessionProgress(messages(), self.quiet) as progress:
                observer: Observer = progress
                facts = read_facts(device)
                parts = [
                    session.Part(
                        plan, run_id, DeviceRun(device, facts, plan, rows, observer), HostExecutor(plan, rows, runtime)
                    )
                    for plan, run_id, rows in zip(plans, run_ids, examples, strict=True)
                ]
                return session.run(parts, observer, ["devbench", *sys.argv[1:]])
        except KeyboardInterrupt as interrupt:
            raise Interrupted(
                f"Interrupted: the run on {device.serial} was stopped and nothing of it was kept.",
                "The model stays on the device, so that the next run starts at once.",
            ) from interrupt
