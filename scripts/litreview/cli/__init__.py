"""The command line."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

from litreview import GUIDE, __version__

#: The commands in the order of the help; each stands in the module of its name.
_COMMANDS: Final = (
    "new",
    "add",
    "verify",
    "refresh",
    "search",
    "check",
    "serve",
    "build",
    "release",
    "documents",
    "render",
    "schema",
    "convert",
    "cite",
)


class _Commands(click.Group):
    """Loads a command when it is called, so that each pays for the libraries of its own alone."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return [*_COMMANDS, *(name for name in super().list_commands(ctx) if name not in _COMMANDS)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, loaded now or before."""
        if cmd_name in _COMMANDS and cmd_name not in self.commands:
            self.add_command(getattr(import_module(f"litreview.cli.{cmd_name}"), cmd_name))
        return super().get_command(ctx, cmd_name)


@click.group(
    cls=_Commands,
    epilog=f"The guide: {GUIDE}",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="litreview")
def main() -> None:
    """Turn a folder of BibTeX and YAML that describes a literature review into a searchable website."""
