"""`litreview new --from-mkdocs-bibtex`: a project of another program becomes a new review."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import click

from litreview.cli.report import print_diagnostics
from litreview.cli.starter import starter_files
from litreview.imports.mkdocs_bibtex import Moved, MovingError, moved_from_mkdocs_bibtex
from litreview.model.review import ReviewType
from litreview.read.configuration import CONFIG_FILE

#: What the project has of its own.
_NOT_OURS: Final = (CONFIG_FILE, "docs/introduction.md", "refs/references.bib")


def read_project(project: Path, target: Path) -> Moved:
    """What a project becomes.

    Raises:
        click.ClickException: It cannot be taken over, or the review would stand in it.
    """
    if target.resolve().is_relative_to(project.resolve()):
        raise click.ClickException(f"{target} is in {project}, which is to stay as it is. Name a folder beside it")
    try:
        return moved_from_mkdocs_bibtex(project)
    except MovingError as error:
        raise click.ClickException(str(error)) from error


def files_of(moved: Moved, values: Mapping[str, object]) -> dict[str, bytes]:
    """The files of the review: those of the project, and what every new review has beside them."""
    ours = starter_files(ReviewType.NARRATIVE.value, values, with_examples=False)
    return {name: data for name, data in ours.items() if name not in _NOT_OURS} | moved.files


def print_moved(moved: Moved) -> None:
    """Say what has been done, and what is left to do."""
    for line in moved.done:
        click.echo(f"  {line}")
    if moved.left:
        click.echo("Left to you:")
    for line in moved.left:
        click.echo(f"  {line}")
    if moved.problems:
        click.echo("Not copied:")
        print_diagnostics(moved.problems)
