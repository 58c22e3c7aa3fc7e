"""``devbench virtual``: virtual devices, for where there is no Android."""

from __future__ import annotations

import click
import cloup

from devbench.cli import completion, json_output, options
from devbench.cli.command import GroupedCommand
from devbench.cli.group import CommandGroup
from devbench.cli.options.combinations import NotBoth
from devbench.cli.options.output import json_option, verbose_option


class VirtualGroup(CommandGroup, cloup.Group):
    """With help that looks like that of all other commands."""


@cloup.group(cls=VirtualGroup)
def virtual() -> None:
    """Start, stop and list virtual devices.

    A virtual device is an adb daemon of devbench on this computer, which runs the harness on a JVM. A stock adb lists
    it as an emulator; every result from it says VIRTUAL. It has no battery, no temperature and no clock speeds, and
    invents none.

    \b
    Examples:
      devbench virtual start
      devbench virtual list
      devbench virtual stop emulator-5554
    """


@virtual.command(
    cls=GroupedCommand, rules=[NotBoth("quiet", ["json_file"], "both print the device on standard output")]
)
@cloup.option_group(
    options.OUTPUT,
    json_option,
    cloup.option("-q", "--quiet", is_flag=True, help="Print only the serial."),
    verbose_option,
)
def start(quiet: bool, json_file: str | None) -> None:
    """Start a virtual device that runs until it is stopped.

    Files that were pushed to it are kept for the next one.

    \b
    Examples:
      devbench virtual start
      serial=$(devbench virtual start --quiet)
    """
    from devbench.device.adb import AdbServer
    from devbench.virtual import registry

    server = AdbServer.from_environment(libusb=False)
    server.devices()  # starts it if none runs
    device = registry.start(server.host, server.port)
    if json_output.write(json_file, _described(device)):
        return
    if quiet:
        click.echo(device.serial)
    else:
        click.echo(f"{device.serial} runs. Use it with: devbench run --serial {device.serial}")


@virtual.command(cls=GroupedCommand, rules=[NotBoth("every", ["serials"], "--all stops every virtual device")])
@cloup.argument(
    "serials", nargs=-1, metavar="[SERIAL]...", shell_complete=completion.serials, help="Virtual devices to stop."
)
@cloup.option("--all", "every", is_flag=True, help="Stop every virtual device.")
def stop(serials: tuple[str, ...], every: bool) -> None:
    """Stop virtual devices: the named ones, or the only one.

    \b
    Examples:
      devbench virtual stop emulator-5554
      devbench virtual stop --all
    """
    from devbench.errors import UsageError
    from devbench.virtual import registry

    running = registry.running()
    if serials:
        chosen = [registry.find(serial) for serial in serials]
    elif every or len(running) == 1:
        chosen = running
    elif running:
        there = ", ".join(device.serial for device in running)
        raise UsageError(f"Several virtual devices run: {there}.", "Name one, or add --all.")
    else:
        chosen = []
    for device in chosen:
        device.stop()
        click.echo(f"{device.serial} stopped.")
    if not chosen:
        click.echo("No virtual device runs.")


@virtual.command("list", cls=GroupedCommand)
@cloup.option_group(options.OUTPUT, json_option)
def list_(json_file: str | None) -> None:
    """List the virtual devices that run.

    \b
    Example:
      devbench virtual list
    """
    from devbench.virtual import registry

    running = registry.running()
    if json_output.write(json_file, [_described(device) for device in running]):
        return
    for device in running:
        click.echo(f"{device.serial}  pid {device.entry.pid}  since {device.entry.started}  {device.root}")
    if not running:
        click.echo("No virtual device runs. Start one: devbench virtual start")


def _described(device: object) -> dict[str, object]:
    from devbench.virtual.registry import VirtualDevice

    assert isinstance(device, VirtualDevice)
    entry = device.entry
    return {"serial": device.serial, "pid": entry.pid, "started": entry.started, "root": entry.root}
