"""How the templates of the package are compiled: to plain Python, for a reference takes a hundred lookups and calls.

Jinja asks at each of them what a template of a stranger might do. Ours look up variables, call macros and functions
with arguments in their places, and print safe HTML; that is what is compiled here. Templates of an author go Jinja's
own way, in its sandbox.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import FunctionType
from typing import Any, Final

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.utils import missing

from litreview.cite.styles.values import printed, safe


class _PlainCode(CodeGenerator):
    """Writes lookups, calls, macros and output as what they are in Python."""

    def write_commons(self) -> None:
        """The names that the code below uses, where a template begins."""
        super().write_commons()
        for name in _PARTS:
            self.writeline(f"{name} = environment.parts[{name!r}]")
        self.writeline("function_or_missing = Functions(environment.globals).__getitem__")

    def get_resolve_func(self) -> str:
        """What a template does not define itself is a function of the style."""
        return "function_or_missing"

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 (Jinja's signature)
        """What a macro gives is safe."""
        self.writeline(f"return safe(concat({frame.buffer}))")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:  # noqa: ARG002 (Jinja's signature)
        """A macro is a function."""
        if macro_ref.accesses_caller or macro_ref.accesses_kwargs or macro_ref.accesses_varargs:
            self.fail("macros of the package take arguments in their places alone", macro_ref.node.lineno)
        self.write("as_function(macro)")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802 (Jinja's signature)
        """A call, with arguments in their places."""
        if node.kwargs or node.dyn_kwargs or forward_caller:
            self.fail("macros of the package take arguments in their places alone", node.lineno)
        self.visit(node.node, frame)
        self._in_row(node.args, node.dyn_args, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 (Jinja's signature)
        """A variable by its name."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802 (Jinja's signature)
        """A variable by its name as text."""
        self.visit(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_CondExpr(self, node: nodes.CondExpr, frame: Frame) -> None:  # noqa: N802 (Jinja's signature)
        """One value or another; without another nothing."""
        super().visit_CondExpr(
            nodes.CondExpr(
                node.test, node.expr1, node.expr2 or nodes.Const("", lineno=node.lineno), lineno=node.lineno
            ),
            frame,
        )

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:  # noqa: ARG002 (Jinja's signature)
        self.write("printed(")

    def _in_row(self, arguments: Iterable[nodes.Expr], rest: nodes.Expr | None, frame: Frame) -> None:
        self.write("(")
        for argument in arguments:
            self.visit(argument, frame)
            self.write(", ")
        if rest is not None:
            self.write("*")
            self.visit(rest, frame)
        self.write(")")


def _as_function(macro: FunctionType) -> Callable[..., str]:
    """A macro's compiled body, in which `missing` stands for an argument that a call leaves out."""
    macro.__defaults__ = (missing,) * macro.__code__.co_argcount
    return macro


class _Functions(dict[str, Any]):
    """The functions of the style; a name of none is `missing`, as Jinja marks what is not set (yet)."""

    def __missing__(self, name: str) -> Any:  # noqa: ANN401 (Jinja's mark has no type of its own)
        return missing


_PARTS: Final = {"printed": printed, "safe": safe, "as_function": _as_function, "Functions": _Functions}


class PackageEnvironment(Environment):
    """The environment of the templates that come with the package."""

    code_generator_class = _PlainCode
    parts = _PARTS
