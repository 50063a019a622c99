"""The preview follows edits of the data, not only of the text."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError

import pytest
from tests.benchmarks.corpus import make_corpus

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


@contextmanager
def preview(folder: Path, said: list[str] | None = None) -> Iterator[tuple[str, Callable[[str], None]]]:
    """The address of a running preview, and what waits until a page that was read has been built anew.

    What the preview `said` is there at its end.
    """
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

        def rebuilt(page: str) -> None:
            epoch = _EPOCH.search(page)
            assert epoch is not None
            # This answers as soon as a new build is there.
            fetch(f"{address.removesuffix('small/')}livereload/{epoch[1]}/{epoch[2]}")

        yield address, rebuilt
    finally:
        server.kill()
        _, rest = server.communicate()
        if said is not None:
            said.append(rest)


def test_edit_of_the_bibliography_is_on_the_page(review: Callable[..., Path]) -> None:
    folder = review()
    with preview(folder) as (address, rebuilt):
        page = fetch(f"{address}text/")
        assert "On the first question" in page
        bib = folder / "refs" / "references.bib"
        bib.write_text(bib.read_text().replace("On the first question", "On a question put anew"))
        rebuilt(page)
        assert "On a question put anew" in fetch(f"{address}text/")


@pytest.mark.parametrize(
    ("file", "mistake", "told"),
    [
        ("refs/references.bib", "\n@article{open,", "references.bib:"),
        ("docs/text.md", "\n[@nobody]\n", 'No reference has the citation key "nobody"'),
        ("mkdocs.yml", "\nextra: [\n", "mkdocs.yml"),
    ],
)
def test_the_last_site_stays_until_a_mistake_is_mended(
    review: Callable[..., Path], file: str, mistake: str, told: str
) -> None:
    folder = review()
    said: list[str] = []
    with preview(folder, said) as (address, rebuilt):
        page = fetch(f"{address}text/")
        path = folder / file
        right = path.read_text()
        path.write_text(right + mistake)
        rebuilt(page)
        still = fetch(f"{address}text/")
        assert "On the first question" in still
        path.write_text(right)
        (folder / "docs" / "text.md").write_text("# Text\n\nMended.\n")
        rebuilt(still)
        assert "Mended." in fetch(f"{address}text/")
    log = "".join(said)
    assert told in log
    assert "the preview shows the last site until that is mended" in log
    assert "Traceback" not in log
    assert "stuck" not in log


def test_a_large_preview_writes_what_is_asked_for(review: Callable[..., Path], tmp_path: Path) -> None:
    corpus = make_corpus(420, tmp_path / "corpus")
    source = corpus.bib.read_text()
    folder = review({"refs/references.bib": source, "docs/text.md": "# Text\n", "docs/index.md": "# Made\n"})
    key = corpus.keys[300]
    with preview(folder) as (address, rebuilt):
        page = fetch(f"{address}references/{key}/")
        assert f'data-reference="{key}"' in page
        assert "litreview.receive(" in fetch(f"{address}references/data/facets.js")
        assert fetch(f"{address}references.csv").count(key) == 1
        title = re.search(rf"{key},.*?title = {{(.+?)}},\n", source, re.DOTALL)
        assert title
        (folder / "refs" / "references.bib").write_text(source.replace(title[1], "A title put anew"))
        rebuilt(page)
        anew = fetch(f"{address}references/{key}/")
        assert "A title put anew" in anew
        # A smaller site is written whole, and nothing of the larger one comes back.
        few = source[: source.index("@", 2000)]
        (folder / "refs" / "references.bib").write_text(few)
        rebuilt(anew)
        with pytest.raises(HTTPError, match="404"):
            fetch(f"{address}references/{key}/")
        assert key not in fetch(f"{address}references.csv")
