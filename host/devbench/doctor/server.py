"""adb: the program, the server, and the keys that devices trust."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from devbench.device import address, program
from devbench.device.adb import AdbServer, Listed
from devbench.device.selection import choose, settled
from devbench.doctor.check import Check, State, Values, refused
from devbench.errors import DevbenchError, DeviceUnavailable
from devbench.virtual import registry
from devbench.virtual.adb import keys


def checks(server: AdbServer) -> Iterator[Check]:
    """Starts the server if none runs, as every command does that asks for devices."""
    found: program.AdbProgram | None = None
    try:
        found = program.look()
        text = f"adb {found.release or f'1.0.{found.protocol}'} at {found.path}"
        values: Values = {"path": found.path, "version": found.release, "protocol": found.protocol}
        yield Check("adb", "program", "ok", text, values=values)
    except DeviceUnavailable as error:
        if _is_local(server) and not server.answers():
            yield refused("adb", "program", error)
            return
        yield Check("adb", "program", "warning", error.message, remedy=error.hint)
    yield _server(server, found)
    if _is_local(server):
        yield _key()


def _server(server: AdbServer, found: program.AdbProgram | None) -> Check:
    was_running = server.answers()
    try:
        protocol = int(server.ask("host:version"), 16)
    except DeviceUnavailable as error:
        return refused("adb", "server", error)
    except ValueError:
        where = f"{server.host}:{server.port}"
        failure = DeviceUnavailable(f"What answers at {where} is not an adb server.", _OTHER_PORT)
        return refused("adb", "server", failure)
    values: Values = {"host": server.host, "port": server.port, "protocol": protocol, "was_running": was_running}
    where = f"port {server.port}" if _is_local(server) else f"{server.host}:{server.port}"
    if found is not None and found.protocol != protocol:
        return Check(
            "adb",
            "server",
            "warning",
            f"The adb server on {where} has version {protocol} and adb version {found.protocol}: "
            "the next adb command restarts the server, which disturbs a run.",
            remedy=f"`{found.path} -P {server.port} kill-server`, and use one adb everywhere",
            values=values,
        )
    text = f"Server {'running' if was_running else 'started'} on {where}"
    return Check("adb", "server", "ok", text, values=values)


def _key() -> Check:
    """The private key that the server signs with; it makes one if there is none."""
    paths = keys.private_keys(os.environ)
    for path in filter(Path.exists, paths):
        try:
            with path.open("rb"):
                pass
        except OSError as error:
            hint = f"`sudo chown $USER {path}`, then `adb kill-server`"
            text = f"The key {path} cannot be read, so no phone trusts this computer: {error.strerror}."
            return Check("adb", "key", "warning", text, remedy=hint, values={"path": str(path)})
        return Check("adb", "key", "ok", f"Key {path}", values={"path": str(path)})
    return Check(
        "adb",
        "key",
        "warning",
        f"There is no key {paths[0]}, without which no phone trusts this computer.",
        remedy="`adb kill-server; adb start-server` makes one",
        values={"path": None},
    )


def _is_local(server: AdbServer) -> bool:
    return server.host in address.LOOPBACK


def listed(server: AdbServer, wanted: Sequence[str]) -> tuple[list[str], Sequence[Listed], list[Check]]:
    """The serials to look at, what adb lists, and what is to be said of the choice.

    Without ``wanted``, all are looked at; a run needs the name of one if there are several.
    """
    try:
        found = settled(server, wanted)
    except DevbenchError as error:
        return [], [], [refused("adb", "devices", error)]
    serials = list(dict.fromkeys(wanted or (device.serial for device in found)))
    of_choice = []
    if not wanted and len(found) != 1:
        try:
            choose(found, [])
        except DeviceUnavailable as error:
            state: State = "warning" if found else "error"
            of_choice.append(Check("adb", "devices", state, error.message, remedy=error.hint))
    return serials, found, [*of_choice, *_virtual_devices(server, found)]


def _virtual_devices(server: AdbServer, listed: Sequence[Listed]) -> Iterator[Check]:
    """Those that run and that this server does not list."""
    for device in registry.running():
        other = device.entry.adb_port
        if device.serial in {found.serial for found in listed}:
            continue
        text = f"The virtual device {device.serial} runs, but the adb server on port {server.port} does not list it."
        remedy = f"`export ANDROID_ADB_SERVER_PORT={other}`: it belongs to the server on that port"
        if other == server.port:
            remedy = f"`devbench virtual stop {device.serial}; devbench virtual start`"
        values: Values = {"name": device.serial, "adb_port": other, "started": device.entry.started}
        yield Check("adb", "virtual_device", "warning", text, remedy=remedy, values=values)


_OTHER_PORT = "Stop that program, or choose another port: `export ANDROID_ADB_SERVER_PORT=5038`"
