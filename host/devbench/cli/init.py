"""``devbench init``: a first devbench.toml in the current folder."""

from __future__ import annotations

from pathlib import Path

import click
import cloup

from devbench.cli.command import command
from devbench.cli.project import FILE
from devbench.errors import UsageError


@command()
@cloup.option("--force", is_flag=True, help=f"Replace the {FILE} that is there.")
def init(force: bool) -> None:
    """Write a devbench.toml with the defaults of this project.

    Fills in what the current folder shows of its model: the file, its task, its vocabulary, its data. The rest is
    commented out. The file holds for this folder and those below it.

    \b
    Examples:
      devbench init
      devbench init --force
    """
    from devbench.bench import project_draft
    from devbench.cli import project, terminal
    from devbench.results.store import write_whole

    path = Path(FILE)
    if not force and (there := project.of_folder(Path())) is not None:
        raise UsageError(
            f"{there.file} already {'exists' if there.file.name == FILE else 'has defaults of devbench'}.",
            "Edit it, or replace it with --force.",
        )
    found = project_draft.draft()
    try:
        write_whole(path, found.text.encode())
    except OSError as error:
        raise UsageError(f"Cannot write {path}: {error.strerror}.", "Run it in a folder of yours.") from error
    click.echo(f"written  {path}")
    click.echo(f"model    {found.model}" if found.model else f"No model here: uncomment `model` in {path}.")
    run = "devbench run" if found.model else "devbench run --virtual"
    first = f"set {' and '.join(found.unknown)} in {path}, then " if found.unknown else ""
    terminal.messages().print(f"\nnext: {first}{run}", soft_wrap=True, markup=False)
