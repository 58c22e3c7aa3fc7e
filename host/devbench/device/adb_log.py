"""Every adb command with its time, in the log ``devbench.adb``. Costs nothing unless somebody listens."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

LOG = logging.getLogger("devbench.adb")


@contextmanager
def timed(where: str, service: str, doing: str = "") -> Iterator[None]:
    """``where`` is a device or the server; ``doing`` describes a service whose name does not."""
    if not LOG.isEnabledFor(logging.DEBUG):
        yield
        return
    script = service.partition(":")[2] if service.startswith(("shell,", "exec:")) else ""
    what = f"shell {script}" if script else doing or service
    began_s, end = time.monotonic(), ""
    try:
        yield
    except Exception as error:
        end = f" failed: {error}"
        raise
    finally:
        LOG.debug("%8.1f ms  %s  %s%s", 1000 * (time.monotonic() - began_s), where, what, end)
