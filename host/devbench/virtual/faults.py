"""What a test can let go wrong: a device's faults, all off by default."""

from __future__ import annotations

from dataclasses import dataclass

from devbench.virtual.scripted import NONE, Script


class CableCutError(Exception):
    """Raised inside a service: the whole transport is gone, as when somebody pulls the cable."""


@dataclass(frozen=True, slots=True)
class Faults:
    """Set as a whole: ``device.faults = Faults(cut_push_at_bytes=100_000)``, and ``Faults()`` for none."""

    unplugged: bool = False
    """No link at all: the adb server does not list the device."""
    offline: bool = False
    """The device takes connections and says nothing."""
    unauthorized: bool = False
    """The device trusts nobody's key."""
    bytes_per_second: float | None = None
    """The link's speed, each way."""
    latency_ms: float = 0
    """Added to each packet that comes in."""
    properties: tuple[tuple[str, str], ...] = ()
    """Of the device, in the place of its own."""
    without_features: frozenset[str] = frozenset()
    """What the device does not offer, such as ``shell_v2`` before Android 7."""

    cut_push_at_bytes: int | None = None
    """The link breaks when so many bytes of a file were received, ..."""
    cut_pull_at_bytes: int | None = None
    cut_shell_at_bytes: int | None = None
    """... or when a command has written so many; 0: when it is started."""
    cuts: int = 1
    """So often a cut happens; after that the link is sound."""

    corrupt_push_at_byte: int | None = None
    """One bit of this byte of every pushed file is stored wrong."""
    corrupt_pull_at_byte: int | None = None
    truncate_pull_at_bytes: int | None = None
    """Pulled files end early, and the device says that they are whole."""
    disk_capacity_bytes: int | None = None
    """What is written beyond it fails, and ``df`` tells it."""
    reserved_bytes: int = 0
    """Of the capacity, what root alone may use."""
    toolbox_df: bool = False
    """``df`` prints what it did before Android 6: with what is reserved among what is free."""
    truncate_push_at_bytes: int | None = None
    """Pushed files end early, and the device says that they are whole."""
    no_room_for: tuple[str, ...] = ()
    """Files of the harness's folder to which it can write nothing, as on a full disk (on Linux); those that are there
    already stay as they are, as on a full disk."""
    read_only: tuple[str, ...] = ()
    """Folders of the device that nobody may write to."""

    shell_hangs: bool = False
    """A command is accepted and never answers."""
    missing_programs: frozenset[str] = frozenset()
    """Programs that old devices lack, such as ``sha256sum``."""
    page_size_bytes: int | None = None
    """The size of a memory page as ``getconf`` reports it, in place of the host's."""
    app_process_dies: bool = False
    """``app_process`` is killed at its start, as by the low-memory killer."""
    logcat: tuple[str, ...] = ()
    """Lines of the log; ``{pid}`` stands for the pid of the ``app_process`` that was started last. Without any the
    device has no log."""
    unkillable: bool = False
    """``kill -9`` says that all is well, and the process goes on, as one does that waits for a driver."""
    slow_kill: bool = False
    """``kill -9`` makes a file ``/data/local/tmp/killing`` and takes effect when that is gone."""
    spin: tuple[str, float] | None = None
    """A model's sha256, and the share of its invokes' time that the harness adds to each; other models go on as before.
    The results of that model say that they are scripted."""
    later_answers_wrong: bool = False
    """From the second process of a run on, the harness gives other answers."""
    script: Script = NONE
    """States rather than faults: heat, slowness, a busy core."""
