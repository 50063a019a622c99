"""Where the links and pictures of the author's pages lead: to a page, a file or a section that is there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from urllib.parse import unquote

from litreview.cite.site import CitedPage
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.screening import ChecklistAnswer
from litreview.model.source import Position
from litreview.pages.addresses import page_url
from litreview.pages.prose import HandWritten
from litreview.read.nearest import nearest_hint

#: Addresses of another host, and those that only the theme makes sense of.
_ELSEWHERE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
#: Ids of ours, which come with citations, figures and lists.
_OURS: Final = re.compile(r"(?:cite|ref|figure|fn|fnref)[-:]|references$")
#: Where a generated page's Markdown gives ids: in tags, and in the braces of attribute lists.
_ID: Final = re.compile(r'\bid="([^"]*+)"')
_ATTRIBUTES: Final = re.compile(r"\{([^{}\n]*+)\}")


@dataclass(frozen=True)
class Targets:
    """Everything that a link of the site can lead to, by paths below docs/."""

    #: The author's pages, with the ids in them.
    written: Mapping[str, CitedPage]
    #: The Markdown of generated pages; None for those that come in numbers.
    generated: Mapping[str, str | None]
    #: Files that are no pages.
    files: Collection[str]
    directory_urls: bool

    @cached_property
    def addresses(self) -> Mapping[str, str]:
        """Each page by the address that it will have."""
        pages = (*self.written, *self.generated)
        return {page_url(path, directory_urls=self.directory_urls): path for path in pages}

    def has_section(self, path: str, section: str) -> bool:
        """Whether a page has an id; of one that cannot be looked into it is believed."""
        if _OURS.match(section):
            return True
        if path in self.written:
            return section in self.written[path].anchors
        source = self.generated.get(path)
        if source is None or section in _ID.findall(source):
            return True
        return any(f"#{section}" in found.split() for found in _ATTRIBUTES.findall(source))


def dead_links(page: HandWritten, cited: CitedPage, targets: Targets) -> Iterator[Diagnostic]:
    """The links and pictures of a page that lead to nothing in the site."""
    for target in sorted(cited.targets):
        if _ELSEWHERE.match(target) or not target:
            continue
        place, _, section = unquote(target).partition("#")
        path = _path(page.path, place.partition("?")[0])
        problem = _problem(target, path, section, targets)
        if problem:
            yield Diagnostic(Severity.WARNING, problem[0], _position(page, target), *problem[1:])


def dead_answers(answers: Collection[ChecklistAnswer], targets: Targets) -> Iterator[Diagnostic]:
    """The items of a checklist that a page or section is to answer that there is not."""
    for answer in answers:
        target = f"{answer.page}#{answer.section}" if answer.section else answer.page
        problem = _problem(target, answer.page, answer.section, targets)
        if problem:
            yield Diagnostic(Severity.WARNING, problem[0], answer.origin.position, *problem[1:])


def linked_pages(cited: Collection[CitedPage], targets: Targets) -> Iterator[str]:
    """The pages to which links of others lead."""
    for page in cited:
        for target in page.targets:
            place = unquote(target).partition("#")[0].partition("?")[0]
            if place and not _ELSEWHERE.match(target):
                path = _path(page.path, place)
                yield targets.addresses.get(path, path)


def _path(page: str, place: str) -> str:
    """A link's place as a path below docs/; a folder keeps its slash."""
    if not place:
        return page
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), place))
    return f"{path}/" if place.endswith("/") and path != "." else path.removeprefix("./")


def _problem(target: str, path: str, section: str, targets: Targets) -> tuple[str, str, str] | None:
    """The rule, message and hint for a link that leads nowhere."""
    pages = (*targets.written, *targets.generated)
    if target.startswith("/"):
        return (
            "dead-link",
            f"{target} begins at the root of the host, not of the site",
            "write it as seen from this page",
        )
    if path in pages:
        if section and not targets.has_section(path, section):
            known = targets.written[path].anchors if path in targets.written else ()
            hint = (
                nearest_hint(section, sorted(known)) or "a heading's id is its words with hyphens, or what {#id} says"
            )
            return "dead-anchor", f"{target} leads to a section that {path} does not have", hint
        return None
    if path in targets.files:
        return None
    if path in targets.addresses:
        return (
            "dead-link",
            f"{target} leads to an address, which builders do not follow",
            (f"name the file: {targets.addresses[path]}"),
        )
    hint = nearest_hint(path, (*pages, *targets.files)) or "write it, or correct the link"
    return "dead-link", f"{target} leads to nothing in docs/ and to no generated page", hint


def _position(page: HandWritten, target: str) -> Position:
    """Where the link stands in the page's file, as far as its address is written there as it reads."""
    source = page.split.body
    for written in (target, target.replace(" ", "%20"), unquote(target)):
        at = source.find(f"({written}")
        at = at + 1 if at >= 0 else source.find(written)
        if at >= 0:
            line = source.count("\n", 0, at)
            column = at - (source.rfind("\n", 0, at) + 1) + 1
            return Position(page.file, page.split.lines + line + 1, column)
    return Position(page.file)
