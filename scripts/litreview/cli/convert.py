"""`litreview convert`: a bibliography in another format."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from litreview.exports.base import Loss
from litreview.exports.registry import EXPORTS
from litreview.model.diagnostics import has_errors
from litreview.read.formats import read_bibliography
from litreview.read.sources import Bibliography, SourceFile

_EPILOG = """\b
Examples:
  litreview convert refs/references.bib > references.json
  litreview convert pubmed.nbib --to bibtex >> refs/references.bib
"""


@click.command(epilog=_EPILOG)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--to",
    "target",
    type=click.Choice(tuple(EXPORTS)),
    default="csl-json",
    show_default=True,
    help="The format to write.",
)
@click.pass_context
def convert(context: click.Context, file: Path, target: str) -> None:
    """Write the references of FILE in another format to standard output.

    FILE is BibTeX, RIS, NBIB, PubMed XML or CSL-JSON; which of them is seen from its content. What could not be read,
    and what the target cannot hold, is named on standard error. Exit status: 0 all was read, 1 something could not be
    read (the rest is written), 2 wrong use.
    """
    bibliography = _read(file)
    losses: list[Loss] = []
    # Bytes, so that neither the locale's encoding nor the platform's line ends change the file.
    output = sys.stdout.buffer
    for piece in EXPORTS[target].pieces(bibliography.references):
        output.write(piece.text.encode("utf-8", errors="replace"))
        losses += piece.losses
    output.flush()
    for diagnostic in bibliography.diagnostics:
        click.echo(str(diagnostic), err=True)
    for line in describe_losses(EXPORTS[target].label, losses):
        click.echo(line, err=True)
    if has_errors(bibliography.diagnostics):
        context.exit(1)


def _read(file: Path) -> Bibliography:
    """What a file holds; its bytes are let go here."""
    try:
        return read_bibliography(SourceFile(file.as_posix(), file.read_bytes()))
    except OSError as error:
        raise click.FileError(str(file), error.strerror or str(error)) from error


def describe_losses(label: str, losses: Iterable[Loss]) -> list[str]:
    """One line for each variable that the format cannot hold, with the keys of the references that have it."""
    keys: dict[str, dict[str, None]] = {}
    for loss in losses:
        what = loss.variable + (f" ({loss.part})" if loss.part else "")
        keys.setdefault(what, {}).setdefault(loss.key)
    return [f"note: not in {label}: {what} of {', '.join(of)}" for what, of in keys.items()]
