"""`litreview add`: further references, from files and from the services that know a DOI, a PMID and the like."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import click

from litreview.cli.project import directory_option
from litreview.cli.report import print_diagnostics
from litreview.imports.adding import REFS, Written, add_references
from litreview.imports.editing import EditError
from litreview.imports.incoming import Gathered, gather
from litreview.imports.plan import Change, Plan
from litreview.imports.session import services_of
from litreview.imports.zotero import gather_from_zotero
from litreview.model.diagnostics import has_errors, visible
from litreview.model.reference import Reference

_EPILOG: Final = """\b
Examples:
  litreview add pubmed.nbib scopus.ris
  litreview add 10.1056/NEJMoa1715274 PMID:29768149 arXiv:1707.08567 NCT02149199
  litreview add --from-zotero ~/zotero/library.bib
  litreview add export.bib --to refs/second-search.bib --yes
"""
_NAMED: Final = 12
_TITLE: Final = 90


@click.command(epilog=_EPILOG)
@directory_option
@click.argument("what", metavar="[WHAT]...", nargs=-1)
@click.option(
    "--to",
    "target",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The .bib file in refs/ that new references go to.",
)
@click.option(
    "--from-zotero",
    "zotero",
    metavar="FILE|URL",
    help="Merge a library of Zotero: a file that Better BibTeX keeps up to date, or its address.",
)
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--dry-run", is_flag=True, help="Show what is new, known and changed, and write nothing.")
def add(  # noqa: PLR0913 - one argument for each option
    directory: Path, what: tuple[str, ...], target: Path | None, zotero: str | None, *, yes: bool, dry_run: bool
) -> None:
    """Add references to refs/: files, in any format that litreview convert reads, and identifiers.

    WHAT is a file, or a DOI, PMID, PMCID, arXiv number, ISBN, or the registration number of a trial, which stands for
    the articles that report it. What is known already is not added again; a known reference gains the identifiers and
    facts that it lacks, and keeps all that it says. With --from-zotero, what has changed in Zotero since the last time
    changes here, and what you have changed or added here stays. Everything is shown before it is written, and nothing
    else in your files changes. Exit status: 0 all was found, 1 something was not, or could not be read or written,
    2 wrong use.
    """
    if bool(what) == bool(zotero):
        raise click.UsageError("name files and identifiers, or a library with --from-zotero")
    file = _target(directory, target)
    with services_of(directory, keep=not zotero) as services:
        gathered = gather_from_zotero(zotero, services) if zotero else gather(what, services)
    _say_problems(gathered)

    def agree(plan: Plan) -> bool:
        for line in _lines(plan):
            click.echo(visible(line))
        if dry_run:
            return False
        return yes or not plan.writes or click.confirm(f"Write to {REFS}/{file.name}?", default=True)

    plan, written = (
        _add(directory, file, gathered, agree, from_zotero=bool(zotero)) if gathered.incoming else (Plan(), Written())
    )
    for line in _written(plan, written):
        click.echo(visible(line))
    if gathered.problems or has_errors(gathered.diagnostics) or written.left:
        sys.exit(1)


def _add(
    directory: Path, target: Path, gathered: Gathered, agree: Callable[[Plan], bool], *, from_zotero: bool
) -> tuple[Plan, Written]:
    try:
        return add_references(directory.resolve(), target, gathered.incoming, agree, from_zotero=from_zotero)
    except EditError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{error.filename or target} cannot be written: {error.strerror}") from error


def _target(directory: Path, named: Path | None) -> Path:
    """The file that new references go to.

    Raises:
        click.ClickException: There is no folder refs/, or several files to choose from.
        click.UsageError: The file named is none that would be read.
    """
    folder = directory.resolve() / REFS
    if not folder.is_dir():
        raise click.ClickException(
            f"no folder {REFS}/ in {directory.resolve()}. Run this in a review's folder, name one with -C, "
            "or begin one with: litreview new DIR"
        )
    if named is not None:
        path = named.parent.resolve() / named.name
        if path.parent != folder or path.suffix != ".bib":
            raise click.UsageError(f"--to has to name a .bib file in {REFS}/, which is what is read; not {named}")
        return path
    files = sorted(folder.glob("*.bib"))
    usual = folder / "references.bib"
    if len(files) > 1 and usual not in files:
        names = ", ".join(f"{REFS}/{file.name}" for file in files)
        raise click.UsageError(f"there are several .bib files: say with --to which one ({names})")
    return files[0] if len(files) == 1 else usual


def _say_problems(gathered: Gathered) -> None:
    if gathered.diagnostics:
        print_diagnostics(gathered.diagnostics, stream=sys.stderr)
    for problem in gathered.problems:
        click.echo(visible(f"error: {problem}"), err=True)


def _lines(plan: Plan) -> Iterator[str]:
    for one in plan.new:
        yield f"new      {one.reference.key}: {_brief(one.reference)} ({one.source})"
        if lost := ", ".join(dict.fromkeys(loss.variable for loss in one.losses)):
            yield f"         not in BibTeX: {lost}"
    for change in plan.changed:
        word = "changed" if change.writes else "differs"
        yield f"{word}  {change.reference.key}: {_changes(change)} ({change.source})"
    if plan.twice:
        yield f"twice    {_named(plan.twice)}: what comes in more than once is written once"
    if plan.known:
        yield f"known    {_named(plan.known)}"
    gaining = sum(change.writes for change in plan.changed)
    yield f"{len(plan.new)} new, {gaining} changed, {len(plan.known) + len(plan.changed) - gaining} known"


def _named(keys: tuple[str, ...]) -> str:
    more = f" and {len(keys) - _NAMED} more" if len(keys) > _NAMED else ""
    return f"{', '.join(keys[:_NAMED])}{more}"


def _brief(reference: Reference) -> str:
    names = reference.creators.names
    author = names[0].indexed if names else "no author"
    title = str(reference.title) or "no title"
    short = title if len(title) <= _TITLE else f"{title[:_TITLE].rstrip()}…"
    return f"{author}{' et al.' if len(names) > 1 else ''}, {reference.year or 'no year'}. {short}"


def _changes(change: Change) -> str:
    parts = [f"+ {field.name} = {{{field.value}}}" for field in change.gained]
    parts += [f"{field.name}: “{' '.join(field.value.split())}” becomes “{value}”" for field, value in change.replaced]
    parts += [f"{one.fact} is “{one.here}” here and “{one.there}” there; yours stays" for one in change.differences]
    return "; ".join(parts)


def _written(plan: Plan, written: Written) -> Iterator[str]:
    for key in written.left:
        yield f"{key} was left as it is: what stands there is not as simple as it should be. Change it by hand"
    if written.files:
        yield f"Wrote {', '.join(written.files)}. Next: litreview check"
    elif not plan.writes:
        yield "Nothing to write."
