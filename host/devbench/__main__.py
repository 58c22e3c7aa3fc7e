"""The ``devbench`` command: turns every failure into one sentence and an exit code."""

from __future__ import annotations

import os
import sys

from devbench.errors import DevbenchError, Interrupted


def main() -> None:
    from devbench.cli import devbench

    try:
        # click returns what a command returns where it is not the one who exits
        sys.exit(devbench.main(prog_name="devbench", standalone_mode=False) or 0)
    except DevbenchError as error:
        _report(error.message, error.hint)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        _report("Interrupted.", "Nothing was left behind.")
        sys.exit(Interrupted.exit_code)
    except BrokenPipeError:
        # the reader of our output has gone, as `| head` does; keep Python from complaining at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        _exit_after(error)


def _exit_after(error: Exception) -> None:
    import click

    if isinstance(error, click.exceptions.Exit):
        sys.exit(error.exit_code)
    if isinstance(error, click.Abort):
        _report("Interrupted.", "Nothing was left behind.")
        sys.exit(Interrupted.exit_code)
    if isinstance(error, click.ClickException):
        error.show()
        sys.exit(error.exit_code)
    _report(f"devbench itself failed: {type(error).__name__}: {error}", f"The traceback is in {_save_traceback()}.")
    sys.exit(DevbenchError.exit_code)


def _report(message: str, hint: str) -> None:
    from devbench.cli.terminal import print_error

    print_error(message, hint)


def _save_traceback() -> str:
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile("w", prefix="devbench-", suffix=".log", delete=False) as file:
        traceback.print_exc(file=file)
        return file.name


if __name__ == "__main__":
    main()
