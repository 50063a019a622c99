"""`litreview cite`: formatted references of a bibliography file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Final

import click
from markupsafe import Markup

from litreview.cite.bibliography import with_csl
from litreview.cite.csl import CslError, is_csl, load_csl
from litreview.cite.pandoc import PandocError
from litreview.cite.styles.format import format_bibliography, plain_text
from litreview.cite.styles.front import StyleError
from litreview.cite.styles.registry import load_style
from litreview.cite.titles import Titles
from litreview.exports.registry import EXPORTS
from litreview.model.diagnostics import has_errors
from litreview.read.formats import read_bibliography
from litreview.read.sources import Bibliography, SourceFile

_EPILOG = """\b
Examples:
  litreview cite refs/references.bib --style apa
  litreview cite pubmed.nbib --style nlm --format html > references.html
  litreview cite refs/references.bib --style my-journal.csl
"""
#: Where a review keeps its own styles, seen from its folder.
_OWN_STYLES: Final = Path("refs/styles")


@click.command(epilog=_EPILOG)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--style",
    required=True,
    help="A style's name, a style template, or a CSL style (FILE.csl or its name; needs Pandoc).",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "html", "json")),
    default="text",
    show_default=True,
    help="One reference a line, as text or as HTML; or a JSON object of texts by key.",
)
@click.pass_context
def cite(context: click.Context, file: Path, style: str, form: str) -> None:
    """Write the references of FILE as a style prints them to standard output, in the style's order.

    FILE is in any format that litreview convert reads. What could not be read is named on standard error. Exit status:
    0 all was read, 1 something could not be read (the rest is written), 2 wrong use.
    """
    try:
        bibliography = read_bibliography(SourceFile(file.as_posix(), file.read_bytes()))
    except OSError as error:
        raise click.FileError(str(file), error.strerror or str(error)) from error
    formatted = _formatted(bibliography, style)
    # Bytes, so that neither the locale's encoding nor the platform's line ends change the text.
    click.echo(_written(formatted, form).encode("utf-8", errors="replace"), nl=False)
    for diagnostic in bibliography.diagnostics:
        click.echo(str(diagnostic), err=True)
    if has_errors(bibliography.diagnostics):
        context.exit(1)


def _formatted(bibliography: Bibliography, style: str) -> Mapping[str, Markup]:
    titles = Titles.of(bibliography.references)
    try:
        return format_bibliography(load_style(style, folders=(_OWN_STYLES,)), bibliography.references, titles)
    except StyleError as error:
        if not is_csl(style, (_OWN_STYLES,)):
            place = f"{error.path}:{error.line}: " if error.path else ""
            raise click.BadParameter(f"{place}{error}", param_hint="--style") from error
    try:
        csl = load_csl(style, Path(), (_OWN_STYLES,))
        return with_csl(csl, bibliography.references, lambda all_: EXPORTS["csl-json"].write(all_).text, titles).entries
    except (CslError, PandocError) as error:
        raise click.BadParameter(str(error), param_hint="--style") from error


def _written(formatted: Mapping[str, Markup], form: str) -> str:
    if form == "json":
        return (
            json.dumps({key: plain_text(html) for key, html in formatted.items()}, ensure_ascii=False, indent=2) + "\n"
        )
    if form == "html":
        return "".join(
            f'<div class="csl-entry" data-key="{escape(key)}">{html}</div>\n' for key, html in formatted.items()
        )
    return "".join(f"{plain_text(html)}\n" for html in formatted.values())
