"""How soon a preview shows an edit: the whole of what an author waits for, from the write to the page."""

from __future__ import annotations

import html
import http.client
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.benchmarks import peers
from tests.benchmarks.corpus import Corpus
from tests.benchmarks.measure import FailedError, as_installed, failed
from tests.benchmarks.results import Preview

EDITS: Final = 5
#: Seconds between two questions, and after which nothing is hoped for any more.
_PAUSE: Final = 0.01
_PATIENCE: Final = 600.0
_HOST: Final = "127.0.0.1"
_ARTICLE: Final = "/review/"
#: What the preview shows where the first build has failed.
_NO_SITE: Final = "There is no site to show yet."


@dataclass(frozen=True, slots=True)
class _Server:
    process: subprocess.Popen[bytes]
    command: list[str]
    port: int
    log: Path

    def until_shown(self, path: str, text: str) -> None:
        """Ask for a page until it shows a text. While the site is built anew, the server lets the question wait.

        Raises:
            FailedError: the server has ended, or the text does not come.
        """
        latest = time.perf_counter() + _PATIENCE
        while text not in self._get(path):
            try:
                self.process.wait(_PAUSE)
            except subprocess.TimeoutExpired:
                if time.perf_counter() < latest:
                    continue
            raise failed(self.command, self.log)

    def begin(self, path: str) -> None:
        """Wait for a page of the first site.

        Raises:
            FailedError: there is none, since the files hold errors, which the log names.
        """
        latest = time.perf_counter() + _PATIENCE
        while not (page := self._get(path, of_any=True)) and time.perf_counter() < latest:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(_PAUSE)
                break
        if _NO_SITE in page or "</html>" not in page:
            # The page may be there before the log says why.
            while not self.log.stat().st_size and time.perf_counter() < latest:
                with suppress(subprocess.TimeoutExpired):
                    self.process.wait(_PAUSE)
                    break
            raise failed(self.command, self.log)

    def _get(self, path: str, *, of_any: bool = False) -> str:
        """A page, its references to characters resolved; empty where there is no page, or no server yet.

        Args:
            path: The page's address.
            of_any: Whether what the server says instead of a page is wanted too.
        """
        connection = http.client.HTTPConnection(_HOST, self.port, timeout=_PATIENCE)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return html.unescape(answer.read().decode()) if of_any or answer.status == http.HTTPStatus.OK else ""
        except OSError:
            return ""
        finally:
            connection.close()


def measure_preview(corpus: Corpus, folder: Path, edits: int = EDITS) -> Preview:
    """Preview the site of a corpus in an empty folder, and edit the title of one entry after the other.

    Raises:
        FailedError: the preview has failed.
    """
    peers.ours_site(corpus, folder)
    bib = folder / "refs" / corpus.bib.name
    # Edits all over the file, each of another entry.
    keys = [corpus.keys[number * len(corpus.keys) // (2 * edits)] for number in range(2 * edits)]
    entry: list[float] = []
    article: list[float] = []
    started = time.perf_counter()
    with _serving(folder) as server:
        server.begin(_entry(keys[0]))
        start = time.perf_counter() - started
        for one, other in zip(keys[::2], keys[1::2], strict=True):
            entry.append(_edit(server, bib, one, _entry(one)))
            article.append(_edit(server, bib, other, _ARTICLE))
    medians = (round(statistics.median(taken), 4) for taken in (entry, article))
    return Preview(round(start, 4), edits, *medians)


def _entry(key: str) -> str:
    return f"/references/{key}/"


def _edit(server: _Server, bib: Path, key: str, page: str) -> float:
    """Seconds from the write of an entry's new title until the page shows it."""
    title = f"A title put anew for {key}"
    text, found = re.subn(
        rf"(@article{{{key},.*?\n  title = ){{.*?}}(?=,\n)",
        rf"\1{{{title}}}",
        bib.read_text(),
        count=1,
        flags=re.DOTALL,
    )
    if not found:
        raise FailedError(f"no entry {key} with a title in {bib.name}")
    started = time.perf_counter()
    bib.write_text(text)
    server.until_shown(page, title)
    return time.perf_counter() - started


@contextmanager
def _serving(folder: Path) -> Iterator[_Server]:
    port = _free_port()
    command = [sys.executable, "-m", "litreview.cli", "serve", "--address", f"{_HOST}:{port}"]
    log, scratch = folder / "bench.log", folder / "scratch"
    scratch.mkdir()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=output,
            stderr=subprocess.STDOUT,
            # It does not empty its temporary folder when it is ended from outside.
            env={**as_installed(), "TMPDIR": str(scratch)},
        )
        try:
            yield _Server(process, command, port, log)
        finally:
            process.terminate()
            process.wait()


def _free_port() -> int:
    """A port that was free just now; MkDocs does not say which one it takes when given 0."""
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        port: int = probe.getsockname()[1]
        return port
