"""``devbench run``: one model on devices against the host."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from devbench.cli.options import plan_options, serial_option
from devbench.errors import CheckFailed, Interrupted, UsageError

if TYPE_CHECKING:
    from devbench.bench.events import Observer
    from devbench.bench.plan import Plan
    from devbench.device.adb import Device
    from devbench.results.schema import Result

_RUNTIMES = ("ai-edge-litert", "tflite-runtime")


@click.command()
@serial_option
@click.option("--virtual", is_flag=True, help="Start a virtual device for this run alone.")
@plan_options
@click.option("--host-runtime", type=click.Choice(_RUNTIMES), help="TFLite on the host. [default: what is installed]")
@click.option("--json", "json_file", metavar="FILE", help="Write the result document to FILE; - is standard output.")
@click.option("-q", "--quiet", is_flag=True, help="No progress, no table.")
def run(
    serials: Sequence[str],
    virtual: bool,
    host_runtime: str | None,
    json_file: str | None,
    quiet: bool,
    **request: object,
) -> None:
    """Benchmark a model on a device against the host.

    The model and its vocabulary go to the device once; raw text is tokenized, run and decoded there, then the same
    examples run on the host. The result says how fast, how fast against the host, whether both sides agree, and
    whether the figures can be trusted. Every result is kept; its place is printed.

    \b
    Examples:
      devbench run                                     the bundled model on the one device there is
      devbench run --serial emulator-5554 --mode official
      devbench run --model m.tflite --vocab vocab.txt --task question-answering --uncased --data dev.json
      devbench run --virtual --json - | jq .ratio
    """
    from devbench.bench.preparation import Request, prepare
    from devbench.results.store import ResultStore, default_root

    store = ResultStore(default_root())
    if json_file not in (None, "-"):
        _check_writable(Path(str(json_file)))
    plan = prepare(Request(**request))  # type: ignore[arg-type]
    results = []
    with _devices(serials, virtual) as devices:
        for device in devices:
            result = _run_one(plan, device, host_runtime, quiet)
            results.append(result)
            _show(result, store.save(result), quiet, to_stdout=json_file != "-")
    if json_file is not None:
        _write_json(json_file, results)
    wrong = [result.device.serial for result in results if result.verdict.status == "WRONG"]
    if wrong:
        raise CheckFailed(f"{plan.model.name} is WRONG on {', '.join(wrong)}.", "The reasons stand in the verdict.")


@contextmanager
def _devices(serials: Sequence[str], virtual: bool) -> Iterator[Sequence[Device]]:
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


def _run_one(plan: Plan, device: Device, host_runtime: str | None, quiet: bool) -> Result:
    from devbench.bench import session
    from devbench.bench.device import DeviceRun
    from devbench.bench.host import HostExecutor
    from devbench.bench.job_folder import encode_examples
    from devbench.cli.progress import SessionProgress
    from devbench.cli.terminal import messages
    from devbench.device.facts import read_facts
    from devbench.device.lock import hold
    from devbench.models.runtimes import default_name

    run_id = session.new_run_id()
    examples = encode_examples(plan)
    host = HostExecutor(plan, examples, host_runtime or default_name())
    try:
        with hold(device, run_id), SessionProgress(messages(), quiet) as progress:
            observer: Observer = progress
            on_device = DeviceRun(device, read_facts(device), plan, examples, observer)
            return session.run(plan, run_id, on_device, host, observer, ["devbench", *sys.argv[1:]])
    except KeyboardInterrupt as interrupt:
        raise Interrupted(
            f"Interrupted: the run on {device.serial} was stopped and nothing of it was kept.",
            "The model stays on the device, so that the next run starts at once.",
        ) from interrupt


def _show(result: Result, saved: Path, quiet: bool, to_stdout: bool) -> None:
    from devbench.cli import terminal
    from devbench.reports import table

    if quiet:
        return
    console = terminal.data() if to_stdout else terminal.messages()
    console.print(table.render(result))
    console.print(f"\nresult  {saved}", soft_wrap=True)


def _check_writable(path: Path) -> None:
    """A bad place is known before ten minutes of measuring."""
    try:
        with path.open("a"):
            pass
    except OSError as error:
        raise UsageError(f"Cannot write {path}: {error.strerror}.", "Name another file with --json.") from error


def _write_json(target: str, results: Sequence[Result]) -> None:
    from devbench.results import document
    from devbench.results.store import write_whole

    content = b"".join(document.encode(result) for result in results)
    if target == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        write_whole(Path(target), content)
