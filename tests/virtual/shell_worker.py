"""Runs snippets in the virtual device's shell: ``python shell_worker.py FOLDER`` reads one a line, as a JSON string.

Each has an empty device and a process of its own, as under the daemon. The answer is a JSON object, bytes as Latin-1.
"""

import json
import os
import signal
import sys
import tempfile
from pathlib import Path

from devbench.virtual import processes
from devbench.virtual.device import SimulatedDevice
from devbench.virtual.filesystem import HOME
from devbench.virtual.shell.interpreter import main

LIMIT_S = 60
LIMIT_BYTES = 1 << 20


def answer(folder: str, snippet: str) -> dict[str, str | int]:
    def shell() -> int:
        processes.lead_process_group()
        signal.alarm(LIMIT_S)
        return main(device, f"cd {HOME}\n{snippet}")

    with (
        tempfile.TemporaryDirectory(dir=folder) as root,
        Path(os.devnull).open("rb") as nothing,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
    ):
        device = SimulatedDevice("emulator-5554", Path(root))
        pid = processes.fork(shell, nothing.fileno(), out.fileno(), err.fileno())
        status = processes.exit_code(os.waitpid(pid, 0)[1])
        stdout, stderr = (os.pread(file.fileno(), LIMIT_BYTES, 0).decode("latin-1") for file in (out, err))
    return {"stdout": stdout, "stderr": stderr, "exit_code": status}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(answer(sys.argv[1], json.loads(line))), flush=True)
