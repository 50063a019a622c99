"""A static host as readers meet one: text compressed by gzip, and every byte that goes out counted."""

from __future__ import annotations

import gzip
import http.server
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

#: What static hosts compress; pictures and fonts are compressed already, and so are files of a type that none knows.
_COMPRESSED: Final = ("text/", "application/json", "application/javascript", "application/xml", "image/svg+xml")
#: The level that hosts use where nobody says another.
_LEVEL: Final = 6


class Host:
    """Serves a folder on 127.0.0.1 and keeps an account of what it sends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._bodies: dict[Path, tuple[bytes, bool]] = {}
        self._sent: list[tuple[str, int]] = []
        self.address = ""

    def reset(self) -> None:
        """Count anew."""
        self._sent = []

    @property
    def sent(self) -> dict[str, int]:
        """The bytes of each answer since the last reset, heads too, by its path; several of one path are summed."""
        totals: dict[str, int] = {}
        for path, size in tuple(self._sent):
            totals[path] = totals.get(path, 0) + size
        return totals

    @property
    def total(self) -> int:
        """All bytes sent since the last reset."""
        return sum(size for _, size in tuple(self._sent))

    def count(self, path: str, size: int) -> None:
        """Enter an answer into the account."""
        self._sent.append((path, size))

    def prepare(self, folder: str) -> None:
        """Compress the files below a folder, as hosts have them ready; while somebody waits it would count."""
        for file in (self._folder / folder).rglob("*.*"):
            self.body(file.relative_to(self._folder).as_posix())

    def body(self, path: str) -> tuple[bytes, str, bool] | None:
        """What stands at a path: its bytes as they are sent, its type, and whether they are compressed."""
        file = (self._folder / unquote(path).lstrip("/")).resolve()
        if not file.is_relative_to(self._folder):
            return None
        if file.is_dir():
            file /= "index.html"
        if not file.is_file():
            return None
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if file not in self._bodies:
            squeezed = kind.startswith(_COMPRESSED)
            data = file.read_bytes()
            self._bodies[file] = (gzip.compress(data, _LEVEL, mtime=0) if squeezed else data, squeezed)
        return (self._bodies[file][0], kind, self._bodies[file][1])


def _handler(host: Host) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            found = host.body(path)
            body, kind, squeezed = found or (b"", "text/plain", False)
            status = HTTPStatus.OK if found else HTTPStatus.NOT_FOUND
            lines = [
                f"HTTP/1.1 {status.value} {status.phrase}",
                f"Content-Type: {kind}; charset=utf-8" if kind.startswith("text/") else f"Content-Type: {kind}",
                f"Content-Length: {len(body)}",
                "Cache-Control: max-age=600",
                *(["Content-Encoding: gzip"] if squeezed else []),
            ]
            # In one piece, or the kernel waits with the body for word of the head.
            answer = "\r\n".join((*lines, "", "")).encode("latin-1") + body
            self.wfile.write(answer)
            host.count(path, len(answer))

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - as the base class has it
            """Say nothing."""

    return Handler


@contextmanager
def hosting(folder: Path) -> Iterator[Host]:
    """The host of a built site, for as long as the block runs."""
    host = Host(folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(host)) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        host.address = f"http://127.0.0.1:{server.server_port}/"
        try:
            yield host
        finally:
            server.shutdown()
            thread.join()
