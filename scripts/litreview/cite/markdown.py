"""The site's own Python-Markdown, which alone can say what in a page is text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import Element

import markdown
from markdown.inlinepatterns import InlineProcessor

#: Snippets read files (and addresses, if so configured), which is the builder's business. Their lines are text here.
_LEFT_OUT: Final = frozenset({"pymdownx.snippets"})
#: After code, links and raw HTML, before emphasis.
_PRIORITY: Final = 85
#: Python-Markdown looks for the end of each bracket to the end of its paragraph, several times: of so many open ones
#: that takes a twentieth of a second, of ten times as many a hundred times as long.
MOST_OPEN: Final = 500
_BRACKET: Final = re.compile(r"\\.|[\[\]]")


def overfull_line(source: str) -> int:
    """The line of a page in which more brackets stand open than Python-Markdown can bear; 0 where there is none."""
    depth = 0
    for number, line in enumerate(source.split("\n"), start=1):
        if not line.strip():
            depth = 0
        for sign in _BRACKET.findall(line):
            depth = max(0, depth + (sign == "[") - (sign == "]"))
            if depth > MOST_OPEN:
                return number
    return 0


@dataclass(frozen=True, slots=True)
class MarkdownSettings:
    """The Python-Markdown extensions of a site by name, and the options of those that have some."""

    extensions: tuple[str, ...]
    configs: Mapping[str, Mapping[str, Any]]


class ConversionError(Exception):
    """A page that the site's Markdown cannot convert; the message says why."""


class _Recorder(InlineProcessor):
    """Notes each token that reaches it as text, and leaves it where it stands."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, token: re.Pattern[str], md: markdown.Markdown) -> None:
        super().__init__(token.pattern, md)
        self.seen: set[str] = set()

    def handleMatch(  # type: ignore[override]  # noqa: N802 (the name is Python-Markdown's)
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 (the signature is Python-Markdown's)
    ) -> tuple[Element | None, int, int]:
        self.seen.add(m.group())
        return None, m.start(), m.end()


class Converter:
    """Python-Markdown with the site's extensions and a record of the tokens that it takes for text.

    `problems` names the extensions that could not be loaded, each with the reason.
    """

    def __init__(self, settings: MarkdownSettings, token: re.Pattern[str]) -> None:
        self._markdown = markdown.Markdown()
        problems: list[str] = []
        for name in settings.extensions:
            if name in _LEFT_OUT:
                continue
            try:
                options = {name: dict(settings.configs.get(name) or {})}
                self._markdown.registerExtensions([name], options)
            except Exception as error:  # noqa: BLE001 (extensions are other people's code and raise what they like)
                problems.append(f"{name}: {error}")
        self.problems = tuple(problems)
        self._recorder = _Recorder(token, self._markdown)
        self._markdown.inlinePatterns.register(self._recorder, "litreview-citation", _PRIORITY)

    def convert(self, source: str) -> tuple[str, frozenset[str]]:
        """The HTML of a page and the tokens seen as text.

        Raises:
            ConversionError: An extension failed on this page.
        """
        self._markdown.reset()
        self._recorder.seen = set()
        try:
            html = self._markdown.convert(source)
        except Exception as error:  # (an extension's own code, as above)
            raise ConversionError(f"{type(error).__name__}: {error}") from error
        return html, frozenset(self._recorder.seen)
