"""The exceptions of devbench. Each says what happened, to what, and what to do next, and has its exit code.

DevbenchError (1)
├── UsageError (2)          bad input: model, vocabulary, data, options
├── CheckFailed (3)         ran, but a check failed
├── DeviceUnavailable (4)   no device, several, unauthorised, offline, locked by someone else
├── DeviceLost (5)          the device or the link was lost for good
│   └── DeviceError (5)     the device answered, but refused: no permission
│       ├── DeviceFull (4)  its disk is full: it cannot be used until somebody makes room
│       └── DeviceReadOnly (4)  nobody may write to its disk
├── HarnessFailed (6)       the harness or a runtime failed: crash, out of memory, unsupported op
├── Inconclusive (7)        ran, but what was measured cannot decide a check
└── Interrupted (130)       Ctrl-C; says what was kept
"""

from __future__ import annotations


class DevbenchError(Exception):
    """Base of all errors that a user may see.

    ``message`` is one sentence that names the device or file; ``hint`` is the next thing to do.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(DevbenchError):
    exit_code = 2


class CheckFailed(DevbenchError):
    exit_code = 3


class DeviceUnavailable(DevbenchError):
    exit_code = 4


class DeviceLost(DevbenchError):
    exit_code = 5


class DeviceError(DeviceLost):
    """The device is there and said no: its own words are in the message."""


class DeviceFull(DeviceError):
    exit_code = 4


class DeviceReadOnly(DeviceError):
    exit_code = 4


class HarnessFailed(DevbenchError):
    exit_code = 6


class Inconclusive(DevbenchError):
    exit_code = 7


class Interrupted(DevbenchError):
    exit_code = 130
