"""What the doctor finds: docs/doctor.md describes its JSON."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from devbench.errors import CheckFailed, DevbenchError, DeviceUnavailable

State: TypeAlias = Literal["ok", "warning", "error", "skipped"]
"""``warning``: a run works, perhaps slower or less reliably. ``error``: a run would stop. ``skipped``: not needed, or
not applicable here."""
Place: TypeAlias = Literal["computer", "adb", "device"]
Values: TypeAlias = dict[str, str | int | float | bool | None]


class Check(msgspec.Struct, frozen=True):
    """One thing that was looked at."""

    place: Place
    subject: str
    """A fixed word for what was looked at, such as ``page_size``."""
    state: State
    text: str
    """One sentence or phrase, without a full stop if all is well."""
    remedy: str = ""
    serial: str | None = None
    """Of the device, if it is about one."""
    values: Values = {}
    """What the text was made of. A name ends in its unit; null is what could not be read."""


class Diagnosis(msgspec.Struct, frozen=True, kw_only=True):
    """All checks, and what follows for ``devbench run``."""

    devbench: str
    exit_code: int
    usable: list[str]
    """The serials of the devices that a run can use now."""
    checks: list[Check]

    @classmethod
    def of(cls, version: str, serials: list[str], checks: list[Check]) -> Diagnosis:
        """``serials`` are those of the devices that were looked at."""
        failed = [check for check in checks if check.state == "error"]
        has_adb = not any(check.place == "adb" for check in failed)
        usable = [serial for serial in serials if has_adb and serial not in {check.serial for check in failed}]
        exit_code = DeviceUnavailable.exit_code if not usable else CheckFailed.exit_code if failed else 0
        return cls(devbench=version, exit_code=exit_code, usable=usable, checks=checks)


def refused(place: Place, subject: str, error: DevbenchError, serial: str | None = None) -> Check:
    """That a run would stop with this error."""
    return Check(place, subject, "error", error.message, remedy=error.hint, serial=serial)
