"""`litreview check`: everything that is to be said about a review's files."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import click

from litreview.builders.prepare import prepare_review
from litreview.check.mending import mend_bytes
from litreview.check.registry import Mend
from litreview.check.run import check_library, find_mends
from litreview.cli.project import directory_option, find_project
from litreview.cli.report import ReportFormat, exit_code, print_diagnostics
from litreview.model.diagnostics import Diagnostic, visible
from litreview.read.atomic import locked, write_atomically
from litreview.read.library import read_library

_EXAMPLE = "\b\nExample:\n  litreview check\n  litreview check --strict --format github\n  litreview check --fix"


@click.command(epilog=_EXAMPLE)
@directory_option
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in ReportFormat]),
    default=ReportFormat.TEXT.value,
    show_default=True,
    help="Lines for people, a JSON list, or annotations for GitHub.",
)
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--fix", is_flag=True, help="First mend in the .bib files what is certain; nothing else there changes.")
def check(directory: Path, form: str, *, strict: bool, fix: bool) -> None:
    """Say everything that is wrong or doubtful in a review's files.

    Exits with 0 where there is no error, with 1 where there is one (with --strict: or a warning), with 2 for wrong use.
    """
    if fix:
        _fix(directory)
    diagnostics = _diagnostics(directory)
    print_diagnostics(_from_here(directory, diagnostics) if form == ReportFormat.GITHUB else diagnostics, form)
    sys.exit(exit_code(diagnostics, strict=strict))


def _diagnostics(directory: Path) -> tuple[Diagnostic, ...]:
    if (directory / "mkdocs.yml").is_file():
        return prepare_review(find_project(directory)).diagnostics
    # A folder of data without a site has no pages to read.
    read = read_library(directory)
    return check_library(read.library, found=read.diagnostics)


def _from_here(directory: Path, diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The findings with their files as seen from the current folder: GitHub looks for them from the repository's."""
    return tuple(
        replace(item, position=replace(item.position, file=(directory / item.position.file).as_posix()))
        for item in diagnostics
    )


def _fix(directory: Path) -> None:
    """Mend file by file, and say on standard error what changed and what could not be changed."""
    mends = find_mends(read_library(directory).library)
    for file, group in groupby(mends, key=lambda mend: mend.field.position.file):
        path = directory / file
        try:
            with locked(path, inside=directory):
                mended = mend_bytes(path.read_bytes(), group)
                if mended.done:
                    write_atomically(path, mended.data, inside=directory)
        except OSError as error:
            raise click.ClickException(f"{path} could not be mended and is as it was: {error.strerror}") from error
        for mend in mended.done:
            _say("mended", mend)
        for mend in mended.left:
            _say("left as it is, mend it by hand", mend)


def _say(what: str, mend: Mend) -> None:
    change = f"{mend.field.name} = {mend.field.value} -> {mend.value}"
    click.echo(visible(f"{mend.field.position}: {what}: {change}"), err=True)
