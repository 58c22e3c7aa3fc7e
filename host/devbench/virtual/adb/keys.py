"""Whose adb may connect: the public halves of the keys that the user's adb server signs with."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from devbench.virtual.adb.packets import signature_is_valid


def public_keys(environment: Mapping[str, str]) -> list[str]:
    """The contents of the user's ``adbkey.pub`` and of those beside ``ADB_VENDOR_KEYS``.

    A vendor key is a file, or a folder of ``*.adb_key`` files, as adb takes it.
    """
    return [path.read_text(errors="replace") for path in _paths(environment) if path.is_file()]


def trusts_users_keys(environment: Mapping[str, str] = os.environ) -> Callable[[bytes, bytes], bool]:
    """The keys are read at each connection, since an adb server makes them when it first starts."""

    def authorize(token: bytes, signature: bytes) -> bool:
        return any(signature_is_valid(key, token, signature) for key in public_keys(environment))

    return authorize


def private_keys(environment: Mapping[str, str]) -> list[Path]:
    """Where the user's own key may be, whether it is there or not."""
    home = Path(environment.get("HOME") or Path.home())
    folders = [home / ".android"]
    if folder := environment.get("ANDROID_USER_HOME"):
        folders.insert(0, Path(folder))
    return [folder / "adbkey" for folder in folders]


def _paths(environment: Mapping[str, str]) -> list[Path]:
    paths = [key.with_name(f"{key.name}.pub") for key in private_keys(environment)]
    for entry in filter(None, environment.get("ADB_VENDOR_KEYS", "").split(os.pathsep)):
        vendors = sorted(Path(entry).glob("*.adb_key")) if Path(entry).is_dir() else [Path(entry)]
        paths += [key.with_name(key.name + ".pub") for key in vendors]
    return paths
