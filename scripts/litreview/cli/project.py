"""What the commands that work on a project share: finding its configuration, and saying what went wrong."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import click
import yaml
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException

from litreview.model.diagnostics import visible

#: Every command that works on a project takes it from the folder it runs in, or from this option.
directory_option = click.option(
    "-C",
    "--directory",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    show_default="the current folder",
    help="The folder of the review, which holds mkdocs.yml.",
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


def project_config(directory: Path) -> MkDocsConfig:
    """The project's MkDocs configuration.

    Raises:
        click.ClickException: there is none, or it cannot be used; the message says what to do.
    """
    path = directory / "mkdocs.yml"
    if not path.is_file():
        raise click.ClickException(
            f"no mkdocs.yml in {directory.resolve()}. Run this in a review's folder, name one with -C, "
            "or begin one with: litreview new DIR"
        )
    try:
        config = load_config(config_file=str(path))
    except (ConfigurationError, Abort) as error:
        raise click.ClickException(f"{path} cannot be used: {problem(error)}") from error
    except TypeError as error:
        if isinstance(yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader), yaml.MappingNode):
            raise
        # A lone word or number, which MkDocs does not look for.
        raise click.ClickException(f"{path} cannot be used: it has to be names and values") from error
    if "litreview" not in config.plugins:
        raise click.ClickException(f"{path} does not name our plugin. Add a line `- litreview` under plugins:")
    return config


def problem(error: MkDocsException | Abort) -> str:
    """What an exception of MkDocs says, in one line."""
    return " ".join(str(error).split()) or "see the messages above"
