"""``devbench run``: models on devices against the host."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from devbench.cli.compare import allow_option, tolerance_option
from devbench.cli.conditions import condition_options, threads_option
from devbench.cli.options import DEFAULT_MODEL, plan_options, serial_option
from devbench.cli.running import Runner, devices, host_runtime_option, quiet_option, virtual_option
from devbench.errors import CheckFailed, UsageError

if TYPE_CHECKING:
    from devbench.bench.plan import Conditions, Plan
    from devbench.device.adb import Device
    from devbench.results.schema import Result
    from devbench.results.store import ResultStore


@click.command()
@serial_option
@virtual_option
@click.option(
    "--model",
    "models",
    multiple=True,
    default=(DEFAULT_MODEL,),
    show_default=True,
    help="A .tflite file, or a bundled model's name; may repeat.",
)
@click.option("--all", "all_models", is_flag=True, help="Every bundled model in turn.")
@plan_options
@threads_option
@condition_options
@click.option("--interleave", is_flag=True, help="Alternate the repeats of several models or thread counts: A B A B.")
@host_runtime_option
@click.option("--against", metavar="BASELINE", help="Compare with a stored result; slower ones run again, then fail.")
@allow_option
@tolerance_option
@click.option("--strict", is_flag=True, help="Exit with 3 for every verdict but VALID.")
@click.option("--json", "json_file", metavar="FILE", help="Write the result document to FILE; - is standard output.")
@quiet_option
def run(
    serials: Sequence[str],
    virtual: bool,
    models: Sequence[str],
    all_models: bool,
    threads: Sequence[int],
    conditions: Conditions,
    interleave: bool,
    host_runtime: str | None,
    against: str | None,
    allowed: Sequence[str],
    tolerances: Sequence[str],
    strict: bool,
    json_file: str | None,
    quiet: bool,
    **request: Any,
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
      devbench run --model a.tflite --model b.tflite --interleave --mode normal
      devbench run --all --variant int8                every bundled model, a line each
      devbench run --threads 1,2,4 --cpus 4-7
      devbench run --against main                      in CI: exits with 3 where it became slower or wrong
      devbench run --virtual --json - | jq .ratio
    """
    from devbench import assets
    from devbench.bench.prepare import Request, prepare
    from devbench.results.store import ResultStore, default_root

    store = ResultStore(default_root())
    if json_file not in (None, "-"):
        _check_writable(Path(str(json_file)))
    chosen = assets.model_names() if all_models else models
    plans = [
        replace(prepare(Request(model=model, threads=count, **request)), conditions=conditions)
        for model, count in product(chosen, threads)
    ]
    baseline = _Baseline(store, against, allowed, tolerances, plans) if against is not None else None
    show = _Show(store, quiet, to_stdout=json_file != "-", in_full=len(plans) == 1)
    runner = Runner(host_runtime, quiet)
    results: list[Result] = []
    with devices(serials, virtual) as found:
        for device in found:
            for session in [plans] if interleave else [[plan] for plan in plans]:
                for result in runner.run(session, device):
                    results.append(result)
                    show.one(result)
            if len(threads) > 1:
                show.sweep(results[-len(plans) :], len(threads))
        show.all(results)
        if json_file is not None:
            _write_json(json_file, results)
        if baseline is not None:
            baseline.check(results[0], lambda: _again(runner, plans[0], found[0], store), json_file != "-")
    _check(results, strict)


class _Show:
    """What is kept and printed of results while they come."""

    def __init__(self, store: ResultStore, quiet: bool, to_stdout: bool, in_full: bool) -> None:
        from devbench.cli import terminal

        self._store = store
        self._quiet = quiet
        self._in_full = in_full
        self._console = terminal.data() if to_stdout else terminal.messages()

    def one(self, result: Result) -> None:
        from devbench.reports import table

        saved = self._store.save(result)
        if self._quiet:
            return
        if self._in_full:
            self._console.print(table.render(result))
            self._console.print()
        self._console.print(f"result  {saved}", soft_wrap=True)

    def sweep(self, results: Sequence[Result], counts: int) -> None:
        """``results`` of the same models, each with ``counts`` numbers of threads."""
        from devbench.analysis import thread_sweep

        if not self._quiet:
            for start in range(0, len(results), counts):
                self._console.print(thread_sweep.summary(results[start : start + counts]))

    def all(self, results: Sequence[Result]) -> None:
        from devbench.reports import overview

        if not self._quiet and len(results) > 1:
            self._console.print()
            self._console.print(overview.render(results))


class _Baseline:
    """What ``--against`` names; read before anything is measured."""

    def __init__(
        self, store: ResultStore, name: str, allowed: Sequence[str], tolerances: Sequence[str], plans: Sequence[Plan]
    ) -> None:
        from devbench.cli import compare
        from devbench.results import baselines

        if len(plans) > 1:
            raise UsageError("--against compares one model with a baseline.", "Name one --model and one --threads.")
        self._result = baselines.find(store.root, name)
        self._allowed = compare.parse_allowed(allowed)
        self._tolerances = compare.parse_tolerances(tolerances)

    def check(self, result: Result, run_again: Any, to_stdout: bool) -> None:
        """Raises CheckFailed for a regression, which a second run has confirmed, and for unlike runs."""
        from devbench.analysis import comparison
        from devbench.cli import compare

        found = comparison.against(self._result, result, run_again, self._allowed, self._tolerances)
        if to_stdout:
            compare.show(found)
        compare.check(found)


def _again(runner: Runner, plan: Plan, device: Device, store: ResultStore) -> Result:
    result = runner.run([plan], device)[0]
    store.save(result)
    return result


def _check(results: Sequence[Result], strict: bool) -> None:
    for result in results:
        status = result.verdict.status
        if status == "WRONG" or (strict and status != "VALID"):
            raise CheckFailed(
                f"{result.model.name} is {status} on {result.device.serial}.", "The reasons stand in the verdict."
            )


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
