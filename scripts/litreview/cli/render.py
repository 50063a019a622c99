"""`litreview render`: the docs tree alone."""

from __future__ import annotations

import sys
from pathlib import Path
from shlex import quote

import click

from litreview.builders.render import write_tree
from litreview.builders.site_folder import RefusedError
from litreview.builders.tree import RenderError, build_tree
from litreview.cli.project import directory_option, find_project
from litreview.cli.report import print_diagnostics
from litreview.read.configuration import CONFIG_FILE

_EXAMPLE = "\b\nExample:\n  litreview render tree\n  mkdocs build -f tree/mkdocs.yml"


@click.command(epilog=_EXAMPLE)
@click.argument("target", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@directory_option
def render(target: Path, directory: Path) -> None:
    """Write the docs tree into DIR: docs/, overrides/ and a mkdocs.yml without our plugin.

    Any builder that reads mkdocs.yml and Markdown turns it into the same site.
    """
    tree = build_tree(find_project(directory))
    print_diagnostics(tree.diagnostics, stream=sys.stderr)
    if tree.failed:
        raise click.ClickException("nothing written: the review's files hold errors, named above")
    try:
        write_tree(tree, target)
    except (RefusedError, RenderError) as error:
        raise click.ClickException(f"nothing written: {error}") from error
    except OSError as error:
        raise click.ClickException(f"{target} could not be written: {error}") from error
    click.echo(f"Wrote {len(tree.pages) + len(tree.numbered)} pages and {len(tree.files)} downloads")
    click.echo(f"Build them with: mkdocs build -f {quote(str(target / CONFIG_FILE))}")
