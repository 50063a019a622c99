"""Builders that are programs of their own: they are given a folder with a project, and leave a site in another."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from litreview.builders.config import CONFIG_FILE
from litreview.builders.outline import Outline
from litreview.builders.registry import BuilderError
from litreview.builders.render import write_outline
from litreview.builders.scratch import scratch_folder


def run_builder(module: str, outline: Outline, site: Path, settings: Mapping[tuple[str, ...], object]) -> None:
    """Let `python -m MODULE build` make a site.

    Args:
        module: The builder's module, which reads mkdocs.yml.
        outline: What it is to draw.
        site: The folder for the site.
        settings: What its configuration says besides, by the path to each name.

    Raises:
        BuilderError: It failed.
        OSError: Its project could not be written.
    """
    with scratch_folder() as folder:
        write_outline(outline, folder, {("site_url",): outline.tree.project.settings.url, **settings})
        command = [sys.executable, "-m", module, "build", "-f", CONFIG_FILE]
        done = subprocess.run(command, cwd=folder, check=False)  # noqa: S603 - a name of our own list
        if done.returncode:
            raise BuilderError(f"{module} failed; see above")
        for item in (folder / "site").iterdir():
            shutil.move(item, site)
