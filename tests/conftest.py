"""What all tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A machine that is busy with something else makes no test fail: none of them is about time.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

# Material announces the end of MkDocs 1 on standard error at each start.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

ROOT = Path(__file__).parent.parent
MINIMAL = ROOT / "tests" / "fixtures" / "minimal"


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
