"""The Jinja environment of the page templates: whatever comes from data is printed so that nothing acts on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    StrictUndefined,
    nodes,
)
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup

from litreview.cite.bytecode import bytecode_cache
from litreview.cite.escape import inert
from litreview.cite.sandbox import BoundedEnvironment
from litreview.figures.words import sentence

#: Inside a block of HTML Markdown does nothing, but what runs before it may: other plugins' Jinja (`{`), fences
#: (`` ` ``) and escapes; none of them spans lines then, because line ends become spaces.
_IN_HTML = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&#34;",
        "'": "&#39;",
        "{": "&#123;",
        "}": "&#125;",
        "`": "&#96;",
        "\\": "&#92;",
        "\n": " ",
        "\r": " ",
        "\t": " ",
        "\f": " ",
        "\v": " ",
        "\0": "\ufffd",
    }
)
#: The same for markup, whose tags and escapes stay.
_IN_BLOCK = {code: text for code, text in _IN_HTML.items() if chr(code) not in "&<>\"'"}
#: Most values hold nothing of this, and to look is many times faster than to translate.
_ACTS_IN_HTML = re.compile(f"[{re.escape(''.join(map(chr, _IN_HTML)))}]")
_ACTS_IN_BLOCK = re.compile(f"[{re.escape(''.join(map(chr, _IN_BLOCK)))}]")


def _escaped(text: str) -> str:
    return text.translate(_IN_HTML) if _ACTS_IN_HTML.search(text) else text


def in_html(text: str) -> Markup:
    """Text from data for a block of HTML in a Markdown file: it prints as itself and acts as nothing."""
    return Markup(_escaped(text))  # noqa: S704 - escaped


def html_block(markup: Markup) -> Markup:
    """HTML of ours that holds text from data, made fit to stand in a block of HTML in a Markdown file."""
    return Markup(str(markup).translate(_IN_BLOCK)) if _ACTS_IN_BLOCK.search(markup) else markup  # noqa: S704 - it was


def in_line(text: str) -> Markup:
    """Text from data for a line of Markdown, such as a heading: it prints as itself and acts as nothing."""
    return Markup(inert(text))  # noqa: S704 - inert() is the escaping


class _PrintedOnce(CodeGenerator):
    """Prints what the environment's `finalize` gives, which is escaped: Jinja would look it through once more."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:  # noqa: ARG002 (Jinja's signature)
        self.write(finalize.src or "")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:  # noqa: ARG002 (Jinja's signature)
        self.write(")")


def _printer(escape: Callable[[str], str]) -> Callable[[object], str]:
    def print_value(value: object) -> str:
        """What an expression of a template prints: markup of our own as it is, all else escaped."""
        if isinstance(value, Markup):
            return value
        return "" if value is None else escape(str(value))

    return print_value


def compiled_templates(kind: str) -> BytecodeCache | None:
    """Keeps the compiled templates of environments of one kind; None where nothing may be kept."""
    return bytecode_cache(kind, __file__)


@dataclass(frozen=True, slots=True)
class Templates:
    """The page templates, for blocks of HTML and for running Markdown."""

    block: Environment
    inline: Environment

    @classmethod
    def load(cls, own: Path) -> Templates:
        """Our templates, with those of the author's folder `own` in place of ours by name."""
        return cls(page_environment(own), page_environment(own, escape=in_line))

    def source(self, name: str) -> str:
        """What a template says."""
        loader = self.block.loader
        return loader.get_source(self.block, name)[0] if loader else ""


def page_environment(own_templates: Path | None = None, *, escape: Callable[[str], str] = _escaped) -> Environment:
    """The environment that renders pages.

    Args:
        escape: How values from data print: as for blocks of HTML, or with `in_line` inside Markdown.
        own_templates: The author's folder of templates that replace ours by name. It is untrusted: where there is
            one, everything runs in the sandbox.
    """
    ours = PackageLoader("litreview", "templates")
    own = own_templates if own_templates is not None and own_templates.is_dir() else None
    kind: type[Environment] = BoundedEnvironment if own else Environment
    environment = kind(
        loader=ChoiceLoader([FileSystemLoader(own), ours]) if own else ours,
        autoescape=True,
        finalize=_printer(escape),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # A look at the file for each of ten thousand pages takes its time; a preview loads templates that change anew.
        auto_reload=False,
        bytecode_cache=None if own else compiled_templates("block" if escape is _escaped else "line"),
    )
    environment.code_generator_class = _PrintedOnce
    # A line of Markdown, such as a heading, needs more than a block of HTML does.
    environment.filters["sentence"] = sentence
    environment.filters["inert"] = lambda text: in_line(str(text))
    return environment
