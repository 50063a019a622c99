"""What is planted in a page does not run and asks nobody, on the site of each builder."""

from __future__ import annotations

import functools
import http.server
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page
from tests.conftest import MINIMAL

pytestmark = pytest.mark.browser

Serve = Callable[[Path], AbstractContextManager[str]]
#: Each is put into pages of every kind, at the head's end, at the body's beginning and at its end. OTHER is the address
#: of another host that counts who asks it, and boom() would be seen.
PLANTED = (
    "<script>boom(1)</script>",
    "<script src='OTHER/x.js'></script>",
    "<script src='data:text/javascript,boom(2)'></script>",
    "<script type=module>boom(3)</script>",
    "<script nonce=x>boom(4)</script>",
    "<img src=x onerror='boom(5)'>",
    "<img src='OTHER/x.png'>",
    "<svg onload='boom(6)'></svg>",
    "<svg><script>boom(7)</script></svg>",
    "<body onload='boom(8)'>",
    "<iframe src='javascript:parent.boom(9)'></iframe>",
    "<iframe srcdoc='<script>parent.boom(10)</script>'></iframe>",
    "<iframe src='OTHER/frame.html'></iframe>",
    "<object data='OTHER/x.swf'></object>",
    "<embed src='OTHER/x.swf'>",
    "<video src='OTHER/x.mp4' autoplay></video>",
    "<link rel=stylesheet href='OTHER/x.css'>",
    "<link rel=prefetch href='OTHER/x'>",
    "<style>@import 'OTHER/y.css'; body{background:url(OTHER/y.png)}</style>",
    "<p style='background:url(OTHER/z.png)'>x</p>",
    "<base href='OTHER/'>",
    "<details open ontoggle='boom(11)'>x</details>",
    "<input autofocus onfocus='boom(12)'>",
    "<meta http-equiv=refresh content='0;url=javascript:boom(13)'>",
)
#: Searches, filters and fragments that a link may bring along.
ADDRESSES = (
    "#<img src=x onerror=boom(1)>",
    "#javascript:boom(2)",
    "?q=<script>boom(3)</script>",
    "?q=%22%3E%3Csvg/onload=boom(4)%3E",
    "?year=<b>boom</b>&type=__proto__&sort=constructor",
    '?author="onmouseover=boom(5)&page=-1&page=99999999999',
    "?__proto__[polluted]=boom",
    "?h=<img src=x onerror=boom(6)>",
    f"?q={quote('a' * 5_000)}",
    "?q=%00%ff%fe&year=%F0%9F%92%A9",
)


class _Counting(http.server.BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the base class gives it
        """Say nothing."""


@pytest.fixture
def other() -> Iterator[tuple[str, list[str]]]:
    """The address of another host, and what it has been asked for."""
    asked: list[str] = []
    handler = type("Counting", (_Counting,), {"asked": asked})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


@pytest.fixture(scope="module", params=["mkdocs", "properdocs", "zensical"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of each builder, with a page whose own front matter and text would act."""
    folder = tmp_path_factory.mktemp(request.param) / "review"
    shutil.copytree(MINIMAL, folder)
    front = "title: '</title><script>boom(20)</script>'\nhead: <script>boom(21)</script>\n"
    (folder / "docs" / "own.md").write_text(f"---\n{front}---\n# T\n\n<script>boom(22)</script>\n")
    command = [sys.executable, "-m", "litreview.cli", "build", "--builder", request.param]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def watched(browser: Browser, ran: list[str]) -> Page:
    page = browser.new_context().new_page()
    page.expose_function("boom", lambda *said: ran.append(f"{page.url}: {said}"))
    page.on("dialog", lambda dialog: ran.append(dialog.message))
    return page


def test_every_page_has_the_policy_before_all_else(site: Path) -> None:
    for path in site.rglob("*.html"):
        head = path.read_text(encoding="utf-8").partition("<body")[0]
        policy, rest = head.find('http-equiv="Content-Security-Policy"'), head.lower()
        assert 0 < policy < rest.find("<title"), path
        assert "<script" not in rest[:policy]
        assert "script-src 'self';" in head


def test_nothing_planted_runs(
    browser: Browser, serve: Serve, site: Path, other: tuple[str, list[str]], tmp_path: Path
) -> None:
    elsewhere, asked = other
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    text = "".join(PLANTED).replace("OTHER", elsewhere)
    kinds = ("index.html", "text/index.html", "references/index.html", "references/alpha2020/index.html", "404.html")
    for name in kinds:
        html = (copy / name).read_text(encoding="utf-8")
        head, _, body = html.partition("</head>")
        body, _, end = body.rpartition("</body>")
        (copy / name).write_text(f"{head}{text}</head>{body}{text}</body>{end}", encoding="utf-8")
    ran: list[str] = []
    page = watched(browser, ran)
    with serve(copy) as address:
        for name in (*kinds, "own/index.html"):
            page.goto(f"{address}{name}", wait_until="load")
            page.evaluate("() => new Promise(done => requestIdleCallback(done))")
    assert ran == []
    assert asked == []
    page.context.close()


# What ProperDocs draws has the scripts that MkDocs' pages have.
@pytest.mark.parametrize("site", ["mkdocs", "zensical"], indirect=True)
def test_no_address_makes_a_page_do_anything(browser: Browser, serve: Serve, site: Path) -> None:
    ran: list[str] = []
    page = watched(browser, ran)
    with serve(site) as address:
        for name in ("references/", "text/", ""):
            for end in ADDRESSES:
                page.goto(f"{address}{name}{end}", wait_until="load")
                assert page.evaluate("() => ({}).polluted") is None
    assert ran == []
    page.context.close()
