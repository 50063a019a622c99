"""What all tests share."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

# A machine that is busy with something else makes no test fail: none of them is about time.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

# Material announces the end of MkDocs 1 on standard error at each start.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

ROOT = Path(__file__).parent.parent
MINIMAL = ROOT / "tests" / "fixtures" / "minimal"
#: The time at which the flagship is built, as SOURCE_DATE_EPOCH: later than any date in its data, and always the same.
EPOCH = "2000000000"


def copy_flagship(folder: Path) -> Path:
    """The flagship's own files, in a folder that a test may build and change."""
    for name in ("docs", "refs"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


@pytest.fixture(scope="session")
def flagship(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The flagship with its site in `site/`, built once for all processes of a run: nothing may change it."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # that of the whole run
    project = folder / "flagship-of-all"
    with FileLock(folder / "flagship-of-all.lock"):
        if not (project / "site").exists():
            copy_flagship(project)
            command = [sys.executable, "-m", "litreview.cli", "build"]
            environment = os.environ | {"SOURCE_DATE_EPOCH": EPOCH}
            subprocess.run(command, cwd=project, env=environment, check=True, capture_output=True)
    return project


@pytest.fixture
def review(tmp_path: Path) -> Callable[..., Path]:
    """Make a small review in a temporary folder: the minimal one, with files replaced or added."""

    def make(files: Mapping[str, str | bytes] | None = None) -> Path:
        folder = tmp_path / "review"
        shutil.copytree(MINIMAL, folder)
        for name, content in (files or {}).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return make


@pytest.fixture(autouse=True)
def _quiet_log() -> Iterator[None]:
    """Each command sets up MkDocs' logger for itself; nothing of that stays."""
    logger = logging.getLogger("mkdocs")
    before = (logger.handlers, logger.level, logger.propagate)
    yield
    logger.handlers, logger.level, logger.propagate = before
