"""`litreview serve`: a preview that follows the files."""

from __future__ import annotations

import gc
import json
import logging
import mimetypes
import posixpath
import threading
import time
import webbrowser
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urlsplit

import click

from litreview.builders.preview import SCRIPT, Preview
from litreview.builders.registry import BuilderError, load_builder
from litreview.builders.scratch import scratch_folder
from litreview.builders.tree import RenderError
from litreview.cli.project import builder_option, directory_option, find_project, show_log
from litreview.cli.report import as_object, counted, gravest_first
from litreview.model.diagnostics import Diagnostic, Severity, visible
from litreview.read.configuration import CONFIG_FILE

_EXAMPLE = "\b\nExample:\n  litreview serve\n  litreview serve --address 127.0.0.1:8123 --builder zensical"
_HIGHEST_PORT: Final = 65_535
#: Seconds between two looks at the files, and those that a page waits for news at most.
_LOOK: Final = 0.25
_WAIT: Final = 25.0
#: So many findings are told on the page; of a large bibliography there may be thousands.
_SHOWN: Final = 50
_SCRIPT: Final = "/.litreview/preview.js"
_STATE: Final = "/.litreview/state"


def _address(context: click.Context, option: click.Parameter, value: str) -> tuple[str, int]:  # noqa: ARG001 - click's interface
    host, _, port = value.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or int(port[:6]) > _HIGHEST_PORT:
        raise click.BadParameter(f"{value!r} is no HOST:PORT, such as 127.0.0.1:8000")
    return host, int(port)


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
@builder_option
@click.option("--open", "open_browser", is_flag=True, help="Open the preview in a browser.")
def serve(directory: Path, address: tuple[str, int], builder: str, *, open_browser: bool) -> None:
    """Preview the site; it follows each change of docs/, refs/ or mkdocs.yml.

    The review may also be that of a folder above. Where a file has a mistake, the last good pages stay, and say what
    is to be mended.
    """
    gc.enable()  # a program that ends soon runs without
    show_log(logging.ERROR)
    above = (directory, *directory.resolve().parents)
    directory = next((folder for folder in above if (folder / CONFIG_FILE).is_file()), directory)
    find_project(directory)
    try:
        # First, so that a place that is taken shows before anything is built.
        server = _Server(address)
    except OSError as error:
        place = ":".join(map(str, address))
        message = f"cannot serve at {place}: {error.strerror}. Choose another place with --address"
        raise click.ClickException(message) from error
    with server, scratch_folder() as scratch:
        try:
            preview = Preview(directory / CONFIG_FILE, server.url, load_builder(builder), scratch)
        except BuilderError as error:
            raise click.ClickException(str(error)) from error
        server.preview = preview
        try:
            _follow(preview, server, open_browser=open_browser)
        except KeyboardInterrupt:
            click.echo("", err=True)
        finally:
            server.end()


def _follow(preview: Preview, server: _Server, *, open_browser: bool) -> None:
    preview.follow()
    server.begin()
    click.echo(f"Serving on {server.url}; Ctrl-C ends it", err=True)
    _tell(preview.problems)
    if open_browser:
        webbrowser.open(server.url)
    while True:
        time.sleep(_LOOK)
        begun = time.perf_counter()
        if preview.follow():
            _tell(preview.problems)
            failed = any(problem.severity is Severity.ERROR for problem in preview.problems)
            done = "The preview shows the last good site until that is mended" if failed else "Built anew"
            click.echo(f"{done} ({time.perf_counter() - begun:.1f} s)", err=True)


def _tell(problems: tuple[Diagnostic, ...]) -> None:
    for problem in problems:
        if problem.severity is not Severity.INFO:
            click.echo(visible(str(problem)), err=True)


class _Server(ThreadingHTTPServer):
    """Shows a preview to browsers."""

    daemon_threads = True
    preview: Preview

    def __init__(self, address: tuple[str, int]) -> None:
        super().__init__(address, _Handler)
        host, port = self.server_address[:2]
        self.url = f"http://{host!s}:{port}/"
        self._answering = threading.Thread(target=self.serve_forever, daemon=True)

    def begin(self) -> None:
        """Answer from now on."""
        self._answering.start()

    def end(self) -> None:
        """Answer no more; one that has never begun would be waited for without end."""
        if self._answering.is_alive():
            self.shutdown()


class _Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: _Server

    def do_GET(self) -> None:
        """Give a page or a file, or the news of the preview."""
        address = urlsplit(self.path)
        if address.path == _STATE:
            self._answer(HTTPStatus.OK, "application/json", self._state(address.query))
        elif address.path == _SCRIPT:
            self._answer(HTTPStatus.OK, "text/javascript", SCRIPT.read_bytes())
        else:
            self._page(unquote(address.path, errors="replace"))

    def _page(self, path: str) -> None:
        place = posixpath.normpath(path).lstrip("/")
        place = "" if place == "." else place
        inner = posixpath.join(place, "index.html")
        try:
            found = self.server.preview.content(inner if path.endswith("/") else place)
            if found is None and not path.endswith("/") and self.server.preview.content(inner) is not None:
                self.send_response(HTTPStatus.FOUND)
                self.send_header("Location", f"/{quote(place)}/")
                self.end_headers()
                return
            missing = found is None
            content = self.server.preview.content("404.html") if found is None else found
        except RenderError as error:
            self._answer(HTTPStatus.INTERNAL_SERVER_ERROR, "text/plain; charset=utf-8", str(error).encode())
            return
        name = "404.html" if missing else inner if path.endswith("/") else place
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        if kind == "text/html":
            content = _followed(content or b"There is no site to show yet.")
            kind = "text/html; charset=utf-8"
        self._answer(HTTPStatus.NOT_FOUND if missing else HTTPStatus.OK, kind, content or b"")

    def _state(self, known: str) -> bytes:
        """The version of the site and what is wrong with the files, once it is not what the page knows already."""
        preview = self.server.preview

        def state() -> str:
            return f"{preview.version}.{hash(preview.problems)}"

        with preview.changed:
            preview.changed.wait_for(lambda: state() != known, timeout=_WAIT)
            problems = [item for item in gravest_first(preview.problems) if item.severity is not Severity.INFO]
            version, _, turn = state().partition(".")
        shown = [as_object(problem) for problem in problems[:_SHOWN]]
        more = len(problems) - len(shown)
        news = {"version": version, "turn": turn, "problems": shown, "counted": counted(problems), "more": more}
        return json.dumps(news).encode()

    def _answer(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(content)
        except ConnectionError:  # the reader has gone on
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the base class gives it
        """Say nothing of each request."""


def _followed(page: bytes) -> bytes:
    """A page with the script that follows the preview, at its end."""
    before, end, after = page.rpartition(b"</body>")
    script = f'<script src="{_SCRIPT}"></script>'.encode()
    return b"".join((before, script, end, after)) if end else page + script
