"""`litreview build`: the site into site/."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from shlex import quote
from time import perf_counter

import click

from litreview.builders.filling import FrameError, fill
from litreview.builders.offline import write_offline_copy
from litreview.builders.outline import outline_of
from litreview.builders.progress import Progress, Stage, counted
from litreview.builders.project import Project
from litreview.builders.registry import Builder, BuilderError, load_builder
from litreview.builders.site_folder import RefusedError, SiteFolder
from litreview.builders.tree import RenderError, build_tree
from litreview.cli.progress import print_times, progress_shown
from litreview.cli.project import builder_option, directory_option, find_project, show_log
from litreview.model.diagnostics import Severity, visible

_EXAMPLE = "\b\nExample:\n  litreview build\n  litreview build --builder properdocs --verbose"


@click.command(epilog=_EXAMPLE)
@directory_option
@builder_option
@click.option(
    "--offline-copy",
    metavar="FILE.zip",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the site into a ZIP file too, which works from a disk when it is unpacked.",
)
@click.option("--replace", is_flag=True, help="Replace what stands in site/, though litreview did not make it.")
@click.option("--strict", is_flag=True, help="Build nothing where there is a warning.")
@click.option("--verbose", is_flag=True, help="Say what is being done, and at the end how long it took.")
def build(  # noqa: PLR0913 - an option each
    directory: Path, builder: str, offline_copy: Path | None, *, replace: bool, strict: bool, verbose: bool
) -> None:
    """Build the site into site/.

    It is built beside the last one and takes its place at the end; where anything fails, the last site stays. Only a
    folder inside the project that litreview made, or an empty one, is replaced, and never a link.

    How far the build is shows on standard error: a bar on a terminal; elsewhere, and where CI is set in the
    environment, a line for each stage.
    """
    begun = perf_counter()
    show_log(logging.INFO if verbose else logging.WARNING)
    project = find_project(directory)
    try:
        drawing = load_builder(builder)
        site = SiteFolder.of(project.site, project.root, project.configuration.own_folders)
        with progress_shown() as progress, site.claimed(replace=replace, waiting=_say_waiting):
            _build(project, drawing, site.building, progress, strict=strict)
            progress.begin(Stage.SITE)
            site.swap_in()
            progress.end("in its place")
    except (BuilderError, FrameError, RefusedError, RenderError) as error:
        raise click.ClickException(f"the site was not built: {error}; the last one is left as it was") from error
    except (OSError, UnicodeError) as error:  # a full disk, say, or a file's name that no address can hold
        raise click.ClickException(f"the site was not built: {error}") from error
    if verbose:
        print_times(progress, perf_counter() - begun)
    shown = f"{quote(sys.executable)} -m http.server -d {quote(str(site.place))}"
    click.echo(f"The site is in {site.place}; look at it with: {shown}")
    if offline_copy:
        _copy(project, drawing, offline_copy)


def _copy(project: Project, builder: Builder, target: Path) -> None:
    try:
        write_offline_copy(project, builder, target)
    except (BuilderError, FrameError, RenderError, OSError) as error:
        raise click.ClickException(f"the offline copy was not written: {error}") from error
    click.echo(f"The offline copy is {target}: unpack it and open {target.stem}/index.html")


def _build(project: Project, builder: Builder, folder: Path, progress: Progress, *, strict: bool) -> None:
    tree = build_tree(project, found=builder.findings(project))
    for diagnostic in tree.diagnostics:
        if diagnostic.severity is not Severity.INFO:
            click.echo(visible(str(diagnostic)), err=True)
    if errors := sum(diagnostic.severity is Severity.ERROR for diagnostic in tree.diagnostics):
        said = f"{counted(errors, 'error')} in the review's files, named above"
        raise click.ClickException(f"{said}; the last site is left as it was")
    strict = strict or project.configuration.settings.strict
    if strict and any(diagnostic.severity is Severity.WARNING for diagnostic in tree.diagnostics):
        raise click.ClickException("there are warnings, named above, and --strict allows none; the last site stays")
    outline = outline_of(tree)
    progress.begin(Stage.BUILDER)
    builder.draw(outline, folder)
    progress.end(f"{len(outline.pages)} pages drawn")
    fill(outline, folder)


def _say_waiting(process: str) -> None:
    click.echo(f"Another build of this site goes on (process {process or 'unknown'}); this one waits for it.", err=True)
