"""`litreview new`: a review that builds at once."""

from __future__ import annotations

import os
import re
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shlex import quote

import click

from litreview.cli.moving import files_of, print_moved, read_project
from litreview.cli.report import print_diagnostics
from litreview.cli.starter import KEPT, starter_files
from litreview.imports.editing import append_entries
from litreview.imports.incoming import as_record
from litreview.imports.plan import Incoming, make_plan
from litreview.model.diagnostics import has_errors
from litreview.model.private import EVERYTHING
from litreview.model.review import ReviewType
from litreview.read.formats import read_bibliography
from litreview.read.sources import Bibliography, SourceFile

_EXAMPLE = (
    "\b\nExample:\n  litreview new my-review --yes --from library.bib\n  cd my-review && litreview serve\n\n"
    "\b\n  litreview new tea --template systematic --title 'Tea and sleep' --author 'Ana Lee'\n\n"
    "\b\n  litreview new tea-review --from-mkdocs-bibtex tea-site"
)
#: Keys that can stand in the opening page's example as they are.
#: A sign at a key's end, or two in a row, would end the citation before it.
_PLAIN_KEY = re.compile(r"[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*")
_EXAMPLE_KEYS = ("example2023", "example2024")
_SHOWN = 3


@click.command(epilog=_EXAMPLE)
@click.argument("target", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Ask nothing; take what can be told from DIR, git and the bibliography.")
@click.option(
    "--from",
    "bibliography",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Begin with this bibliography, in any format that is read.",
)
@click.option(
    "--from-mkdocs-bibtex",
    "project",
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Begin with the pages, bibliographies and mkdocs.yml of a project with mkdocs-bibtex, which stays as it is.",
)
@click.option(
    "--template",
    type=click.Choice([kind.value for kind in ReviewType]),
    default=ReviewType.NARRATIVE.value,
    show_default=True,
    help="The kind of review, which decides the pages and data files that it begins with.",
)
@click.option("--title", metavar="TEXT", help="The title of the review; if not said, the name of DIR.")
@click.option("--author", metavar="NAME", help="Who writes it (Given Family); if not said, git's user.name.")
@click.option(
    "--licence", metavar="NAME", default="CC BY 4.0", show_default=True, help="The licence of its text and data."
)
def new(  # noqa: PLR0913 - one argument for each option
    target: Path,
    *,
    bibliography: Path | None,
    project: Path | None,
    template: str,
    title: str | None,
    author: str | None,
    licence: str,
    yes: bool,
) -> None:
    """Make a new review in DIR, which may be a repository with a README.

    A README and a .gitignore that are there stay as they are; of what else it would write, nothing may be there yet.
    """
    if bibliography and project:
        raise click.UsageError(
            "--from and --from-mkdocs-bibtex exclude each other: `litreview add` brings the other in"
        )
    moved = read_project(project, target) if project else None
    text, keys = _bibliography(bibliography)
    if title is None:
        title = moved.title if moved else _name_in_words(target)
        title = title if yes else click.prompt("Title of the review", default=title)
    if author is None:
        author = (moved.author if moved else "") or _git_name()
        author = author if yes else click.prompt("Your name (Given Family)", default=author)
    values = {
        "title": title,
        "author": author,
        "licence": licence,
        "type": template,
        "keys": keys or _EXAMPLE_KEYS,
        "examples": not moved,
        "today": f"{datetime.now(UTC):%Y-%m-%d}",
        "next_month": f"{datetime.now(UTC) + timedelta(days=30):%Y-%m-%d}",
        "style": (moved.style if moved else "") or "nlm",
    }
    files = (
        files_of(moved, values)
        if moved
        else starter_files(template, values, with_examples=not keys or template != ReviewType.NARRATIVE)
    )
    if text:
        files["refs/references.bib"] = text
    try:
        _write(target, files)
    except OSError as error:
        raise click.ClickException(f"{target} could not be written: {error.strerror}") from error
    if moved:
        print_moved(moved)
    here = target.resolve() == Path.cwd()
    click.echo(f"Made {target.resolve()}. Next: {'' if here else f'cd {quote(str(target))} && '}litreview serve")


def _name_in_words(target: Path) -> str:
    # A name that the locale cannot say is UTF-8 all the same, or nothing that a title could be.
    name = os.fsencode(target.resolve().name).decode(errors="replace")
    return name.replace("-", " ").replace("_", " ").strip().capitalize()


def _git_name() -> str:
    """The name that git writes into commits, if there is git and a name."""
    try:
        done = subprocess.run(["git", "config", "user.name"], capture_output=True, text=True, check=False)  # noqa: S607
    except (OSError, UnicodeDecodeError):
        return ""
    return done.stdout.strip()


def _write(target: Path, files: dict[str, bytes]) -> None:
    """Write what is not there yet.

    Raises:
        click.ClickException: A file is there that would have to be replaced.
        OSError: A file could not be written.
    """
    there = [name for name in files if os.path.lexists(target / name)]
    in_the_way = [name for name in there if name not in KEPT]
    if in_the_way:
        more = f" and {len(in_the_way) - _SHOWN} more" if len(in_the_way) > _SHOWN else ""
        message = f"{target} is not empty: {', '.join(in_the_way[:_SHOWN])}{more} would have to be replaced"
        raise click.ClickException(f"{message}. Name another folder, or move them away")
    for name, data in files.items():
        if name not in there:
            place = target / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)


def _bibliography(path: Path | None) -> tuple[bytes, tuple[str, ...]]:
    """The bibliography as BibTeX, and keys that the opening page can cite."""
    if path is None:
        return b"", ()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise click.FileError(str(path), error.strerror or str(error)) from error
    read: Bibliography = read_bibliography(SourceFile(path.name, data), EVERYTHING)  # into the author's own file
    if read.diagnostics:
        print_diagnostics(read.diagnostics)
    if not read.references:
        raise click.ClickException(f"{path} holds no reference that could be read")
    in_bibtex = all(reference.format == "bibtex" for reference in read.references)
    if has_errors(read.diagnostics):
        mend = "Errors stop a build: mend them in refs/references.bib, each at the line named above."
        click.echo(mend if in_bibtex else "What is named above as an error is not in refs/references.bib.", err=True)
    if in_bibtex:
        return data, tuple(r.key for r in read.references if _PLAIN_KEY.fullmatch(r.key))
    plan = make_plan((), (), [Incoming(as_record(one, path.name), path.name) for one in read.references])
    if plan.twice:
        click.echo(f"Written once, though it comes in more often: {', '.join(plan.twice)}", err=True)
    text = append_entries(b"", [one.entry for one in plan.new])
    return text, tuple(one.reference.key for one in plan.new if _PLAIN_KEY.fullmatch(one.reference.key))
