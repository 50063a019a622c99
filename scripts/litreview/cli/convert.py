"""`litreview convert`: a bibliography in another format."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import click

from litreview.exports.base import Loss
from litreview.exports.registry import EXPORTS
from litreview.model.diagnostics import has_errors
from litreview.model.private import EVERYTHING
from litreview.read.atomic import write_atomically
from litreview.read.formats import read_bibliography
from litreview.read.sources import Bibliography, SourceFile

_EPILOG = """\b
Examples:
  litreview convert refs/references.bib --output references.json
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
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write this file, whole or not at all, and not to standard output.",
)
@click.option(
    "--private", is_flag=True, help="Also what is for its owner alone: paths, groups, notes, votes of a screening."
)
@click.pass_context
def convert(context: click.Context, file: Path, target: str, output: Path | None, *, private: bool) -> None:
    """Write the references of FILE in another format to standard output.

    FILE is BibTeX, RIS, NBIB, PubMed XML, CSL-JSON, CSL-YAML, EndNote (.enw, XML), Web of Science's plain text, Ovid's
    display, or a table (CSV of Rayyan, Covidence or Scopus); its content tells which. What could not be read, what is
    private and held back, and what the target cannot hold, is named on standard error. Exit status: 0 all was read, 1
    something could not be read (the rest is written), 2 wrong use.
    """
    bibliography = _read(file, EVERYTHING if private else ())
    losses: list[Loss] = []
    if output is None:
        # Bytes, so that neither the locale's encoding nor the platform's line ends change the file.
        for data in _pieces(bibliography, target, losses):
            sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        try:
            write_atomically(output, b"".join(_pieces(bibliography, target, losses)))
        except OSError as error:
            raise click.FileError(str(output), error.strerror or str(error)) from error
    for diagnostic in bibliography.diagnostics:
        click.echo(str(diagnostic), err=True)
    for line in describe_losses(EXPORTS[target].label, losses):
        click.echo(line, err=True)
    if has_errors(bibliography.diagnostics):
        context.exit(1)


def _read(file: Path, publish: Collection[str]) -> Bibliography:
    """What a file holds; its bytes are let go here."""
    try:
        return read_bibliography(SourceFile(file.as_posix(), file.read_bytes()), publish)
    except OSError as error:
        raise click.FileError(str(file), error.strerror or str(error)) from error


def _pieces(bibliography: Bibliography, target: str, losses: list[Loss]) -> Iterator[bytes]:
    """The bytes of a file; `losses` gains what it cannot hold."""
    for piece in EXPORTS[target].pieces(bibliography.references):
        yield piece.text.encode("utf-8", errors="replace")
        losses += piece.losses


def describe_losses(label: str, losses: Iterable[Loss]) -> list[str]:
    """One line for each variable that the format cannot hold, with the keys of the references that have it."""
    keys: dict[str, dict[str, None]] = {}
    for loss in losses:
        what = loss.variable + (f" ({loss.part})" if loss.part else "")
        keys.setdefault(what, {}).setdefault(loss.key)
    return [f"note: not in {label}: {what} of {', '.join(of)}" for what, of in keys.items()]
