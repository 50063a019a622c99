"""A preview outlives mistakes, and of a large site it writes the pages of references when a reader asks for them."""

from __future__ import annotations

import gc
import logging
import posixpath
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer

from litreview.builders.fast import LazyFile
from litreview.builders.tree import RenderError
from litreview.builders.writing import SiteWriter

_log = logging.getLogger("mkdocs.plugins.litreview")

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Preview:
    """Stands before MkDocs' own server, and sees to it that what is asked for is there.

    While the site is built anew, readers wait.
    """

    def __init__(self) -> None:
        self._ready = threading.Event()
        self._writing = threading.Lock()
        self._writer: SiteWriter | None = None
        self._missing: dict[str, LazyFile] = {}
        self._settled = False

    def close(self) -> None:
        """A build begins."""
        self._ready.clear()

    def open(self, writer: SiteWriter | None) -> None:
        """A site is there; a `writer` knows the files of it that are not written yet."""
        self._writer = writer
        self._missing = {file.dest_uri: file for file in writer.lazy.values()} if writer else {}
        if not self._settled:
            # Most of it lives as long as the preview, and to look through it for garbage takes half a second.
            gc.collect()
            gc.freeze()
            self._settled = True
        self._ready.set()

    def reopen(self) -> None:
        """A build has failed: what there is of the last site stays."""
        self._ready.set()

    def attend(self, server: LiveReloadServer) -> None:
        """Stand before a server's application and around its builds."""
        server.set_app(self._before(server.serve_request, server.mount_path))
        server.builder = self._surviving(server.builder, Path(server.root))

    def _surviving(self, build: Callable[[], None], site: Path) -> Callable[[], None]:
        """A build after which readers have the last site again where it fails, as long as that still stands.

        MkDocs by itself lets them wait until the mistake is mended, and prints a trace for one in mkdocs.yml.
        """

        def build_or_stay() -> None:
            try:
                build()
            except MkDocsException as error:
                if not isinstance(error, Abort):  # which MkDocs has explained
                    _log.error("%s", " ".join(str(error).split()))
                if not (site / "index.html").is_file():
                    raise Abort("there is no site to show until that is mended") from error
                _log.error("the preview shows the last site until that is mended")

        return build_or_stay

    def _before(self, application: Application, mount_path: str) -> Application:
        """The server's application with this one before it."""

        def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            if path.startswith(mount_path):
                self._provide(posixpath.normpath(f"/{path.removeprefix(mount_path)}").lstrip("/"))
            return application(environ, start_response)

        return answer

    def _provide(self, place: str) -> None:
        self._ready.wait()
        for name in (place, posixpath.join(place, "index.html")):
            if name in self._missing:
                with self._writing:
                    file = self._missing.get(name)
                    if file is not None and self._writer is not None:
                        try:
                            self._writer.write_one(file)
                        except RenderError as error:
                            _log.error("%s", error)
                        self._missing.pop(name, None)
