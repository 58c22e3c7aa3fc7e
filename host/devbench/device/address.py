"""Where the adb server is, by the variables that adb itself reads."""

from __future__ import annotations

import re
from collections.abc import Mapping

from devbench.errors import UsageError

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_VARIABLES = ("ADB_SERVER_SOCKET", "ANDROID_ADB_SERVER_ADDRESS", "ANDROID_ADB_SERVER_PORT")
_DEFAULT_HOST, _DEFAULT_PORT = "127.0.0.1", "5037"
_SOCKET = re.compile(r"tcp:(?:(?P<host>[^:\[\]]+|\[[^\]]+\]):)?(?P<port>\d+)")


def from_environment(environment: Mapping[str, str]) -> tuple[str, int]:
    """Host and port: ADB_SERVER_SOCKET before the other two. Raises UsageError for what is neither."""
    name = environment.get("ADB_SERVER_SOCKET")
    if not name:
        host = environment.get("ANDROID_ADB_SERVER_ADDRESS") or _DEFAULT_HOST
        return host, _port("ANDROID_ADB_SERVER_PORT", environment.get("ANDROID_ADB_SERVER_PORT") or _DEFAULT_PORT)
    match = _SOCKET.fullmatch(name)
    if not match:
        raise UsageError(
            f"ADB_SERVER_SOCKET is {name!r}, but devbench supports only tcp:HOST:PORT.", "Unset or change it."
        )
    return (match["host"] or _DEFAULT_HOST).strip("[]"), _port("ADB_SERVER_SOCKET", match["port"])


def without_server(environment: Mapping[str, str]) -> dict[str, str]:
    """For an adb that is told its port as an option."""
    return {name: value for name, value in environment.items() if name not in _VARIABLES}


def _port(variable: str, text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 1 << 16:
        raise UsageError(
            f"{variable} is {text!r}, which is not a port.", f"Unset {variable}, or set it to a number from 1 to 65535."
        )
    return int(text)
