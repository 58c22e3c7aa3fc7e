"""The ``devbench`` command: turns every failure into one sentence and an exit code."""

from __future__ import annotations

import sys

from devbench.errors import DevbenchError, DeviceLost, HarnessFailed, Interrupted


def main() -> None:
    from devbench.cli import journal, streams, terminal

    streams.make_safe()
    terminal.set_least_width()
    journal.begin()
    sys.exit(_run())


def _run() -> int:
    """The exit code."""
    import click

    from devbench.cli import devbench, journal, parser_errors

    try:
        # click returns what a command returns if it is not the one that exits
        return devbench.main(prog_name="devbench", standalone_mode=False) or 0
    except DevbenchError as error:
        if isinstance(error, DeviceLost | HarnessFailed):
            journal.note_failure(error)
        return _report(error.message, error.hint, error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        return _report("Interrupted.", "Nothing was left behind.", Interrupted.exit_code)
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.ClickException as error:
        refused = parser_errors.translated(error)
        return _report(refused.message, refused.hint, refused.exit_code)
    except Exception as error:
        journal.note_failure(error)
        message = f"devbench itself failed: {type(error).__name__}: {error}"
        return _report(message, "Report this with the log, which has the traceback.", DevbenchError.exit_code)


def _report(message: str, hint: str, exit_code: int) -> int:
    from devbench.cli import journal, terminal

    terminal.print_error(message, hint, journal.keep())
    return exit_code


if __name__ == "__main__":
    main()
