"""The preview follows edits of the data, not only of the text, and outlives mistakes."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest
from click.testing import CliRunner
from tests.benchmarks.corpus import make_corpus

from litreview.builders.preview import Preview
from litreview.cli import main

PATIENCE = 60
_EPOCH = re.compile(r"livereload\((\d+), (\d+)\)")


def fetch(url: str) -> str:
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310 - our own server on the loopback
        body: bytes = answer.read()
        return body.decode()


class Shown:
    """A running preview, as a browser sees it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.state: dict[str, Any] = {}
        self.news()

    def news(self) -> list[str]:
        """Wait until the preview has something new; what it says is wrong."""
        known = f"{self.state['version']}.{self.state['turn']}" if self.state else ""
        self.state = json.loads(fetch(f"{self.address}.litreview/state?{known}"))
        return [
            "{file}:{line}:{column}: {severity}: {message} ({hint}) [{rule}]".format_map(problem)
            for problem in self.state["problems"]
        ]

    def page(self, path: str) -> str:
        return fetch(f"{self.address}{path}")


@contextmanager
def preview(folder: Path, *options: str, said: list[str] | None = None) -> Iterator[Shown]:
    """A running preview; what it `said` is there at its end."""
    command = [sys.executable, "-m", "litreview.cli", "serve", "--address", "127.0.0.1:0", *options]
    server = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr is not None
        yield Shown(next(m[1] for line in server.stderr if (m := re.search(r"Serving on (http://\S+);", line))))
    finally:
        server.send_signal(signal.SIGINT)
        _, rest = server.communicate()
        if said is not None:
            said.append(rest)
    assert server.returncode == 0
    assert "Traceback" not in rest


@pytest.mark.parametrize("builder", ["mkdocs", "properdocs", "zensical"])
def test_edit_of_the_bibliography_is_on_the_pages(review: Callable[..., Path], builder: str) -> None:
    folder = review()
    # The review is found from a folder inside of it.
    with preview(folder / "refs", "--builder", builder) as shown:
        assert "On the first question" in shown.page("text/")
        assert "On the first question" in shown.page("references/alpha2020/")
        bib = folder / "refs" / "references.bib"
        bib.write_text(bib.read_text().replace("On the first question", "On a question put anew"))
        assert shown.news() == []
        for page in ("text/", "references/alpha2020/", "references/", "references.ris", "references/data/briefs/0.js"):
            assert "On a question put anew" in shown.page(page)
        (folder / "docs" / "text.md").write_text("# Text\n\nOtherwise.\n")
        assert shown.news() == []
        assert "Otherwise." in shown.page("text/")
        assert "Otherwise." in shown.page("search/data/passages/0.js")


@pytest.mark.parametrize(
    ("file", "mistake", "told"),
    [
        ("refs/references.bib", "\n@article{open,", r"refs/references\.bib:\d+:"),
        ("docs/text.md", "\n[@nobody]\n", r'docs/text\.md:\d+:.* "nobody"'),
        ("mkdocs.yml", "\nextra: [\n", r"mkdocs\.yml:\d+:"),
    ],
)
def test_the_last_site_stays_until_a_mistake_is_mended(
    review: Callable[..., Path], file: str, mistake: str, told: str
) -> None:
    folder = review()
    said: list[str] = []
    with preview(folder, said=said) as shown:
        path = folder / file
        right = path.read_text()
        path.write_text(right + mistake)
        problem, *_ = shown.news()  # the gravest first
        assert re.match(told, problem)
        assert "On the first question" in shown.page("text/")
        path.write_text(right)
        (folder / "docs" / "text.md").write_text("# Text\n\nMended.\n")
        assert shown.news() == []
        assert "Mended." in shown.page("text/")
    assert re.search(told, said[0])
    assert "The preview shows the last good site until that is mended" in said[0]


def test_a_busy_port_is_told_before_anything_is_built(
    review: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Preview, "follow", lambda _: pytest.fail("a site was built"))
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        address = f"127.0.0.1:{busy.getsockname()[1]}"
        done = CliRunner().invoke(main, ["serve", "-C", str(review()), "--address", address])
    assert done.exit_code == 1
    assert f"cannot serve at {address}: " in done.output
    assert "Choose another place with --address" in done.output


@pytest.mark.parametrize("builds", [0, 1, 2])
def test_ctrl_c_ends_a_preview_quietly_at_any_build(
    review: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, builds: int
) -> None:
    built: list[Preview] = []
    follow = Preview.follow

    def interrupted(preview: Preview) -> bool:
        if len(built) == builds:
            raise KeyboardInterrupt
        built.append(preview)
        return follow(preview)

    monkeypatch.setattr(Preview, "follow", interrupted)
    done = CliRunner().invoke(main, ["serve", "-C", str(review()), "--address", "127.0.0.1:0"], catch_exceptions=False)
    assert done.exit_code == 0
    assert "Traceback" not in done.output


def test_a_preview_writes_what_is_asked_for(review: Callable[..., Path], tmp_path: Path) -> None:
    corpus = make_corpus(120, tmp_path / "corpus")
    source = corpus.bib.read_text()
    folder = review({"refs/references.bib": source, "docs/text.md": "# Text\n", "docs/index.md": "# Made\n"})
    key = corpus.keys[100]
    with preview(folder) as shown:
        assert f'data-reference="{key}"' in shown.page(f"references/{key}/")
        assert f'data-reference="{key}"' in shown.page(f"references/{key}")
        assert shown.page("references.csv").count(key) == 1
        few = source[: source.index("@", 2000)]
        (folder / "refs" / "references.bib").write_text(few)
        assert all(" warning: " in problem for problem in shown.news())
        for gone in (f"references/{key}/", "../refs/review.yml", "..%2f..%2frefs/review.yml", "%00"):
            with pytest.raises(HTTPError, match="404"):
                shown.page(gone)
        assert key not in shown.page("references.csv")


def free_port() -> int:
    """A port that was free just now; MkDocs does not say which one it takes when given 0."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def mkdocs_preview(folder: Path) -> Iterator[tuple[str, Callable[[str], None]]]:
    """The address of MkDocs' own preview, and what waits until a page that was read has been built anew."""
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
        server.communicate()


def test_the_preview_of_mkdocs_follows_the_data_and_outlives_a_mistake(review: Callable[..., Path]) -> None:
    folder = review()
    with mkdocs_preview(folder) as (address, rebuilt):
        page = fetch(f"{address}text/")
        assert "On the first question" in page
        assert 'data-reference="alpha2020"' in fetch(f"{address}references/alpha2020/")
        bib = folder / "refs" / "references.bib"
        right = bib.read_text()
        bib.write_text(right + "\n@article{open,")
        rebuilt(page)
        still = fetch(f"{address}text/")
        assert "On the first question" in still
        bib.write_text(right.replace("On the first question", "On a question put anew"))
        rebuilt(still)
        assert "On a question put anew" in fetch(f"{address}text/")
