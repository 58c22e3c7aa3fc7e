"""A command with commands of its own."""

from __future__ import annotations

import click

from devbench import suggest
from devbench.errors import UsageError


class CommandGroup(click.Group):
    """Without a command it shows its help; a mistyped one gets a suggestion."""

    def __init__(self, *arguments: object, **settings: object) -> None:
        super().__init__(*arguments, **{"no_args_is_help": False, **settings})  # type: ignore[arg-type]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(UsageError.exit_code)  # nothing was done
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = self.list_commands(ctx)
        if args[0] not in known and not args[0].startswith("-") and not ctx.resilient_parsing:
            path = ctx.command_path.partition(" ")[2]
            raise UsageError(f"There is no command {f'{path} {args[0]}'.lstrip()!r}.", suggest.closest(args[0], known))
        return super().resolve_command(ctx, args)
