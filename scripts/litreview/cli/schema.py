"""`litreview schema`: the shape of the YAML files, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from litreview.builders.site_folder import RefusedError, refuse_links
from litreview.read.atomic import write_atomically
from litreview.read.schema.files import SHAPES
from litreview.read.schema.published import json_schema

_EXAMPLE = "\b\nExample:\n  litreview schema refs/schemas"


@click.command(epilog=_EXAMPLE)
@click.argument("target", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def schema(target: Path) -> None:
    """Write the JSON Schemas of the YAML files into DIR.

    An editor that knows a file's schema completes and checks it; name it in the file's first line:
    `# yaml-language-server: $schema=schemas/review.schema.json`.
    """
    try:
        refuse_links(target, Path.cwd())
        target.mkdir(parents=True, exist_ok=True)
        for name in SHAPES:
            write_atomically(target / f"{name}.schema.json", json_schema(name), inside=target)
    except RefusedError as error:
        raise click.ClickException(f"nothing written: {error}") from error
    except OSError as error:
        raise click.ClickException(f"{target} could not be written: {error.strerror}") from error
    click.echo(f"Wrote {len(SHAPES)} schemas to {target}")
