"""`litreview check`: everything that is to be said about a review's files."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Final

import click

from litreview.builders.prepare import prepare_review
from litreview.builders.project import Project
from litreview.builders.registry import DEFAULT_BUILDER, BuilderError, load_builder
from litreview.builders.tree import render_tree
from litreview.check.external_rules import EXTERNAL_RULES
from litreview.check.mending import mend_bytes
from litreview.check.registry import Mend, all_rules
from litreview.check.run import check_library, find_mends, one_per_field
from litreview.cli.project import builder_option, directory_option, find_project
from litreview.cli.report import ReportFormat, counted, exit_code, print_diagnostics
from litreview.model.diagnostics import Diagnostic, Severity, visible
from litreview.model.library import Library
from litreview.model.source import Position
from litreview.read.atomic import locked, write_atomically
from litreview.read.configuration import CONFIG_FILE, ConfigurationError, read_configuration
from litreview.read.library import read_library

#: From the least grave on.
_LEAST: Final = (Severity.INFO, Severity.WARNING, Severity.ERROR)
_EXAMPLE = "\b\nExample:\n  litreview check\n  litreview check --strict --format github\n  litreview check --fix"


@click.command(epilog=_EXAMPLE)
@directory_option
@builder_option
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
@click.option(
    "--least",
    type=click.Choice([severity.value for severity in _LEAST]),
    default=Severity.INFO.value,
    show_default=True,
    help="Show nothing that is less grave.",
)
@click.option("--rule", "rules", metavar="NAME", multiple=True, help="Show all that one rule finds, and nothing else.")
def check(  # noqa: PLR0913 (one an option)
    directory: Path, builder: str, form: str, least: str, rules: tuple[str, ...], *, strict: bool, fix: bool
) -> None:
    """Say everything that is wrong or doubtful in a review's files.

    Where there is much to say, some findings of each rule are shown, the gravest first; --rule shows all of one.
    Exits with 0 where there is no error, with 1 where there is one (with --strict: or a warning), with 2 for wrong use.
    """
    if fix:
        _fix(directory)
    library, diagnostics = _diagnostics(directory, builder)
    if rules:
        if unknown := sorted({*rules} - {*all_rules(), *EXTERNAL_RULES, *(item.rule for item in diagnostics)}):
            raise click.BadParameter(f"there is no rule {unknown[0]!r}", param_hint="--rule")
        diagnostics = tuple(item for item in diagnostics if item.rule in rules)
    grave = _LEAST[_LEAST.index(Severity(least)) :]
    found = tuple(item for item in diagnostics if item.severity in grave)
    # People mend a field and look again; programs are told everything.
    shown = found if form == ReportFormat.JSON else one_per_field(library, found)
    print_diagnostics(_from_here(directory, shown) if form == ReportFormat.GITHUB else shown, form, whole=bool(rules))
    if form == ReportFormat.TEXT and (more := len(found) - len(shown)):
        click.echo(f"{more} more about fields that are named above; --rule NAME and --format json show them")
    if form == ReportFormat.TEXT and (hidden := [item for item in diagnostics if item.severity not in grave]):
        click.echo(f"{counted(hidden)} not shown")
    sys.exit(exit_code(diagnostics, strict=strict))


def _diagnostics(directory: Path, builder: str) -> tuple[Library, tuple[Diagnostic, ...]]:
    """The library, and all that is to be said of the files.

    Raises:
        click.ClickException: The builder is not installed.
    """
    problem = _no_site(directory)
    if problem is None:
        project = find_project(directory)
        review = prepare_review(project, found=_of_builder(project, builder))
        return review.library, render_tree(review).diagnostics
    read = read_library(directory)
    return read.library, check_library(read.library, found=(*read.diagnostics, *problem))


def _of_builder(project: Project, builder: str) -> tuple[Diagnostic, ...]:
    """What a builder says of the configuration; the usual one is not asked where another draws the site alone."""
    try:
        return tuple(load_builder(builder).findings(project))
    except BuilderError as error:
        if builder == DEFAULT_BUILDER:
            return ()
        raise click.ClickException(str(error)) from error


def _no_site(directory: Path) -> tuple[Diagnostic, ...] | None:
    """Why there is no site to be spoken of, so that only the data are; None where there is one."""
    if not (directory / CONFIG_FILE).is_file():
        if not (directory / "docs").is_dir():
            return ()  # a folder of data alone has no pages to read; with pages it is a site that cannot be built
        message = f"there is no {CONFIG_FILE}, so that no site can be built"
        hint = "litreview new DIR writes one, which can be copied"
        return (Diagnostic(Severity.ERROR, "missing-file", Position(CONFIG_FILE), message, hint),)
    try:
        read_configuration(directory / CONFIG_FILE)
    except ConfigurationError as error:
        return (Diagnostic(Severity.ERROR, "configuration", error.position, str(error)),)
    return None


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
