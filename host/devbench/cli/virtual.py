"""``devbench virtual``: virtual devices, for where there is no Android."""

from __future__ import annotations

import click

from devbench.cli import terminal


@click.group()
def virtual() -> None:
    """Start, stop and list virtual devices.

    A virtual device is our own adb daemon on this computer, with the harness on a JVM. A stock adb lists it as an
    emulator; every result of it says VIRTUAL. It has no battery, no temperature and no clocks, and invents none.

    \b
    Examples:
      devbench virtual start
      devbench virtual list
      devbench virtual stop emulator-5554
    """


@virtual.command()
@click.option("-q", "--quiet", is_flag=True, help="Print the serial alone.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
def start(quiet: bool, as_json: bool) -> None:
    """Start a virtual device that runs until it is stopped.

    What was pushed to it stays when it stops, for the next one.

    \b
    Examples:
      devbench virtual start
      serial=$(devbench virtual start --quiet)
    """
    from devbench.device.adb import AdbServer
    from devbench.virtual import registry

    server = AdbServer.from_environment(libusb=False)
    server.devices()  # starts it where none runs
    device = registry.start(server.host, server.port)
    if as_json:
        terminal.write_json(_described(device))
    elif quiet:
        click.echo(device.serial)
    else:
        click.echo(f"{device.serial} runs. Use it with: devbench run --serial {device.serial}")


@virtual.command()
@click.argument("serials", nargs=-1, metavar="[SERIAL]...")
@click.option("--all", "every", is_flag=True, help="All of them.")
def stop(serials: tuple[str, ...], every: bool) -> None:
    """Stop virtual devices; without a serial, the only one that runs.

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
        raise UsageError(f"Several virtual devices run: {there}.", "Name one, or say --all.")
    else:
        chosen = []
    for device in chosen:
        device.stop()
        click.echo(f"{device.serial} stopped.")
    if not chosen:
        click.echo("No virtual device runs.")


@virtual.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
def list_(as_json: bool) -> None:
    """List the virtual devices that run.

    \b
    Example:
      devbench virtual list
    """
    from devbench.virtual import registry

    running = registry.running()
    if as_json:
        terminal.write_json([_described(device) for device in running])
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
