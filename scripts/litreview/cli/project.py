"""What the commands that work on a project share: finding its configuration, and saying what went wrong."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import click

from litreview.builders.project import Project, load_project
from litreview.builders.registry import BUILDERS, DEFAULT_BUILDER
from litreview.model.diagnostics import visible
from litreview.read.configuration import CONFIG_FILE, PLUGIN, ConfigurationError, named_items

#: Every command that works on a project takes it from the folder it runs in, or from this option.
directory_option = click.option(
    "-C",
    "--directory",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    show_default="the current folder",
    help=f"The folder of the review, which holds {CONFIG_FILE}.",
)
#: Every command that draws a site, or says what stands in the way of that, takes the builder from this option.
builder_option = click.option(
    "--builder",
    type=click.Choice(BUILDERS),
    default=DEFAULT_BUILDER,
    show_default=True,
    help="What turns the Markdown pages into a site.",
)


class _Echo(logging.Handler):
    """Shows what MkDocs and its plugins log, on standard error and without decoration."""

    def emit(self, record: logging.LogRecord) -> None:
        click.echo("\n".join(map(visible, record.getMessage().splitlines())), err=True)


def show_log(level: int) -> None:
    """Print MkDocs' log from `level` on."""
    # Material announces the end of MkDocs 1 at each start; whoever runs our command has chosen a builder by it.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    logger = logging.getLogger("mkdocs")
    logger.handlers = [_Echo(level)]
    logger.setLevel(min(level, logging.WARNING))
    logger.propagate = False


def find_project(directory: Path) -> Project:
    """The project of a folder.

    Raises:
        click.ClickException: There is none, or its configuration cannot be used; the message says what to do.
    """
    path = directory / CONFIG_FILE
    if not path.is_file():
        raise click.ClickException(
            f"no {CONFIG_FILE} in {directory.resolve()}. Run this in a review's folder, name one with -C, "
            "or begin one with: litreview new DIR"
        )
    try:
        project = load_project(path)
    except ConfigurationError as error:
        raise click.ClickException(
            f"{directory / error.position.file}:{error.position.line}: it cannot be used: {error}"
        ) from error
    if PLUGIN not in named_items(project.configuration.settings.plugins):
        raise click.ClickException(f"{path} does not name our plugin. Add a line `- {PLUGIN}` under plugins:")
    return project
