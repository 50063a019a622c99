"""`litreview verify`: does each reference exist as it is printed, and was it retracted or corrected."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from litreview.cli.project import directory_option
from litreview.imports.editing import EditError
from litreview.imports.services import Services
from litreview.imports.session import services_of
from litreview.imports.verified_file import NAME, update
from litreview.imports.verifying import verify as look_up
from litreview.model.diagnostics import visible
from litreview.model.reference import Reference
from litreview.model.verification import NoticeKind, Outcome, Verified
from litreview.read.clock import today
from litreview.read.library import read_library

_EXAMPLE: Final = "\b\nExample:\n  litreview verify\n  litreview verify siddiqi2023 smith2020\n  litreview check"
_WORDS: Final = {
    Outcome.FOUND: "found",
    Outcome.DIFFERS: "found, with differences",
    Outcome.ANOTHER_WORK: "identifier of another work",
    Outcome.NOT_FOUND: "not found",
    Outcome.NO_ANSWER: "without an answer",
}


@click.command(epilog=_EXAMPLE)
@directory_option
@click.argument("keys", metavar="[KEY]...", nargs=-1)
def verify(directory: Path, keys: tuple[str, ...]) -> None:
    """Look up all references, or those named, and write what came of it to refs/verified.yml.

    Asked are Crossref, DataCite and other agencies by DOI, PubMed by PMID, arXiv and Open Library by theirs; without an
    identifier that leads to the work, Crossref, Europe PMC and OpenAlex by its title. Title, authors, year, journal,
    volume and first page are compared, and notices of retraction and correction are taken down. Readers see the
    result, and litreview check judges it. Exit status: 0 all could be asked, 1 some service could not, 2 wrong use.
    """
    references = read_library(directory).library.references
    unknown = [key for key in keys if key not in references]
    if unknown:
        raise click.UsageError(f"there is no reference {unknown[0]}")
    chosen = [references[key] for key in dict.fromkeys(keys)] or list(references.values())
    if not chosen:
        raise click.ClickException(f"there are no references in {directory.resolve() / 'refs'}")
    root = directory.resolve()
    with services_of(root) as services:
        run(root, chosen, list(references), services)
        if not say_troubles(services):
            sys.exit(1)


def run(root: Path, chosen: Sequence[Reference], keys: Sequence[str], services: Services) -> None:
    """Look up the chosen references, write what came of it, and say so; what got no answer keeps its older result.

    Raises:
        click.ClickException: The file cannot be written.
    """
    with progress(len(chosen), "Looking up") as done:
        results = list(look_up(chosen, services, today(), done))
    for line in _lines(results):
        click.echo(visible(line))
    answered = [one for one in results if one.outcome is not Outcome.NO_ANSWER]
    try:
        changed = bool(answered) and update(root, answered, keys)
    except EditError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{NAME} cannot be written: {error.strerror}") from error
    click.echo(f"Wrote {NAME}. Next: litreview check" if changed else f"{NAME} is as it was.")


@contextmanager
def progress(length: int, label: str) -> Iterator[Callable[[], None]]:
    """A bar on a terminal, and nothing elsewhere; what it gives moves it on by one."""
    with click.progressbar(length=length, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield lambda: bar.update(1)


def say_troubles(services: Services) -> bool:
    """Tell what went wrong with services; whether nothing did."""
    for trouble in services.troubles:
        click.echo(visible(f"error: {trouble}"), err=True)
    return not services.troubles


def _lines(results: Sequence[Verified]) -> Iterator[str]:
    for one in results:
        if one.outcome not in {Outcome.FOUND, Outcome.NO_ANSWER}:
            yield f"{one.key}: {_WORDS[one.outcome]}{_details(one)}"
        for notice in one.notices:
            if notice.kind in {NoticeKind.RETRACTION, NoticeKind.CONCERN}:
                yield f"{one.key}: {notice.label or notice.kind.value} ({', '.join(notice.sources)})"
        if one.published_as:
            yield f"{one.key}: published since as {one.published_as}"
    counts = ((words, sum(one.outcome is outcome for one in results)) for outcome, words in _WORDS.items())
    yield ", ".join(f"{count} {words}" for words, count in counts if count)


def _details(one: Verified) -> str:
    if one.outcome is Outcome.NOT_FOUND:
        return f" at {', '.join(one.missed_in)}" if one.missed_in else ": it has no identifier and no title to look for"
    return "".join(f"; {d.fact} is “{d.here}” here and “{d.there}” in {d.service}" for d in one.differences)
