"""What a figure is, and the registry of all figures.

A module in `litreview.figures.kinds` registers what its `FIGURE` holds. Adding a figure takes that module and a page
`guide/figures/NAME.md`; nothing else names it.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from litreview.figures import kinds as package
from litreview.figures.context import FigureContext
from litreview.read.schema.base import Shape


@dataclass(frozen=True, slots=True)
class FigureKind:
    """A figure: its name in kebab-case, what it shows, the options of its block, and how it is drawn.

    `draw` takes the options and the context, and raises FigureError where the data do not give what is asked for.
    """

    name: str
    summary: str
    options: type[Shape]
    draw: Callable[[Any, FigureContext], Markup]


@cache
def all_figures() -> Mapping[str, FigureKind]:
    """Every figure by its name, in the order of names.

    Raises:
        ValueError: Two figures have one name.
    """
    found: dict[str, FigureKind] = {}
    for module in pkgutil.iter_modules(package.__path__):
        kind: FigureKind = import_module(f"{package.__name__}.{module.name}").FIGURE
        if kind.name in found:
            raise ValueError(f"two figures are named {kind.name}")
        found[kind.name] = kind
    return MappingProxyType(dict(sorted(found.items())))
