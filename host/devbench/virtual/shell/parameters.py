"""What a shell's ``$...`` stand for: variables, the environment, arguments, special parameters."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from devbench.virtual.filesystem import HOME
from devbench.virtual.shell.refusal import NotSupported

ENVIRONMENT = {
    "ANDROID_DATA": "/data",
    "ANDROID_ROOT": "/system",
    "EXTERNAL_STORAGE": "/sdcard",
    "HOME": "/",
    "PATH": "/system/bin",
    "SHELL": "/system/bin/sh",
    "TMPDIR": HOME,
    "USER": "shell",
}
_SPECIAL_TO_MKSH = """
_ BASHPID COLUMNS ENV EPOCHREALTIME HISTFILE HISTSIZE IFS KSHEGID KSHGID KSHUID KSH_MATCH KSH_VERSION LANG LC_ALL
LC_CTYPE LINENO LINES OLDPWD OPTARG OPTIND PATHSEP PGRP PIPESTATUS POSIXLY_CORRECT PPID PS1 PS2 PS3 PS4 RANDOM REPLY
SECONDS TMOUT USER_ID
"""
SPECIAL_TO_MKSH = frozenset(_SPECIAL_TO_MKSH.split())


class Parameters:
    def __init__(
        self,
        environment: Mapping[str, str] = ENVIRONMENT,
        name: str = "sh",
        arguments: Sequence[str] = (),
        cwd: str = "/",
    ) -> None:
        self.environment = dict(environment)
        self.name, self.arguments, self.cwd = name, list(arguments), cwd
        self.status = 0
        self.last_job = ""
        self._variables: dict[str, str] = {}
        self._pid = os.getpid()

    def __getitem__(self, name: str) -> str:
        """The value; "" if it is not set."""
        special = {
            "?": str(self.status),
            "$": str(self._pid),
            "!": self.last_job,
            "#": str(len(self.arguments)),
            "0": self.name,
            "PWD": self.cwd,
        }
        if name in special:
            return special[name]
        if name.isdigit():
            return self.arguments[int(name) - 1] if int(name) <= len(self.arguments) else ""
        if name in SPECIAL_TO_MKSH:
            raise NotSupported(f"${name}")
        return self._variables.get(name, self.environment.get(name, ""))

    def __setitem__(self, name: str, value: str) -> None:
        if name in SPECIAL_TO_MKSH or name in ("PATH", "PWD"):
            raise NotSupported(f"an assignment to {name}")
        (self.environment if name in self.environment else self._variables)[name] = value

    def export(self, name: str, value: str) -> None:
        self.environment.setdefault(name, "")
        self[name] = value

    @contextmanager
    def for_one_command(self) -> Iterator[None]:
        """What is exported meanwhile is forgotten afterwards."""
        before = dict(self.environment)
        try:
            yield
        finally:
            self.environment = before
