"""`litreview schema`: the shape of the YAML files, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from litreview.read.schema import SHAPES
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
        target.mkdir(parents=True, exist_ok=True)
        for name in SHAPES:
            (target / f"{name}.schema.json").write_bytes(json_schema(name))
    except OSError as error:
        raise click.ClickException(f"{target} could not be written: {error.strerror}") from error
    click.echo(f"Wrote {len(SHAPES)} schemas to {target}")
