"""The preview follows edits of the data, not only of the text."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

PATIENCE = 60
_EPOCH = re.compile(r"livereload\((\d+), (\d+)\)")


def fetch(url: str) -> str:
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310 - our own server on the loopback
        body: bytes = answer.read()
        return body.decode()


def free_port() -> int:
    """A port that was free just now; MkDocs does not say which one it takes when given 0."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_edit_of_the_bibliography_is_on_the_page(review: Callable[..., Path]) -> None:
    folder = review()
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{free_port()}"],
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert server.stderr is not None
        address = next(m[1] for line in server.stderr if (m := re.search(r"Serving on (http://\S+)", line)))
        page = fetch(f"{address}text/")
        assert "On the first question" in page
        epoch = _EPOCH.search(page)
        assert epoch is not None
        bib = folder / "refs" / "references.bib"
        bib.write_text(bib.read_text().replace("On the first question", "On a question put anew"))
        # This answers as soon as a new build is there.
        root = address.removesuffix("small/")
        fetch(f"{root}livereload/{epoch[1]}/{epoch[2]}")
        assert "On a question put anew" in fetch(f"{address}text/")
    finally:
        server.kill()
        server.communicate()
