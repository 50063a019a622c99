"""Puts the counting into a template of an author, before Jinja compiles it."""

from __future__ import annotations

from typing import Any

from jinja2 import nodes
from jinja2.visitor import NodeTransformer


class Counting(NodeTransformer):
    """A step for what runs again and again, and a look at each value that an expression builds.

    The functions `turn`, `built` and `joined` are the environment's.
    """

    def _stepping(self, node: Any) -> Any:  # noqa: ANN401 (nodes that have a body)
        self.generic_visit(node)
        node.body.insert(0, nodes.ExprStmt(_called("turn", [], node.lineno), lineno=node.lineno))
        return node

    visit_Template = visit_Block = visit_Macro = visit_CallBlock = _stepping  # noqa: N815 (Jinja's names)

    def visit_For(self, node: nodes.For) -> Any:  # noqa: ANN401, N802
        """A loop's condition is asked for values that its body never sees."""
        if node.test:
            node.test = nodes.And(_called("turn", [], node.lineno), node.test, lineno=node.lineno)
        return self._stepping(node)

    def _built(self, node: Any) -> Any:  # noqa: ANN401 (nodes that build a value)
        self.generic_visit(node)
        return _called("built", [node], node.lineno)

    visit_List = visit_Dict = _built  # noqa: N815

    def visit_Tuple(self, node: nodes.Tuple) -> Any:  # noqa: ANN401, N802
        """A tuple of values, and not of the names that a loop or an assignment sets."""
        return self._built(node) if node.ctx == "load" else node

    def visit_Getitem(self, node: nodes.Getitem) -> Any:  # noqa: ANN401, N802
        """A slice copies; a lookup does not."""
        return self._built(node) if isinstance(node.arg, nodes.Slice) else self.generic_visit(node)

    def visit_Concat(self, node: nodes.Concat) -> Any:  # noqa: ANN401, N802
        """`a ~ b` is asked for its length before it is made."""
        self.generic_visit(node)
        return _called("joined", node.nodes, node.lineno)


def _called(name: str, arguments: list[nodes.Expr], line: int) -> nodes.Call:
    return nodes.Call(nodes.EnvironmentAttribute(name, lineno=line), arguments, [], None, None, lineno=line)
