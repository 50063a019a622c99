"""`litreview serve`: a preview that follows the files."""

from __future__ import annotations

import gc
import logging
from pathlib import Path

import click

from litreview.builders.scratch import own_temporary_files
from litreview.cli.progress import progress_shown
from litreview.cli.project import directory_option, find_project, show_log

_EXAMPLE = "\b\nExample:\n  litreview serve\n  litreview serve --address 127.0.0.1:8123"


_HIGHEST_PORT = 65_535


def _address(context: click.Context, option: click.Parameter, value: str) -> str:  # noqa: ARG001 - click's interface
    host, _, port = value.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or int(port[:6]) > _HIGHEST_PORT:
        raise click.BadParameter(f"{value!r} is no HOST:PORT, such as 127.0.0.1:8000")
    return value


@click.command(epilog=_EXAMPLE)
@directory_option
@click.option(
    "--address",
    metavar="HOST:PORT",
    default="127.0.0.1:8000",
    show_default=True,
    callback=_address,
    help="Where to listen.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the preview in a browser.")
def serve(directory: Path, address: str, *, open_browser: bool) -> None:
    """Preview the site; it is built again at each change of docs/, refs/ or mkdocs.yml."""
    from mkdocs.commands.serve import serve as mkdocs_serve  # noqa: PLC0415
    from mkdocs.exceptions import Abort, MkDocsException  # noqa: PLC0415

    gc.enable()  # a program that ends soon runs without
    show_log(logging.INFO)
    find_project(directory)
    try:
        with progress_shown(lines=False), own_temporary_files():
            mkdocs_serve(config_file=str(directory / "mkdocs.yml"), dev_addr=address, open_in_browser=open_browser)
    except (MkDocsException, Abort) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        message = f"cannot serve at {address}: {error.strerror}. Choose another place with --address"
        raise click.ClickException(message) from error
