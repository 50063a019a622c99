"""The command line."""

from __future__ import annotations

import click

from litreview import __version__
from litreview.cli.add import add
from litreview.cli.build import build
from litreview.cli.check import check
from litreview.cli.cite import cite
from litreview.cli.convert import convert
from litreview.cli.new import new
from litreview.cli.refresh import refresh
from litreview.cli.render import render
from litreview.cli.schema import schema
from litreview.cli.serve import serve
from litreview.cli.verify import verify


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="litreview")
def main() -> None:
    """Turn a folder of BibTeX and YAML that describes a literature review into a searchable website."""


for _command in (new, add, verify, refresh, check, serve, build, render, schema, convert, cite):
    # Also where a command is called by itself: click asks the caller's context otherwise, and remembers the answer.
    _command.context_settings.setdefault("help_option_names", ["-h", "--help"])
    main.add_command(_command)
