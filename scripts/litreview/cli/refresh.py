"""`litreview refresh`: what was looked up long ago is looked up again, with what services know beyond the entries."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Final

import click

from litreview.cli.project import directory_option
from litreview.cli.verify import progress, run, say_troubles
from litreview.imports.editing import EditError
from litreview.imports.refreshing import refresh as look_up
from litreview.imports.session import services_of
from litreview.imports.verified_file import REFRESHED, update_refreshed
from litreview.model.dates import Date
from litreview.model.library import Library
from litreview.model.verification import fingerprint
from litreview.read.clock import today
from litreview.read.library import read_library

_EXAMPLE: Final = "\b\nExample:\n  litreview refresh\n  litreview refresh --days 30"
_DAYS: Final = 90


@click.command(epilog=_EXAMPLE)
@directory_option
@click.option(
    "--days",
    type=click.IntRange(min=0),
    default=_DAYS,
    show_default=True,
    help="Leave alone what was looked up in the last so many days and has not changed since.",
)
def refresh(directory: Path, days: int) -> None:
    """Look up again what was looked up long ago, and take down what services know beyond your entries.

    What is older, new or changed is looked up as litreview verify does it (refs/verified.yml). Europe PMC and OpenAlex
    are asked for identifiers that entries lack, for an address where the text is free to read, and for the number of
    works that cite it (refs/refreshed.yml). Readers see both, with their dates. Your .bib files stay as they are. Exit
    status: 0 all could be asked, 1 some service could not, 2 wrong use.
    """
    library = read_library(directory).library
    if not library.references:
        raise click.ClickException(f"there are no references in {directory.resolve() / 'refs'}")
    root, keys = directory.resolve(), list(library.references)
    limit = (dt.date(*today().start) - dt.timedelta(days=days)).timetuple()[:3]
    due = [library.references[key] for key in _due(library, limit)]
    asked = [
        reference
        for key, reference in library.references.items()
        if (beyond := library.known_beyond(key)) is None or _is_old(beyond.checked, limit)
    ]
    # One session for both: a service that does not answer is named once, and asked no more.
    with services_of(root) as services:
        if due:
            run(root, due, keys, services)
        with progress(len(asked), "Looking further") as done:
            found = list(look_up(asked, services, today(), done))
        complete = say_troubles(services)
    try:
        changed = bool(found) and update_refreshed(root, found, keys)
    except EditError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{REFRESHED} cannot be written: {error.strerror}") from error
    click.echo(f"Wrote {REFRESHED}, with {len(found)} references." if changed else f"{REFRESHED} is as it was.")
    if not complete:
        sys.exit(1)


def _due(library: Library, limit: tuple[int, ...]) -> list[str]:
    """The keys of what was looked up before a day, never, or when it said something else."""
    return [
        key
        for key, reference in library.references.items()
        if (one := library.verified(key)) is None
        or _is_old(one.checked, limit)
        or one.fingerprint != fingerprint(reference)
    ]


def _is_old(checked: Date, limit: tuple[int, ...]) -> bool:
    return checked.start < limit
