"""Citations over all hand-written pages of a site: found, numbered and printed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from markupsafe import Markup

from litreview.cite.candidates import Spot
from litreview.cite.edits import anchor_of, edits_of
from litreview.cite.foreign import foreign_key
from litreview.cite.intext import Printer
from litreview.cite.intext_names import InTextName, names_in_text
from litreview.cite.intext_style import InTextForm, InTextStyle
from litreview.cite.keys import Keys
from litreview.cite.locate import locate, splice
from litreview.cite.located import Group, Located
from litreview.cite.markdown import ConversionError, Converter, MarkdownSettings
from litreview.cite.opening import Opening
from litreview.cite.quoted import INTENTS, quote_problems, unused_quotes
from litreview.cite.sentences import as_read, sentences_around
from litreview.cite.slips import slips
from litreview.cite.syntax import Citation
from litreview.cite.tokens import RESERVED, TOKEN
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.memo import Remember, make_anew
from litreview.model.quotes import Quote
from litreview.model.reference import Reference
from litreview.model.source import Position
from litreview.model.source_map import SourceMap
from litreview.read.configuration import CONFIG_FILE


@dataclass(frozen=True, slots=True)
class ProsePage:
    """A hand-written page: its `path` inside docs/ and its Markdown.

    `source` comes without front matter, whose lines `line_offset` counts, so that findings name the line of `file`.
    Where figures and values stand in it that the author did not write, `rewritten` leads back to what they wrote.
    """

    path: str
    source: str
    line_offset: int
    file: str
    rewritten: SourceMap | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a reference is cited: the page, the id of the group in it, and the sentence around it."""

    page: str
    anchor: str
    sentence: Markup
    #: The quotes that it rests on, by id, and why the work is cited there.
    quotes: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CitedPage:
    """A page whose citations are HTML, and the keys that it cites, in order of their first citation.

    `targets` are where its links and pictures lead, `anchors` the ids that a link may lead to.
    """

    path: str
    source: str
    keys: tuple[str, ...]
    targets: frozenset[str] = frozenset()
    anchors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CitedSite:
    """The result of citing a site: its pages in their order, and what is to be said about them.

    `numbers` are those of a numeric style and empty for others.
    """

    pages: tuple[CitedPage, ...]
    numbers: Mapping[str, int]
    mentions: Mapping[str, tuple[Mention, ...]]
    diagnostics: tuple[Diagnostic, ...]


def cite_site(  # noqa: PLR0913 - what the pages, the bibliography and the style each say
    pages: Sequence[ProsePage],
    references: Mapping[str, Reference],
    *,
    style: InTextStyle,
    markdown: MarkdownSettings,
    opening: Sequence[str] = (),
    year_suffixes: Mapping[str, str] | None = None,
    openings: Mapping[str, Opening] | None = None,
    marks: Mapping[str, str] | None = None,
    quotes: Mapping[str, Quote] | None = None,
    remember: Remember = make_anew,
) -> CitedSite:
    """Print the citations of all pages.

    Numbers run over all pages in their order, and on a page in the order of reading: what a footnote cites comes last.

    Args:
        pages: In the order of the nav.
        references: The bibliography, by citation key.
        style: How citations print.
        markdown: The site's own Markdown, which decides what is text.
        opening: Keys that take the first numbers.
        year_suffixes: The letters behind years that the list of references has; otherwise they are worked out.
        openings: What opens the entries of that list.
        marks: A word beside the citations of references that readers should not trust, by key.
        quotes: The quotes that citations may name, by id.
        remember: Gives what was found on pages that are as they were.
    """
    aliases = {alias: key for key, reference in references.items() for alias in reference.aliases}
    keys = Keys(references, aliases)
    converter = Converter(markdown, TOKEN)
    diagnostics = [
        Diagnostic(
            Severity.ERROR,
            "markdown-extension",
            Position(CONFIG_FILE),
            f"The Markdown extension {problem}",
            "Install it, or mend its entry under markdown_extensions",
        )
        for problem in converter.problems
    ]
    located: list[Located] = []
    known = tuple(references), aliases
    for page in pages:
        made_of = (page, known, markdown)
        found, findings = remember(("cited", page.path), made_of, partial(_found, page, converter, keys))
        located.append(found)
        diagnostics += findings
        diagnostics += quote_problems(found.groups, quotes or {}, keys, _Place(page).of)
    diagnostics += unused_quotes(located, quotes or {})
    numbers: dict[str, int] = {}
    if style.form is InTextForm.NUMERIC:
        cited = (citation.key for found in located for group in found.groups for citation in group.citations)
        for key in (*opening, *cited):
            if key in references:
                numbers.setdefault(key, len(numbers) + 1)
    names = _Names(references, style, year_suffixes, openings).of
    printer = Printer(style, numbers, names, references.__contains__, marks or {})
    cited_pages: list[CitedPage] = []
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for page, found in zip(pages, located, strict=True):
        if style.superscript:
            diagnostics += _behind_numbers(page, found)
        printed = [
            printer.group(group.citations, anchor_of(number), narrative=group.narrative, tail=group.possessive)
            for number, group in enumerate(found.groups, start=1)
        ]
        edits = (
            *edits_of(page.source, found.groups, printed, printer),
            *((at, at + 2, "&#64;") for at in found.literal),
        )
        cited_keys = dict.fromkeys(c.key for group in found.groups for c in group.citations if c.key in references)
        cited_page = CitedPage(page.path, splice(page.source, edits), tuple(cited_keys), found.targets, found.anchors)
        cited_pages.append(cited_page)
        make = partial(_mentions, page.path, found, printed, style)
        for key, mention in remember(("mentions", page.path), (found, printed, style), make):
            if key in references:
                mentions[key].append(mention)
    return CitedSite(
        tuple(cited_pages), numbers, {key: tuple(places) for key, places in mentions.items()}, tuple(diagnostics)
    )


class _Names:
    """What the text calls a reference; a numeric style asks for few, and tells none apart."""

    def __init__(
        self,
        references: Mapping[str, Reference],
        style: InTextStyle,
        year_suffixes: Mapping[str, str] | None,
        openings: Mapping[str, Opening] | None,
    ) -> None:
        self._references = references
        self._style = style
        self._year_suffixes = year_suffixes
        self._openings = openings
        self._known: dict[str, InTextName] = {}

    def of(self, key: str) -> InTextName:
        if key not in self._known:
            alone = self._style.form is InTextForm.NUMERIC
            asked = {key: self._references[key]} if alone else self._references
            self._known.update(names_in_text(asked, self._style, self._year_suffixes, self._openings))
        return self._known[key]


_NUMBER_BEFORE: Final = re.compile(r"(?:\d|\^[\w+-]+\^|</sup>)[ \t]*\Z")
_LABEL_HINT: Final = 'Put a space before the "["'
_LINK_HINT: Final = "Cite before or behind the link"
_HTML_HINT: Final = (
    'Give the element the attribute markdown="1" (with the extension md_in_html), or use Markdown for it'
)


def _found(page: ProsePage, converter: Converter, keys: Keys) -> tuple[Located, list[Diagnostic]]:
    found, findings = _locate(page, converter, keys)
    return _resolved(found, keys), findings


def _locate(page: ProsePage, converter: Converter, keys: Keys) -> tuple[Located, list[Diagnostic]]:
    place = _Place(page)
    if reserved := RESERVED.search(page.source):
        message = f"The page holds the private-use character U+{ord(reserved.group()):X}; its citations are not read"
        return Located(), [
            Diagnostic(Severity.ERROR, "reserved-character", place.of(reserved.start()), message, "Remove it")
        ]
    try:
        found = locate(page.source, converter, keys.resolve)
    except ConversionError as error:
        message = f"The page cannot be converted, so its citations are not read: {error}"
        return Located(), [Diagnostic(Severity.ERROR, "markdown-conversion", place.of(0), message)]
    findings = []
    for group in found.groups:
        findings += [_unknown(spot, place, keys) for spot in group.spots if keys.resolve(spot.key) is None]
        if found.passages[group.passage].heading:
            findings.append(
                Diagnostic(
                    Severity.WARNING,
                    "citation-in-heading",
                    place.of(group.start),
                    "A citation in a heading also shows in the contents and in the titles of search results",
                    "Cite in the text below",
                )
            )
    findings += [
        Diagnostic(Severity.WARNING, slip.rule, place.of(slip.start), slip.message, slip.hint)
        for slip in slips(page.source, found.groups, keys.resolve)
    ]
    for rule, spots, why, hint in (
        ("citation-as-link-label", found.label_like, "stands where the label of a link is expected", _LABEL_HINT),
        ("citation-in-html", found.in_html, "stands in HTML, where no Markdown is read", _HTML_HINT),
        ("citation-in-link", found.in_link, "stands in the text of a link, which can hold no other one", _LINK_HINT),
    ):
        findings += [
            Diagnostic(Severity.WARNING, rule, place.of(spot.start), f"@{spot.key} {why}; it is no citation", hint)
            for spot in spots
            if keys.resolve(spot.key) is not None
        ]
    return found, findings


def _behind_numbers(page: ProsePage, found: Located) -> Iterator[Diagnostic]:
    """Raised numbers behind a number or a unit, which read as its power (AMA 11, 3.6)."""
    place = _Place(page)
    for group in found.groups:
        if not group.narrative and _NUMBER_BEFORE.search(page.source, max(0, group.start - 20), group.start):
            message = "A raised citation behind a number or an exponent reads as a power of it"
            hint = "Cite behind another word, or behind the full stop"
            yield Diagnostic(Severity.WARNING, "citation-behind-number", place.of(group.start), message, hint)


def _unknown(spot: Spot, place: _Place, keys: Keys) -> Diagnostic:
    nearest = keys.nearest(spot.key)
    mend = f"Did you mean {' or '.join(f'@{key}' for key in nearest)}?" if nearest else "Add it to the bibliography."
    mend = foreign_key(spot.key) or mend
    hint = f"{mend} If this is no citation, write &#64; for the @"
    position = place.of(spot.start + spot.suppressed)
    return Diagnostic(
        Severity.ERROR, "unknown-citation", position, f'No reference has the citation key "{spot.key}"', hint
    )


class _Place:
    """Offsets of a page as lines and columns of its file."""

    def __init__(self, page: ProsePage) -> None:
        self._page = page
        source = page.rewritten.source if page.rewritten else page.source
        self._breaks = [match.start() for match in re.finditer(r"\n", source)]

    def of(self, offset: int) -> Position:
        if self._page.rewritten:
            offset = self._page.rewritten.origin(offset)
        line = bisect_left(self._breaks, offset)
        begin = self._breaks[line - 1] + 1 if line else 0
        return Position(self._page.file, self._page.line_offset + line + 1, offset - begin + 1)


def _resolved(found: Located, keys: Keys) -> Located:
    """The citations with the bibliography's own spelling of their keys."""

    def spelled(citation: Citation) -> Citation:
        key = keys.resolve(citation.key) or citation.key
        return citation if key == citation.key else replace(citation, key=key)

    groups = (replace(group, citations=tuple(map(spelled, group.citations))) for group in found.groups)
    return replace(found, groups=tuple(groups))


def _mentions(path: str, found: Located, printed: Sequence[str], style: InTextStyle) -> Sequence[tuple[str, Mention]]:
    """The places of a page where references are cited, each with its key."""
    around = sentences_around(found, [as_read(text, style) for text in printed])
    return [
        (key, Mention(path, anchor_of(number + 1), around[number], *_said(group, key)))
        for number, group in enumerate(found.groups)
        for key in dict.fromkeys(citation.key for citation in group.citations)
    ]


def _said(group: Group, key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The quotes and the intents of a group's citations of a key."""
    own = [citation for citation in group.citations if citation.key == key]
    quotes = dict.fromkeys(name for citation in own for name in citation.quotes)
    return tuple(quotes), tuple(dict.fromkeys(citation.intent for citation in own if citation.intent in INTENTS))
