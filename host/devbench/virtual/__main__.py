"""``python -m devbench.virtual ENTRY [--leashed]``: the process of one virtual device, started by the registry.

ENTRY is a JSON file that says what to be, and is rewritten with what the device became. A leashed one ends with its
standard input: it must not outlive who started it.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

import msgspec

from devbench.errors import DevbenchError
from devbench.virtual.daemon import AdbServerAddress, Daemon, run
from devbench.virtual.device import SimulatedDevice
from devbench.virtual.registry import RegistryEntry, cache_folder


def main(path: Path, leashed: bool) -> int:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    entry = msgspec.json.decode(path.read_bytes(), type=RegistryEntry)

    def online(device: SimulatedDevice) -> None:
        told = msgspec.structs.replace(entry, serial=device.serial, pid=os.getpid())
        part = path.with_suffix(".part")
        part.write_bytes(msgspec.json.encode(told))
        part.replace(path)

    server = AdbServerAddress(entry.adb_host, entry.adb_port)
    try:
        run(Daemon(Path(entry.root), server, Path(entry.control), cache_folder(), leashed=leashed), online)
    except DevbenchError as error:
        print(f"{error.message} {error.hint}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), "--leashed" in sys.argv))
