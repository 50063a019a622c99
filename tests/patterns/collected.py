"""All regular expressions of the package: those that its modules hold, and those that its functions write."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from types import ModuleType
from typing import Final

import litreview

#: Functions of `re` whose first argument is a pattern.
_TAKING: Final = frozenset(("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"))


@dataclass(frozen=True, slots=True)
class Collected:
    """A pattern of the package, its place, and the methods by which it is used, as far as its name tells."""

    place: str
    pattern: re.Pattern[str]
    methods: frozenset[str]


def patterns() -> list[Collected]:
    """All of them."""
    found: dict[re.Pattern[str], Collected] = {}
    modules = {module: ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")) for module in _modules()}
    uses = {module: _uses(tree) for module, tree in modules.items()}
    for module, tree in modules.items():
        for name, value in vars(module).items():
            # A name with an underscore is the module's own.
            asked = [uses[module]] if name.startswith("_") else list(uses.values())
            methods = frozenset(method for used in asked for method in used.get(name, ()))
            for place, pattern in _held(value, f"{module.__name__}.{name}", 0):
                if isinstance(pattern.pattern, str):
                    before = found.get(pattern)
                    known = before.methods | methods if before and methods else methods
                    found[pattern] = Collected(before.place if before else place, pattern, known)
        for line, method, pattern in _written(tree):
            found.setdefault(pattern, Collected(f"{module.__name__}:{line}", pattern, frozenset((method,))))
    return list(found.values())


def _uses(tree: ast.Module) -> dict[str, set[str]]:
    """The methods that are called of each name."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name) | ast.Attribute(attr=name), attr=method)):
                found.setdefault(name, set()).add(method)
    return {name: methods & _TAKING for name, methods in found.items()}


def _modules() -> Iterator[ModuleType]:
    for info in pkgutil.walk_packages(litreview.__path__, "litreview."):
        if not info.name.endswith("__main__"):
            yield importlib.import_module(info.name)


def _held(value: object, place: str, depth: int) -> Iterator[tuple[str, re.Pattern[str]]]:  # noqa: C901 (one case a kind)
    if isinstance(value, re.Pattern):
        yield place, value
    elif depth > 4 or isinstance(value, str | bytes):
        return
    elif isinstance(value, Mapping):
        for key, held in value.items():
            yield from _held(key, f"{place}[{key!r:.40}]", depth + 1)
            yield from _held(held, f"{place}[{key!r:.40}]", depth + 1)
    elif isinstance(value, list | tuple | set | frozenset):
        for number, held in enumerate(value):
            yield from _held(held, f"{place}[{number}]", depth + 1)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _held(getattr(value, field.name), f"{place}.{field.name}", depth + 1)
    elif isinstance(value, type) and value.__module__.startswith("litreview"):
        for name, held in tuple(vars(value).items()):
            yield from _held(held, f"{place}.{name}", depth + 1)


def _written(tree: ast.Module) -> Iterator[tuple[int, str, re.Pattern[str]]]:
    """Patterns that stand where they are used."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=name), args=[ast.Constant(value=str(text)), *_]
            ) if name in _TAKING:
                yield node.lineno, name, re.compile(text)
