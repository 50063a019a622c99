"""All references by year, author, journal and keyword: plain pages that need no script, of a size that loads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from markupsafe import Markup

from litreview.model.folding import folded
from litreview.model.reference import Reference
from litreview.pages.coins import coins
from litreview.pages.entry import Link, address, author_line, container
from litreview.pages.environment import Templates, in_html, in_line
from litreview.pages.frontmatter import head_text
from litreview.pages.site import HtmlPage, Site

#: Lines of a page, so that it stays below some 40 kB on the wire.
_LINES: Final = 600
_AUTHORS_SHOWN: Final = 3
_LAST: Final = "\uffff"


_NONE: Final = Markup()


@dataclass(frozen=True, slots=True)
class Brief:
    """A reference in one line: its title, which links to its page, and who published it where and when."""

    key: str
    href: str
    title: Markup
    line: Markup
    #: The attributes that say in which language it is.
    tongue: Mapping[str, str]
    #: The work for reference managers, which take a list of them at once.
    coins: Markup = _NONE


@dataclass(frozen=True, slots=True)
class _Group:
    """The references under one heading; it may have begun on the page before."""

    label: str
    keys: tuple[str, ...]
    continued: bool = False


@dataclass(frozen=True, slots=True)
class _Section:
    label: str
    entries: tuple[Brief, ...]


@dataclass(frozen=True, slots=True)
class _Range:
    """A page of a list that is too long for one: its address, the headings it goes from and to, and its references."""

    href: str
    label: str
    count: int


#: The headings that a reference stands under in each list, each with what the list is sorted by.
_Headings = Callable[[Site, Reference], Iterable[tuple[Hashable, str]]]


def _by_year(site: Site, reference: Reference) -> Iterator[tuple[Hashable, str]]:
    year = reference.year
    yield (0, -year) if year is not None else (1, 0), str(year) if year is not None else site.texts("undated")


def _by_author(site: Site, reference: Reference) -> Iterator[tuple[Hashable, str]]:
    names = dict.fromkeys(name.indexed for name in reference.creators.names)
    return ((folded(name), name) for name in names) if names else iter(((_LAST, site.texts("list_no_author")),))


def _by_journal(site: Site, reference: Reference) -> Iterator[tuple[Hashable, str]]:
    journal = str(reference.text("container-title"))
    yield (folded(journal), journal) if journal else (_LAST, site.texts("list_no_journal"))


def _by_keyword(site: Site, reference: Reference) -> Iterator[tuple[Hashable, str]]:
    words = {folded(word): word for word in reference.keywords}
    return iter(words.items()) if words else iter(((_LAST, site.texts("list_no_keyword")),))


LISTS: Final[Mapping[str, _Headings]] = {
    "by-year": _by_year,
    "by-author": _by_author,
    "by-journal": _by_journal,
    "by-keyword": _by_keyword,
}
#: The list that has each reference once: in all of them COinS would weigh more than what readers see.
_WITH_COINS: Final = "by-year"
#: What of a reference decides where a list has it.
_DECISIVE: Final[Mapping[str, Callable[[Reference], object]]] = {
    "by-year": lambda reference: reference.issued,
    "by-author": lambda reference: reference.creators,
    "by-journal": lambda reference: reference.text("container-title"),
    "by-keyword": lambda reference: reference.keywords,
}


def list_path(name: str, number: int = 0) -> str:
    """The source file of a list, or of its page with that number."""
    return f"references/{name}/{number}/index.md" if number else f"references/{name}/index.md"


def list_links(site: Site, path: str) -> tuple[Link, ...]:
    """Links to the lists from the page at `path`."""
    return tuple(Link(site.texts(f"list_{name}"), site.link(path, list_path(name))) for name in LISTS)


def brief_line(reference: Reference) -> str:
    """Who published a reference, where and when."""
    year = f"[{reference.year}]" if reference.issued.inferred else str(reference.year or "")
    parts = (author_line(reference, _AUTHORS_SHOWN), str(container(reference)), year)
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def brief_lines(site: Site) -> Callable[[str], str]:
    """What gives the line about a reference, by its key; that of a retracted one begins by saying so."""
    retracted, mark = site.library.retracted(), site.texts("brief_retracted")

    def line(key: str) -> str:
        said = brief_line(site.library.references[key])
        return f"{mark} {said}" if key in retracted else said

    return line


class Briefs:
    """Makes one-line references; what does not depend on the page is made once for all pages."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._line = brief_lines(site)
        self._made: dict[str, tuple[Markup, Markup, Mapping[str, str]]] = {}
        #: What is before and behind the folder's name in links, by how deep the page is that has them.
        self._around: dict[int, tuple[str, str]] = {}

    def __call__(self, path: str, keys: Iterable[str]) -> tuple[Brief, ...]:
        """The references of `keys` for the page at `path`."""
        return tuple(Brief(key, self.link(path, key), *self._parts(key)) for key in keys)

    def link(self, path: str, key: str) -> str:
        """The address of a reference's page from another page below `references/`."""
        depth = path.count("/")
        if depth not in self._around:
            before, _, after = self._site.link(path, "references/@@/index.md").rpartition("%40%40")
            self._around[depth] = before, after
        before, after = self._around[depth]
        return f"{before}{self._site.slugs[key]}{after}"

    def _parts(self, key: str) -> tuple[Markup, Markup, Mapping[str, str]]:
        if key not in self._made:
            reference = self._site.library.references[key]
            self._made[key] = (
                in_html(str(reference.title) or key),
                in_html(self._line(key)),
                self._site.tongue(reference),
            )
        return self._made[key]


def list_pages(site: Site, templates: Templates, order: Sequence[str]) -> Iterator[tuple[str, Callable[[], HtmlPage]]]:
    """The pages of all lists: the path of each, and what makes it.

    Args:
        site: The site.
        templates: The page templates.
        order: All keys in the order that references stand in below a heading.
    """
    briefs = Briefs(site)
    references = [site.library.references[key] for key in order]
    for name, headings in LISTS.items():
        made_of = (tuple(order), tuple(map(_DECISIVE[name], references)), site.texts)
        parts = site.remember(("list", name), made_of, partial(_parts, site, references, headings))
        listed = _List(site, templates, briefs, name, len(parts))
        if len(parts) <= 1:
            yield list_path(name), partial(listed.page, 0, parts[0] if parts else ())
            continue
        ranges = [
            _Range(site.link(list_path(name), list_path(name, number)), _span(part), sum(len(g.keys) for g in part))
            for number, part in enumerate(parts, start=1)
        ]
        yield list_path(name), partial(listed.page, 0, (), ranges)
        for number, part in enumerate(parts, start=1):
            yield list_path(name, number), partial(listed.page, number, part)


@dataclass(frozen=True, slots=True)
class _List:
    """One of the lists, which makes its pages: number 0 is the first, and the overview where there are more."""

    site: Site
    templates: Templates
    briefs: Briefs
    name: str
    last: int

    def page(self, number: int, groups: Sequence[_Group], ranges: Sequence[_Range] = ()) -> HtmlPage:
        texts, path = self.site.texts, list_path(self.name, number)
        title = texts(f"references_{self.name}") + (f": {_span(groups)}" if number else "")
        everything = Link(texts("all_references"), self.site.link(path, "references/index.md"))
        body = self.templates.block.get_template("reference-list.html.j2").render(
            t=texts,
            others=(everything, *list_links(self.site, path)),
            sections=[_Section(self._heading(group), self._entries(path, group)) for group in groups],
            ranges=ranges,
            up=self._link(path, 0) if number else "",
            before=self._link(path, number - 1) if number > 1 else "",
            after=self._link(path, number + 1) if 0 < number < self.last else "",
        )
        return HtmlPage(
            path,
            "list",
            title=head_text(title),
            description=head_text(texts("description_list", title=title)),
            heading=in_line(title),
            body=body,
            # The references have pages of their own for the search to find.
            front={"search": {"exclude": True}, "hide": ["toc"]},
        )

    def _entries(self, path: str, group: _Group) -> tuple[Brief, ...]:
        briefs = self.briefs(path, group.keys)
        if self.name != _WITH_COINS:
            return briefs
        works = (self.site.library.references[key] for key in group.keys)
        return tuple(
            replace(brief, coins=coins(work, address(self.site, work)))
            for brief, work in zip(briefs, works, strict=True)
        )

    def _link(self, path: str, number: int) -> str:
        return self.site.link(path, list_path(self.name, number))

    def _heading(self, group: _Group) -> str:
        return self.site.texts("list_continued", heading=group.label) if group.continued else group.label


def _parts(site: Site, references: Iterable[Reference], headings: _Headings) -> Sequence[Sequence[_Group]]:
    return list(_paged(_groups(site, references, headings)))


def _groups(site: Site, references: Iterable[Reference], headings: _Headings) -> Iterator[_Group]:
    found: defaultdict[Hashable, list[str]] = defaultdict(list)
    labels: dict[Hashable, str] = {}
    for reference in references:
        for place, label in headings(site, reference):
            found[place].append(reference.key)
            labels.setdefault(place, label)
    for place in sorted(found):  # type: ignore[type-var] # the places of one list are of one kind
        yield _Group(labels[place], tuple(found[place]))


def _paged(groups: Iterable[_Group]) -> Iterator[list[_Group]]:
    """The groups page by page; one that is too long for the rest of a page goes on on the next."""
    page: list[_Group] = []
    room = _LINES
    for group in groups:
        keys, continued = group.keys, False
        while keys:
            if room <= 0:
                yield page
                page, room = [], _LINES
            page.append(_Group(group.label, keys[:room], continued))
            room, keys, continued = room - len(keys[:room]), keys[room:], True
    if page:
        yield page


def _span(groups: Sequence[_Group]) -> str:
    first, last = groups[0].label, groups[-1].label
    return first if first == last else f"{first} – {last}"
