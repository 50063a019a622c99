"""The builders that can draw a site, each by one adapter: what is known of a builder stands there and nowhere else.

A new builder is a module with a class that keeps to `Builder`, and a line in `BUILDERS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol

from litreview.builders.outline import Outline
from litreview.builders.project import Project
from litreview.model.diagnostics import Diagnostic

#: The modules of the adapters by the names of their builders; each has a class `Adapter`.
BUILDERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "mkdocs": "litreview.builders.plugin",
        "properdocs": "litreview.builders.properdocs",
        "zensical": "litreview.builders.zensical",
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
        """


def load_builder(name: str) -> Builder:
    """The builder of that name; nothing of any other one is imported.

    Raises:
        BuilderError: It is not installed.
    """
    try:
        adapter: Builder = import_module(BUILDERS[name]).Adapter()
    except ModuleNotFoundError as error:
        raise BuilderError(f"{name} is not installed here: pip install {name} ({error})") from error
    return adapter
