"""What a session tells while it runs; the command line draws it."""

from __future__ import annotations

from typing import Literal, Protocol

from devbench.harness.messages import Event

Side = Literal["device", "host"]


class Observer(Protocol):
    def pushing(self, name: str, size_bytes: int) -> None:
        """A file is about to be sent to the device."""
        ...

    def pushed(self, sent_bytes: int) -> None:
        """So many bytes of the file that is being sent have gone, in all."""
        ...

    def running(self, side: Side, repeat: int, repeats: int) -> None:
        """A cold repeat begins."""
        ...

    def harness(self, side: Side, event: Event) -> None:
        """An event of the harness that is running."""
        ...
