"""Elements of HTML and SVG in a Markdown page: whatever is no markup of ours prints as itself and acts as nothing.

A figure is one line of raw HTML in a page. Where Markdown has to read a part of it, for a citation, that part says
`markdown="span"` and all elements around it say `markdown="1"`, as Python-Markdown's md_in_html asks.
"""

from __future__ import annotations

import json
from typing import Any, Final

from markupsafe import Markup

from litreview.cite.escape import inert, inert_attribute

_ENCODE: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
#: Elements of which md_in_html knows that they hold blocks; text stands in the others.
_HOLDERS: Final = frozenset({"figure", "div", "table", "thead", "tbody", "tr", "ul", "ol", "dl", "details", "section"})
_READ: Final = frozenset({"td", "th", "li", "p", "dt", "dd", "figcaption", "summary"})


def text(value: object) -> Markup:
    """A value as it stands in a page: markup as it is, all else inert."""
    if isinstance(value, Markup):
        return value
    return Markup(inert(str(value)))  # noqa: S704 - inert() is the escaping


def tag(name: str, *children: object, **attributes: object) -> Markup:
    """An element with its children, of which None is left out.

    Attributes that are None or False are left out, and True stands for an attribute without a value. In their names
    an underscore is a hyphen, and one at the end (`class_`) is none. Holders and readers of text carry `markdown`.
    """
    if name in _HOLDERS:
        attributes["markdown"] = "1"
    elif name in _READ:
        attributes.setdefault("markdown", "span")
    inside = Markup().join(text(child) for child in children if child is not None)
    return _element(name, attributes, inside)


def drawn(name: str, *children: object, **attributes: object) -> Markup:
    """An element of SVG, or any other that Markdown has no business in."""
    inside = Markup().join(text(child) for child in children if child is not None)
    return _element(name, attributes, inside)


def _element(name: str, attributes: dict[str, object], inside: Markup) -> Markup:
    return Markup(f"<{name}{_written(attributes)}>{inside}</{name}>")  # noqa: S704 - names are ours, the rest is escaped


def _written(attributes: dict[str, object]) -> str:
    parts = []
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        label = name.rstrip("_").replace("_", "-")
        if value is True:
            parts.append(f" {label}")
        else:
            shown = value if isinstance(value, Markup) else inert_attribute(str(value))
            parts.append(f' {label}="{shown}"')
    return "".join(parts)


def script_literal(value: Any) -> str:  # noqa: ANN401 - what JSON can hold
    """A value as a script can hold it: JSON, but for two line ends that older browsers allow in no string."""
    return _ENCODE(value).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
