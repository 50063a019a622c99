"""The builders that can draw a site, each by one adapter: what is known of a builder stands there and nowhere else.

A new builder that is a program of its own is a line in `PROGRAMS`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol

from litreview.builders.outline import Outline
from litreview.builders.project import Project
from litreview.builders.render import write_outline
from litreview.builders.scratch import scratch_folder
from litreview.model.diagnostics import Diagnostic
from litreview.read.configuration import CONFIG_FILE

#: Runs with its plugins, ours among them.
DEFAULT_BUILDER: Final = "mkdocs"
#: Programs that read the same configuration, by their modules; with what it has to say besides, by the path to a name.
PROGRAMS: Final[Mapping[str, Mapping[tuple[str, ...], object]]] = MappingProxyType(
    {
        "properdocs": {},
        # Its look is then Material's, which our styles and scripts are made for.
        "zensical": {("theme", "variant"): "classic"},
    }
)
BUILDERS: Final = (DEFAULT_BUILDER, *PROGRAMS)


#: What MkDocs calls its own checks of links and of the navigation, by the rules of ours that find the same.
_CHECKS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "dead-anchor": ("links", "anchors"),
        "dead-link": ("links", "not_found"),
        "missing-page": ("nav", "not_found"),
        "unreached-page": ("nav", "omitted_files"),
    }
)


class BuilderError(Exception):
    """A builder has not made a site; the message says why, or that the builder has."""


class Builder(Protocol):
    """Makes a site of Markdown pages."""

    def findings(self, project: Project) -> Iterable[Diagnostic]:
        """What is wrong in a project's configuration, of that which the builder alone knows.

        Nothing of the project is run for that.
        """

    def draw(self, outline: Outline, site: Path) -> None:
        """Make a site of the pages of an outline.

        Args:
            outline: The pages, frames included, and the project that they belong to.
            site: The folder to make it in, which is empty but for hidden files.

        Raises:
            BuilderError: The builder failed.
            OSError: What it is to draw could not be written.
        """


class Program:
    """A builder that is a program of its own: it is given a folder with a project, and leaves a site in another."""

    def __init__(self, module: str) -> None:
        import_module(module)  # tells at once whether it is installed
        self._module = module

    def findings(self, project: Project) -> tuple[Diagnostic, ...]:  # noqa: ARG002 - it tells while it draws
        """See `Builder.findings`."""
        return ()

    def draw(self, outline: Outline, site: Path) -> None:
        """See `Builder.draw`."""
        settings = outline.tree.project.settings
        ours: dict[tuple[str, ...], object] = {
            ("site_url",): settings.url,
            ("use_directory_urls",): settings.directory_urls,
        }
        with scratch_folder() as folder:
            told = told_settings(outline.tree.diagnostics)
            # Zensical knows no parts of `validation`.
            told |= {("validation", name): "ignore" for _, part, name in told if part == "links"}
            write_outline(outline, folder, {**ours, **told, **PROGRAMS[self._module]})
            command = [sys.executable, "-m", self._module, "build", "-f", CONFIG_FILE]
            done = subprocess.run(command, cwd=folder, check=False)  # noqa: S603 - a name of our own list
            if done.returncode:
                raise BuilderError(f"{self._module} failed; see above")
            for item in (folder / "site").iterdir():
                shutil.move(item, site)


def told_settings(diagnostics: Iterable[Diagnostic]) -> dict[tuple[str, ...], object]:
    """The settings by which a builder does not tell again, without a line, what we have told, by the path to each."""
    rules = {item.rule for item in diagnostics}
    return {("validation", *names): "ignore" for rule, names in _CHECKS.items() if rule in rules}


def load_builder(name: str) -> Builder:
    """The builder of that name; nothing of any other one is imported.

    Raises:
        BuilderError: It is not installed.
    """
    try:
        if name in PROGRAMS:
            return Program(name)
        adapter: Builder = import_module("litreview.builders.plugin").Adapter()
    except ModuleNotFoundError as error:
        raise BuilderError(f"{name} is not installed here: pip install {name} ({error})") from error
    return adapter
