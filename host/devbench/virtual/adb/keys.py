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


def _paths(environment: Mapping[str, str]) -> list[Path]:
    home = Path(environment.get("HOME") or Path.home())
    folders = [home / ".android"]
    if folder := environment.get("ANDROID_USER_HOME"):
        folders.append(Path(folder))
    paths = [folder / "adbkey.pub" for folder in folders]
    for entry in filter(None, environment.get("ADB_VENDOR_KEYS", "").split(os.pathsep)):
        private_keys = sorted(Path(entry).glob("*.adb_key")) if Path(entry).is_dir() else [Path(entry)]
        paths += [key.with_name(key.name + ".pub") for key in private_keys]
    return paths
