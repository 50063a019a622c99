"""How the templates of the package are compiled: to the Python that one would write by hand.

Jinja asks at each lookup, call and output what a template of a stranger might do there, and a reference takes hundreds.
Ours look up variables, call macros and functions with arguments in their places, and print: that is what is written
here, from Jinja's own syntax tree. Templates of an author go Jinja's way, in its sandbox.

In this Python every `str` is safe HTML: words of a template are escaped as it is compiled, and a value of data is no
`str` until it is `shown`. A macro is a function; what it gives has no white space around it. Names that begin with an
underscore are of this module, all others are the template's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from itertools import groupby
from pathlib import Path
from types import CodeType
from typing import Any, Final, TypeAlias
from zlib import crc32

import jinja2
from jinja2 import Environment, TemplateSyntaxError, nodes

from litreview.cite.compiled import kept_code
from litreview.cite.styles.values import escaped, shown
from litreview.model.csl import DATE_VARIABLES, IDENTIFIERS, NAME_VARIABLES, TEXT_VARIABLES

_VARIABLES: Final = TEXT_VARIABLES | NAME_VARIABLES | DATE_VARIABLES | {*IDENTIFIERS}
#: The functions and filters of a style that give HTML, with the white space of data around it.
_FUNCTIONS: Final = frozenset(("around", "group", "names"))
_FILTERS: Final = frozenset(("date", "ordinal"))
_COMPARED: Final = {"eq": "==", "ne": "!=", "in": "in", "notin": "not in"}
#: What compiles them: another version may make something else of the same source.
_COMPILER: Final = f"{jinja2.__version__}-{crc32(Path(__file__).read_bytes()):08x}"
_SPACE: Final = re.compile(r"\s+")
#: A part of what a macro prints: words of the template, a value, or a statement.
_Part: TypeAlias = str | nodes.Node


def compiled(template: str, shared: Mapping[str, str], functions: Mapping[str, Any]) -> Mapping[str, Any]:
    """The macros of a template as functions, by name.

    Args:
        template: The source of the template.
        shared: The sources of the templates that it may import from, by their names.
        functions: What a template can call: the style's functions by name, filters and tests with `filter_` and
            `test_` before it.

    Raises:
        TemplateSyntaxError: The template says what cannot be compiled.
    """

    def imported(name: str) -> Mapping[str, Any]:
        return _run(shared[name], functions)

    return _run(template, {**functions, "_imported": imported})


def _run(template: str, names: Mapping[str, Any]) -> Mapping[str, Any]:
    defined = {**names, "_shown": shown}
    exec(_code(template), defined)  # noqa: S102 (Python written below, from a template of the package)
    return defined


@lru_cache(maxsize=16)  # what styles share is compiled once
def _code(template: str) -> CodeType:
    return kept_code(template, _COMPILER, partial(_compile, template))


def _compile(template: str) -> CodeType:
    tree = Environment(autoescape=True).parse(template)
    return compile("\n".join(_Python(tree).module()), "<style>", "exec")


class _Python:
    """The Python of a template."""

    def __init__(self, tree: nodes.Template) -> None:
        self._tree = tree
        self._macros: set[str] = set()
        for node in tree.body:
            match node:
                case nodes.Macro():
                    self._macros.add(node.name)
                case nodes.FromImport():
                    self._macros.update(name for name in node.names if isinstance(name, str))

    def module(self) -> Iterator[str]:
        """The lines of the whole. What stands between macros is printed nowhere."""
        for node in self._tree.body:
            match node:
                case nodes.FromImport(template=nodes.Const(value=name)):
                    yield f"_macros = _imported({name!r})"
                    yield from (f"{macro} = _macros[{macro!r}]" for macro in node.names)
                case nodes.Macro():
                    yield f"def {node.name}({', '.join(self._parameters(node))}):"
                    yield from _indented(self._returned(node.body))
                case nodes.Assign():
                    yield self._set(node)
                case nodes.Output():
                    pass
                case _:
                    raise _unknown(node)

    def _parameters(self, macro: nodes.Macro) -> Iterator[str]:
        required = len(macro.args) - len(macro.defaults)
        yield from (argument.name for argument in macro.args[:required])
        for argument, default in zip(macro.args[required:], macro.defaults, strict=True):
            yield f"{argument.name}={self._value(default)}"

    def _returned(self, body: Iterable[nodes.Node]) -> Iterator[str]:
        """The statements of a macro, or of a branch that is all that a macro prints: they return it."""
        parts = list(_parts(body))
        while parts and (isinstance(parts[0], nodes.Assign) or _is_blank(parts[0])):
            if isinstance(part := parts.pop(0), nodes.Assign):
                yield self._set(part)
        while parts and _is_blank(parts[-1]):
            parts.pop()
        match parts:
            case []:
                yield "return ''"
            case [nodes.If() as choice]:
                yield from self._if(choice, self._returned)
                if not choice.else_:
                    yield "return ''"
            case _ if all(_is_printed(part) for part in parts):
                yield f"return ({self._joined(parts)}).strip()"
            case _:
                yield "_html = ''"
                yield from self._added(parts)
                yield "return _html.strip()"

    def _added(self, parts: Iterable[_Part]) -> Iterator[str]:
        """The statements that add to `_html` what is printed."""
        for printed, together in groupby(parts, _is_printed):
            if printed:
                yield f"_html += {self._joined(together)}"
                continue
            for part in together:
                match part:
                    case nodes.Assign():
                        yield self._set(part)
                    case nodes.If():
                        yield from self._if(part, lambda body: self._added(_parts(body)))
                    case nodes.Node():
                        raise _unknown(part)

    def _if(self, choice: nodes.If, block: Callable[[Iterable[nodes.Node]], Iterator[str]]) -> Iterator[str]:
        for word, branch in zip(("if", *["elif"] * len(choice.elif_)), (choice, *choice.elif_), strict=True):
            yield f"{word} {self._value(branch.test)}:"
            yield from _indented(block(branch.body), "pass")
        if choice.else_:
            yield "else:"
            yield from _indented(block(choice.else_), "pass")

    def _set(self, node: nodes.Assign) -> str:
        if not isinstance(node.target, nodes.Name):
            raise _unknown(node)
        return f"{node.target.name} = {self._value(node.node)}"

    def _joined(self, parts: Iterable[_Part]) -> str:
        return " + ".join(repr(part) if isinstance(part, str) else self._html(part) for part in parts)

    def _html(self, node: nodes.Node) -> str:
        """The HTML that is printed for a value."""
        match node:
            case nodes.CondExpr():
                return self._choice(node, self._html)
            case nodes.Const(value=str()) | nodes.Concat():
                return self._value(node)
            case nodes.Call(node=nodes.Name(name=name)) if name in _FUNCTIONS or name in self._macros:
                return self._call(node)
            case nodes.Filter(name=name) if name in _FILTERS:
                return self._filtered(node)
        return f"_shown({self._value(node)})"

    def _value(self, node: nodes.Node) -> str:  # noqa: C901, PLR0911, PLR0912 (one case a kind of expression)
        match node:
            case nodes.Const(value=str() as words):
                return repr(escaped(words))
            case nodes.Const(value=value):
                return repr(value)
            case nodes.Name(name=name):
                return name
            case nodes.List(items=items):
                return f"[{self._listed(items)}]"
            case nodes.Dict(items=items):
                return f"{{{', '.join(f'{self._value(item.key)}: {self._value(item.value)}' for item in items)}}}"
            case nodes.Getattr(node=of, attr=name):
                return f"{self._value(of)}[{name!r}]" if name in _VARIABLES else f"{self._value(of)}.{name}"
            case nodes.Getitem(node=of, arg=key):
                return f"{self._value(of)}[{self._value(key)}]"
            case nodes.Call(node=nodes.Name(name=name)) if name in _FUNCTIONS:
                return f"{self._call(node)}.strip()"
            case nodes.Call():
                return self._call(node)
            case nodes.Filter(name="safe", node=nodes.Const(value=html)):
                return repr(html)
            case nodes.Filter(name=name) if name in _FILTERS:
                return f"{self._filtered(node)}.strip()"
            case nodes.Filter() | nodes.Test():
                return self._filtered(node)
            case nodes.CondExpr():
                return self._choice(node, self._value)
            case nodes.Not(node=negated):
                return f"(not {self._value(negated)})"
            case nodes.And(left=left, right=right):
                return f"({self._value(left)} and {self._value(right)})"
            case nodes.Or(left=left, right=right):
                return f"({self._value(left)} or {self._value(right)})"
            case nodes.Add(left=left, right=right):
                return f"({self._value(left)} + {self._value(right)})"
            case nodes.Concat(nodes=parts):
                return f"({' + '.join(map(self._html, parts))})"
            case nodes.Compare(expr=left, ops=[nodes.Operand(op=operator, expr=right)]):
                return f"({self._value(left)} {_COMPARED[operator]} {self._value(right)})"
        raise _unknown(node)

    def _choice(self, node: nodes.CondExpr, written: Callable[[nodes.Node], str]) -> str:
        other = written(node.expr2) if node.expr2 else repr("")
        return f"({written(node.expr1)} if {self._value(node.test)} else {other})"

    def _call(self, node: nodes.Call) -> str:
        if node.kwargs or node.dyn_kwargs:
            raise _unknown(node)
        rest = f"*{self._value(node.dyn_args)}" if node.dyn_args else ""
        return f"{self._value(node.node)}({', '.join(filter(None, (self._listed(node.args), rest)))})"

    def _filtered(self, node: nodes.Filter | nodes.Test) -> str:
        if node.node is None or node.kwargs or node.dyn_args or node.dyn_kwargs:
            raise _unknown(node)
        return f"{type(node).__name__.lower()}_{node.name}({self._listed((node.node, *node.args))})"

    def _listed(self, values: Iterable[nodes.Node]) -> str:
        return ", ".join(map(self._value, values))


def _parts(body: Iterable[nodes.Node]) -> Iterator[_Part]:
    for node in body:
        if not isinstance(node, nodes.Output):
            yield node
            continue
        for part in node.nodes:
            yield _SPACE.sub(" ", part.data) if isinstance(part, nodes.TemplateData) else part


def _is_printed(part: _Part) -> bool:
    return isinstance(part, str | nodes.Expr)


def _is_blank(part: _Part) -> bool:
    return isinstance(part, str) and part.isspace()


def _indented(lines: Iterable[str], nothing: str = "") -> Iterator[str]:
    return (f"    {line}" for line in [*lines] or [nothing])


def _unknown(node: nodes.Node) -> TemplateSyntaxError:
    return TemplateSyntaxError(f"templates of the package have no {type(node).__name__} here", node.lineno)
