"""What a user sees while a device is waited for."""

import io
from collections.abc import Callable

from rich.console import Console

from devbench.cli.progress import SessionProgress
from devbench.device.quantities import Heat


def drawn(terminal: bool, act: Callable[[SessionProgress], None]) -> str:
    output = io.StringIO()
    console = Console(file=output, force_terminal=terminal, width=160, color_system=None)
    with SessionProgress(console, quiet=False) as progress:
        act(progress)
    return output.getvalue()


def cool(progress: SessionProgress) -> None:
    progress.cooling(Heat(temperature_c=41.26, thermal_status=1), 35.0, 300.0)
    progress.cooling(Heat(temperature_c=36.0, thermal_status=0), 35.0, 122.4)


def test_a_device_that_cools_down_is_counted_down() -> None:
    shown = drawn(True, cool)
    assert "battery 36.0 °C: waiting for 35 °C, 122 s at most" in shown


def test_nothing_is_left_of_it_when_the_run_begins() -> None:
    def act(progress: SessionProgress) -> None:
        cool(progress)
        progress.running("device", 0, 3)
        progress.throttled("device", 0, 2)

    last = drawn(True, act).rsplit("\x1b[2K", 2)[-1]
    assert "waiting for" not in last
    assert "device run 1 of 3" in last
    assert "thrown away; 2 more tries" in last


def test_a_pipe_gets_nothing() -> None:
    assert drawn(False, cool) == ""
