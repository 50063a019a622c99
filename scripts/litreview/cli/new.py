"""`litreview new`: a review that builds at once."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from shlex import quote

import click
from jinja2 import Environment, StrictUndefined

from litreview.cli.report import print_diagnostics
from litreview.exports.registry import EXPORTS
from litreview.model.diagnostics import has_errors
from litreview.model.review import ReviewType
from litreview.read.formats import read_bibliography
from litreview.read.sources import Bibliography, SourceFile

_EXAMPLE = "\b\nExample:\n  litreview new my-review --yes --from library.bib\n  cd my-review && litreview serve"
_TEMPLATE = ".j2"
#: Keys that can stand in the opening page's example as they are.
#: A sign at a key's end, or two in a row, would end the citation before it.
_PLAIN_KEY = re.compile(r"[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*")


@click.command(epilog=_EXAMPLE)
@click.argument("target", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Ask nothing; take what can be told from DIR and the bibliography.")
@click.option(
    "--from",
    "bibliography",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Begin with this bibliography (.bib, .ris, .nbib, PubMed XML or CSL-JSON).",
)
@click.option(
    "--template",
    type=click.Choice([kind.value for kind in ReviewType]),
    default=ReviewType.NARRATIVE.value,
    show_default=True,
    help="The kind of review.",
)
def new(target: Path, bibliography: Path | None, template: str, *, yes: bool) -> None:
    """Make a new review in DIR, which has to be empty (but for .git) or not there yet."""
    try:
        occupied = target.exists() and any(item.name != ".git" for item in target.iterdir())
    except OSError as error:
        raise click.ClickException(f"{target} cannot be looked into: {error.strerror}") from error
    if occupied:
        raise click.ClickException(f"{target} is not empty; name a folder that is empty or not there yet")
    text, keys = _bibliography(bibliography)
    # A name that the locale cannot say is UTF-8 all the same, or nothing that a title could be.
    name = os.fsencode(target.resolve().name).decode(errors="replace")
    title = name.replace("-", " ").replace("_", " ").strip().capitalize()
    author = ""
    if not yes:
        title = click.prompt("Title of the review", default=title)
        author = click.prompt("Your name (Given Family; empty for later)", default="", show_default=False)
    values = {"title": title, "author": author, "type": template, "keys": keys}
    try:
        _copy(resources.files("litreview").joinpath("starter"), target, values)
        if text:
            (target / "refs" / "references.bib").write_bytes(text)
    except OSError as error:
        raise click.ClickException(f"{target} could not be written: {error.strerror}") from error
    here = target.resolve() == Path.cwd()
    click.echo(f"Made {target.resolve()}. Next: {'' if here else f'cd {quote(str(target))} && '}litreview serve")


def _bibliography(path: Path | None) -> tuple[bytes, tuple[str, ...]]:
    """The bibliography as BibTeX, and keys that the opening page can cite."""
    if path is None:
        return b"", ()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise click.FileError(str(path), error.strerror or str(error)) from error
    read: Bibliography = read_bibliography(SourceFile(path.name, data))
    if read.diagnostics:
        print_diagnostics(read.diagnostics)
    if not read.references:
        raise click.ClickException(f"{path} holds no reference that could be read")
    in_bibtex = all(reference.format == "bibtex" for reference in read.references)
    if has_errors(read.diagnostics):
        mend = "Errors stop a build: mend them in refs/references.bib, each at the line named above."
        click.echo(mend if in_bibtex else "What is named above as an error is not in refs/references.bib.", err=True)
    keys = tuple(r.key for r in read.references if _PLAIN_KEY.fullmatch(r.key))
    if in_bibtex:
        return data, keys
    return EXPORTS["bibtex"].write(read.references).text.encode(), keys


def _copy(source: Traversable, target: Path, values: Mapping[str, object]) -> None:
    """Copy the starter; files that end in .j2 are templates."""
    # The starter's files are Markdown and YAML: values are quoted there by `tojson`, nothing is HTML.
    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False)  # noqa: S701
    environment.filters["quoted"] = lambda text: json.dumps(text, ensure_ascii=False)
    target.mkdir(parents=True, exist_ok=True)
    for item in source.iterdir():
        name = item.name.replace("dot-", ".", 1) if item.name.startswith("dot-") else item.name
        if item.is_dir():
            if name != "__pycache__":
                _copy(item, target / name, values)
        elif name.endswith(_TEMPLATE):
            text = environment.from_string(item.read_text(encoding="utf-8")).render(values)
            (target / name.removesuffix(_TEMPLATE)).write_text(text, encoding="utf-8")
        else:
            (target / name).write_bytes(item.read_bytes())
