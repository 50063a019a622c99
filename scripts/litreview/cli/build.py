"""`litreview build`: the site into site/."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from shlex import quote
from time import perf_counter

import click
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from litreview.builders.plugin import LitreviewPlugin
from litreview.builders.progress import Progress, Stage
from litreview.builders.project import load_project
from litreview.builders.publication import log_waiting, site_folder
from litreview.builders.render import write_tree
from litreview.builders.site_folder import RefusedError, SiteFolder
from litreview.builders.tree import build_tree
from litreview.cli.progress import print_times, progress_shown
from litreview.cli.project import directory_option, problem, project_config, show_log
from litreview.cli.report import print_diagnostics

_EXAMPLE = "\b\nExample:\n  litreview build\n  litreview build --builder properdocs --verbose"


@click.command(epilog=_EXAMPLE)
@directory_option
@click.option(
    "--builder",
    type=click.Choice(["mkdocs", "properdocs", "zensical"]),
    default="mkdocs",
    show_default=True,
    help="What turns the Markdown pages into a site.",
)
@click.option("--replace", is_flag=True, help="Replace what stands in site/, though litreview did not make it.")
@click.option("--verbose", is_flag=True, help="Say what is being done, and at the end how long it took.")
def build(directory: Path, builder: str, *, replace: bool, verbose: bool) -> None:
    """Build the site into site/.

    It is built beside the last one and takes its place at the end; where anything fails, the last site stays. Only a
    folder inside the project that litreview made, or an empty one, is replaced, and never a link.

    How far the build is shows on standard error: a bar on a terminal; elsewhere, and where CI is set in the
    environment, a line for each stage.
    """
    begun = perf_counter()
    show_log(logging.INFO if verbose else logging.WARNING)
    config = project_config(directory)
    target = Path(config.site_dir)
    try:
        with progress_shown() as progress:
            if builder == "mkdocs":
                _with_mkdocs(config, replace=replace)
            else:
                _with_other(builder, config, progress, replace=replace)
    except RefusedError as error:
        raise click.ClickException(f"the site was not built: {error}") from error
    except (OSError, UnicodeError) as error:  # a full disk, say, or a file's name that no address can hold
        raise click.ClickException(f"the site was not built: {error}") from error
    if verbose:
        print_times(progress, perf_counter() - begun)
    shown = f"{quote(sys.executable)} -m http.server -d {quote(str(target))}"
    click.echo(f"The site is in {target}; look at it with: {shown}")


def _with_mkdocs(config: MkDocsConfig, *, replace: bool) -> None:
    plugin = config.plugins["litreview"]
    assert isinstance(plugin, LitreviewPlugin)  # noqa: S101 - a name of our own
    plugin.publication.replace = replace
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build(config)
    except Abort as error:  # MkDocs has said why
        raise click.ClickException("the site was not built; see above") from error
    except MkDocsException as error:
        raise click.ClickException(problem(error)) from error
    finally:
        config.plugins.on_shutdown()


def _with_other(builder: str, config: MkDocsConfig, progress: Progress, *, replace: bool) -> None:
    """Another builder works on the rendered tree, as it would on any project of its own."""
    site = site_folder(config)
    with site.claimed(replace=replace, waiting=log_waiting):
        _build_beside(site, builder, config, progress)


def _build_beside(site: SiteFolder, builder: str, config: MkDocsConfig, progress: Progress) -> None:
    tree = build_tree(load_project(config))
    print_diagnostics(tree.diagnostics, stream=sys.stderr)
    if tree.failed:
        raise click.ClickException("the review's files hold errors, named above; the last site is left as it was")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_tree(tree, config, folder)
        progress.begin(Stage.BUILDER)
        try:
            command = [sys.executable, "-m", builder, "build", "-f", "mkdocs.yml"]
            subprocess.run(command, cwd=folder, check=True)  # noqa: S603 - a name of our own list
        except subprocess.CalledProcessError as error:
            message = f"{builder} failed; see above. Is it installed? pip install {builder}"
            raise click.ClickException(message) from error
        progress.end(builder)
        progress.begin(Stage.SITE)
        for item in (folder / "site").iterdir():
            shutil.move(item, site.building)
        site.swap_in()
        progress.end("in its place")
