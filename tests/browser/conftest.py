"""A real Chromium, and the sites that it is shown."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, Playwright, sync_playwright
from tests.system_packages import found_or_installed

from litreview.builders.theme import SCRIPT, STYLESHEET, THEME_DIR, theme_files, theme_settings
from litreview.pages.texts import Texts
from litreview.read.configuration import PLUGIN

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
#: The shell is the same browser without windows, and takes a third of the processor's time for a page.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

Serve = Callable[[Path], AbstractContextManager[str]]


def _on_path() -> str | None:
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def executable(playwright: Playwright) -> str:
    own = Path(playwright.chromium.executable_path)
    found = (
        _on_path() or (str(own) if own.exists() else None) or found_or_installed(_on_path, "chromium-headless-shell")
    )
    if found is None:
        pytest.fail("no browser: install Chromium (apt-get install chromium), or run `playwright install chromium`")
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser for the whole run; a test without one fails and says what to install."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=executable(playwright), args=list(FLAGS))
        yield running
        running.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the base class gives it
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer as static hosts do: with the site's own page for what is not there."""
        own = Path(self.directory, "404.html")
        if code == http.HTTPStatus.NOT_FOUND and own.exists():
            body = own.read_bytes()
            self.send_response(code)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        else:
            super().send_error(code, message, explain)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def serve() -> Serve:
    """`with serve(folder) as url:` gives the folder's address for as long as the block runs."""
    return serving


def _build(config: Path, target: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--quiet",
        "--config-file",
        str(config),
        "--site-dir",
        str(target),
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"NO_COLOR": "1"})
    assert run.returncode == 0, run.stderr


@pytest.fixture(scope="session")
def theme_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the site of `theme_site` stands."""
    return tmp_path_factory.mktemp("theme") / "built"


@pytest.fixture(scope="session")
def theme_site(theme_folder: Path) -> Iterator[str]:
    """The address of a site that has only the theme: each component in the places where it is hardest."""
    folder = theme_folder.parent
    shutil.copytree(HERE / "site", folder, dirs_exist_ok=True)
    with serving(theme_folder) as url:
        settings = yaml.safe_load((folder / "mkdocs.yml").read_text())
        settings["site_url"] = url  # instant navigation works on the served address alone
        settings["theme"]["custom_dir"] = str(THEME_DIR)
        settings["extra_css"] = [STYLESHEET]
        settings["extra_javascript"] = [{"path": SCRIPT, "defer": True}]
        texts = Texts.load({"copy_done": "Kopiert </script>"})
        settings["extra"] = {PLUGIN: theme_settings(texts.of_theme) | {"search_worker": ""}}
        for path, make in theme_files(texts.of_scripts, texts.of_browser()):
            (folder / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / "docs" / path).write_bytes(make())
        config = folder / "mkdocs.yml"
        config.write_text(yaml.safe_dump(settings))
        _build(config, theme_folder)
        yield url


@contextmanager
def published(site: Path, host: Path) -> Iterator[str]:
    """The address of this repository's own site, in the folder of `host` where its 404 page expects it."""
    settings = yaml.load((ROOT / "mkdocs.yml").read_text(), Loader=yaml.BaseLoader)  # noqa: S506 - strings alone
    path = urlsplit(settings["site_url"]).path.strip("/")
    (host / path).parent.mkdir(parents=True, exist_ok=True)
    (host / path).symlink_to(site, target_is_directory=True)
    with serving(host) as url:
        yield f"{url}{path}/"


@pytest.fixture(scope="session")
def flagship_site(flagship: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of this repository's own site."""
    with published(flagship / "site", tmp_path_factory.mktemp("host")) as url:
        yield url
