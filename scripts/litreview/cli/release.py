"""`litreview release`: a version of the review, kept as it is from now on."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from litreview.builders.filling import FrameError
from litreview.builders.frozen import frozen_copy
from litreview.builders.prepare import prepare_review
from litreview.builders.project import Project
from litreview.builders.registry import BuilderError, load_builder
from litreview.builders.tree import RenderError
from litreview.cli.project import builder_option, directory_option, find_project
from litreview.cli.report import print_diagnostics
from litreview.exports.citation_files import citation_files
from litreview.figures.dates import iso
from litreview.model.diagnostics import has_errors
from litreview.model.review import Review
from litreview.model.versions import ReleasedVersion, version_order
from litreview.read.atomic import write_atomically
from litreview.read.clock import today
from litreview.read.versions import FOLDER, NAME

#: Parts of a date: year, month, day.
_WHOLE_DAY = 3
_EXAMPLE = "\b\nExample:\n  litreview release 1.1"


@click.command(epilog=_EXAMPLE)
@click.argument("version")
@directory_option
@builder_option
def release(version: str, directory: Path, builder: str) -> None:
    """Keep the review as it is now, as a version of it.

    review.yml has to name that version, and nothing in the review's files may be an error. Written are
    versions/VERSION.zip, a copy of the site that each later build puts into vVERSION/ byte for byte, with what it
    changed of the version before; and CITATION.cff, codemeta.json and .zenodo.json, of which those that are there get
    the new version and day alone. A version that was released is never written again.
    """
    project = find_project(directory)
    target = project.root / FOLDER / f"{version}.zip"
    _refuse(project, version, target)
    prepared = prepare_review(project)
    if has_errors(prepared.diagnostics):
        print_diagnostics(prepared.diagnostics, stream=sys.stderr)
        raise click.ClickException("nothing was released: what is wrong is named above")
    review = prepared.library.review
    _refuse_version(review, version)
    day = iso(review.published if len(review.published.start) == _WHOLE_DAY else today())
    said = next((change.text for change in review.answers.changes if change.version == version), "")
    new = ReleasedVersion(version, day, title=review.title, text=" ".join(said.split()))
    try:
        released, copy = frozen_copy(prepared, load_builder(builder), new)
        target.parent.mkdir(exist_ok=True)
        write_atomically(target, copy, inside=project.root)
        for name, text in citation_files(review, project.settings.url, version, day, project.root):
            write_atomically(project.root / name, text.encode(), inside=project.root)
            click.echo(f"Wrote {name}")
    except (BuilderError, FrameError, RenderError, ValueError) as error:
        raise click.ClickException(f"nothing was released: {error}") from error
    except OSError as error:
        raise click.ClickException(f"{target} could not be written: {error}") from error
    changes = f"{len(released.changes)} changes since {released.previous}" if released.previous else "the first version"
    click.echo(f"Wrote {FOLDER}/{target.name}: {changes}. Build the site, and put all of it into the repository:")
    click.echo(f"  git add {FOLDER} CITATION.cff codemeta.json .zenodo.json")
    click.echo(f"  git commit -m 'Version {version}' && git tag v{version}")


def _refuse(project: Project, version: str, target: Path) -> None:
    if not NAME.fullmatch(version):
        raise click.ClickException(f"{version!r} names no version: numbers with points between them, such as 1.1")
    if target.exists():
        raise click.ClickException(f"version {version} was released and stays as it is; name the next one")
    if project.versions and version_order(version) <= version_order(project.versions[0].version.name):
        newest = project.versions[0].version.name
        raise click.ClickException(f"version {newest} was released, and {version} does not come after it")
    if not project.settings.url:
        raise click.ClickException("a version needs an address to be cited by: set site_url in the configuration")


def _refuse_version(review: Review, version: str) -> None:
    if review.version != version:
        told = f"review.yml says version: {review.version or '(none)'}"
        raise click.ClickException(f"{told}; write version: {version} there, and under changes: what it brings")
