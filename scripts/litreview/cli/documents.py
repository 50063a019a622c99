"""`litreview documents`: the whole review as one document, in one format or more."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from litreview.builders.documents import document_files, document_problems
from litreview.builders.prepare import prepare_review
from litreview.builders.tree import RenderError, site_of
from litreview.cli.project import directory_option, find_project
from litreview.cli.report import print_diagnostics
from litreview.documents.registry import DOCUMENTS
from litreview.model.diagnostics import has_errors
from litreview.read.atomic import write_atomically

_EXAMPLE = "\b\nExample:\n  litreview documents pdf docx --to dist"


@click.command(epilog=_EXAMPLE)
@click.argument("formats", metavar="FORMAT...", nargs=-1, required=True, type=click.Choice(tuple(DOCUMENTS)))
@click.option(
    "--to",
    "target",
    metavar="DIR",
    default=".",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write into; the current one if not said.",
)
@directory_option
def documents(formats: tuple[str, ...], target: Path, directory: Path) -> None:
    """Write the whole review as one document: pdf, docx, jats or markdown.

    A site offers the documents that `documents:` in review.yml names, and needs no such command for them.
    """
    prepared = prepare_review(find_project(directory))
    review = replace(prepared.library.review, documents=tuple(dict.fromkeys(formats)))
    prepared = replace(prepared, library=replace(prepared.library, review=review))
    found = (*prepared.diagnostics, *document_problems(review))
    print_diagnostics(found, stream=sys.stderr)
    if has_errors(found):
        raise click.ClickException("nothing written: what is wrong is named above")
    try:
        for name, make in document_files(prepared, site_of(prepared), RenderError):
            target.mkdir(parents=True, exist_ok=True)
            write_atomically(target / name, make())
            click.echo(f"Wrote {target / name}")
    except RenderError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{target} could not be written: {error}") from error
